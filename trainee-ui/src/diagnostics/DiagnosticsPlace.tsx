import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { sendForReading } from '../api/acts';
import type { Reading } from '../api/drill';
import type { Diagnostic } from '../api/library';
import { useDiagnostics } from '../api/queries';
import { useAct, useDrill, useStory } from '../api/session';
import { clock } from '../format/time';
import { sentence } from '../format/words';
import { Select, options } from '../ui/Field';
import { Chip, PlaceHead, onRowKeys } from '../ui/bits';
import { Answer, Empty } from '../ui/states';
import { useUrl } from '../ui/url';
import { ReadingText } from './ReadingText';
import './diagnostics.css';

/** A target may join two names: the pool of an instance for a datastore. */
function reads(target: string, component: string): boolean {
  return target === component || target.split('/').some((part) => part.startsWith(component));
}

function componentsOf(diagnostics: Diagnostic[], chosen: string): string[] {
  const parts = diagnostics.flatMap((d) => d.targets.flatMap((t) => t.split('/')));
  return [...new Set([...parts, ...(chosen === '' ? [] : [chosen])])].toSorted();
}

interface Taken {
  diagnostic: string;
  target: string;
  reading: Reading;
}

/** Reads of a component's inner state, answered as the real tool would. */
export default function DiagnosticsPlace() {
  const answer = useDiagnostics();
  const url = useUrl();
  const target = url.read('target') ?? '';
  return (
    <>
      <PlaceHead title="Diagnostics">
        {answer.data && (
          <Select
            label="Component"
            hideLabel
            value={target}
            empty="Every component"
            options={options(componentsOf(answer.data.diagnostics, target))}
            onChange={(next) => url.set({ target: next, diagnostic: null })}
          />
        )}
      </PlaceHead>
      <Answer of={answer} what="the diagnostics">
        {({ diagnostics }) => {
          const shown = target === '' ? diagnostics : diagnostics.filter((d) => d.targets.some((t) => reads(t, target)));
          if (shown.length === 0) return <Empty title="No diagnostic reads this component">Choose another component above.</Empty>;
          const chosen = shown.find((d) => d.id === url.read('diagnostic')) ?? shown[0];
          return (
            <div className="diagnostics">
              <ul className="diagnostic-list" aria-label="Diagnostics" onKeyDown={onRowKeys}>
                {shown.map((d) => (
                  <li key={d.id}>
                    <button type="button" data-row aria-current={d === chosen ? 'true' : undefined} onClick={() => url.set({ diagnostic: d.id })}>
                      {d.title}
                    </button>
                  </li>
                ))}
              </ul>
              {chosen && <Read key={`${chosen.id} ${target}`} diagnostic={chosen} near={target} />}
            </div>
          );
        }}
      </Answer>
    </>
  );
}

function Read({ diagnostic: d, near }: { diagnostic: Diagnostic; near: string }) {
  const { view } = useDrill();
  const act = useAct();
  const targets = near === '' ? d.targets : d.targets.filter((t) => reads(t, near));
  const [target, setTarget] = useState(targets[0] ?? '');
  const [expected, setExpected] = useState('');
  const [taken, setTaken] = useState<Taken[]>([]);
  const { hypotheses } = view.notebook;
  const working = view.state === 'working';
  const read = useMutation({
    mutationFn: () => sendForReading(act.drill, { act: 'read', diagnostic: d.id, target }),
    onSuccess: (reading) => setTaken([{ diagnostic: d.id, target, reading }, ...taken]),
  });
  const declare = useMutation({
    mutationFn: () => act({ act: 'declareTest', hypotheses: hypotheses.map((h) => h.id), diagnostic: d.id, target, expected }),
  });
  return (
    <section className="diagnostic" aria-label={d.title}>
      <h2>{d.title}</h2>
      <p className="chips">
        <span className="muted">It can say</span>
        {d.outcomes.map((o) => (
          <Chip key={o}>{sentence(o)}</Chip>
        ))}
      </p>
      <div className="row">
        <Select label="Read it of" value={target} options={options(targets)} onChange={setTarget} />
        <button type="button" className={hypotheses.length === 0 ? 'primary' : ''} disabled={target === '' || read.isPending} onClick={() => read.mutate()}>
          {read.isPending ? 'Reading…' : 'Read now'}
        </button>
      </div>
      {hypotheses.length > 0 && working && (
        <div className="row declare-here">
          <Select label="Or declare it as a test: I expect" value={expected} empty="what it says …" options={d.outcomes.map((o) => ({ value: o, label: sentence(o) }))} onChange={setExpected} />
          <button type="button" className="primary" disabled={expected === '' || declare.isPending} onClick={() => declare.mutate()}>
            Declare as test
          </button>
          <span className="muted small">Run it from the notebook. What is read before it is declared tells no hypotheses apart any more.</span>
        </div>
      )}
      {read.error && <p role="alert" className="error">{read.error.message}</p>}
      {taken.length === 0 && !read.error && <Empty title="Not read yet">The answer will stand here, the latest first.</Empty>}
      {taken.map((t) => (
        <Answered key={`${t.reading.at} ${t.target}`} taken={t} />
      ))}
    </section>
  );
}

function Answered({ taken: { target, reading } }: { taken: Taken }) {
  const { story } = useStory();
  return (
    <article className="answered" aria-label={`Reading of ${target}`}>
      <header>
        <b>{target}</b>
        <Chip tone="info">{sentence(reading.outcome)}</Chip>
        <time className="muted">{clock(story(reading.at))}</time>
      </header>
      {reading.why && <p>{reading.why}</p>}
      <ReadingText reading={reading} />
    </article>
  );
}
