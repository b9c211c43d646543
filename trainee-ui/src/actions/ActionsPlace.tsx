import { useState } from 'react';
import type { Change } from '../api/acts';
import { useActions } from '../api/queries';
import { useDrill, useStory } from '../api/session';
import type { Actions } from '../api/telemetry';
import { clock } from '../format/time';
import { Chip, PlaceHead, onRowKeys } from '../ui/bits';
import { Answer, Empty } from '../ui/states';
import { useUrl } from '../ui/url';
import { ConfirmChange } from './ConfirmChange';
import { EverywhereActions } from './EverywhereActions';
import { ServiceActions } from './ServiceActions';
import { Undo } from './Undo';
import { closedBecause } from './catalogue';
import './actions.css';

/** What can be changed, in the words of the tools at work. Each change asks once before it is made. */
export default function ActionsPlace() {
  const { view } = useDrill();
  const answer = useActions();
  const [asked, setAsked] = useState<Change | null>(null);
  const closed = closedBecause(view.state, view.clock.held);
  return (
    <>
      <PlaceHead title="Actions">
        {closed && <Chip>{closed}</Chip>}
      </PlaceHead>
      <Applied />
      <Answer of={answer} what="the actions">
        {(actions) => (
          <fieldset className="actions" disabled={closed !== null}>
            <legend className="sr-only">Actions</legend>
            <Services actions={actions} ask={setAsked} />
          </fieldset>
        )}
      </Answer>
      {asked && answer.data && <ConfirmChange change={asked} actions={answer.data} onClose={() => setAsked(null)} />}
    </>
  );
}

const EVERYWHERE = '*';

function Services({ actions, ask }: { actions: Actions; ask: (change: Change) => void }) {
  const url = useUrl();
  const chosen = url.read('service') ?? actions.services[0]?.name ?? EVERYWHERE;
  const service = actions.services.find((s) => s.name === chosen);
  if (actions.services.length === 0 && actions.flags.length === 0) return <Empty title="Nothing can be changed here" />;
  return (
    <>
      <ul className="diagnostic-list" aria-label="What to change" onKeyDown={onRowKeys}>
        {actions.services.map((s) => (
          <li key={s.name}>
            <button type="button" data-row aria-current={s === service ? 'true' : undefined} onClick={() => url.set({ service: s.name })}>
              {s.name}
            </button>
          </li>
        ))}
        <li>
          <button type="button" data-row aria-current={!service ? 'true' : undefined} onClick={() => url.set({ service: EVERYWHERE })}>
            Flags, traffic, statements
          </button>
        </li>
      </ul>
      {service ? <ServiceActions key={service.name} service={service} ask={ask} /> : <EverywhereActions actions={actions} ask={ask} />}
    </>
  );
}

function Applied() {
  const { view } = useDrill();
  const { story } = useStory();
  if (view.applied.length === 0) return null;
  return (
    <section className="card" aria-labelledby="applied">
      <h2 id="applied">Applied</h2>
      <ul className="stated-list">
        {view.applied.map((c) => (
          <li key={c.id}>
            <span>
              <time className="muted">{clock(story(c.at))}</time> {c.summary || `${c.kind} ${c.target}`} <span className="muted">by {c.you ? 'you' : c.author}</span>
              {c.detail && <span className="muted"> · {c.detail}</span>}{' '}
              {c.progress !== '' && c.progress !== 'done' && <Chip tone={c.progress === 'failed' ? 'bad' : 'info'}>{c.progress}</Chip>}
            </span>
            {c.revertible && view.state === 'working' && !view.clock.held && <Undo change={c} />}
          </li>
        ))}
      </ul>
    </section>
  );
}
