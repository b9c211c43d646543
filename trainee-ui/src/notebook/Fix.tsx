import { Link } from 'wouter';
import { useNow } from '../api/now';
import { useVocabulary } from '../api/queries';
import { useAct, useDrill, useStory } from '../api/session';
import { Undo } from '../actions/Undo';
import { drillPath } from '../app/places';
import { clock, countdown } from '../format/time';
import { sentence } from '../format/words';
import { UsersNow } from '../page/UsersNow';
import { AskOnce } from '../ui/AskOnce';
import { Select } from '../ui/Field';
import { Chip } from '../ui/bits';
import { Progress } from '../ui/states';

export function Fix() {
  const { id, view } = useDrill();
  const { story } = useStory();
  const working = view.state === 'working';
  return (
    <>
      {view.applied.length === 0 ? (
        <p className="muted">Nothing applied yet.</p>
      ) : (
        <ul className="stated-list">
          {view.applied.map((c) => (
            <li key={c.id}>
              <span>
                <time className="muted">{clock(story(c.at))}</time> {c.summary || `${c.kind} ${c.target}`}
                {c.progress !== '' && c.progress !== 'done' && <Chip tone={c.progress === 'failed' ? 'bad' : 'info'}>{c.progress}</Chip>}
              </span>
              {working && !view.clock.held && c.revertible && <Undo change={c} />}
            </li>
          ))}
        </ul>
      )}
      {working && <UsersNow />}
      {working && (
        <Link className="button wide" href={drillPath(id, 'actions')}>
          Open actions
        </Link>
      )}
      <Lasting />
      {working && !view.clock.held && <Resolve />}
    </>
  );
}

/** The lasting fix, left for a reviewed code change: chosen from one list for all drills. */
function Lasting() {
  const { view } = useDrill();
  const act = useAct();
  const fixes = useVocabulary().data?.lastingFixes ?? [];
  if (view.state !== 'working' && view.state !== 'verifying') return null;
  return (
    <Select
      label="What remains to be done for good"
      value={view.notebook.lasting ?? ''}
      empty="choose …"
      options={fixes.map((f) => ({ value: f.id, label: f.title }))}
      onChange={(id) => id && void act({ act: 'lasting', id })}
    />
  );
}

function Resolve() {
  const { view } = useDrill();
  const act = useAct();
  return (
    <AskOnce button="Resolve" className="primary wide" title="Resolve the page?" no="Not yet" yes="Resolve and watch" onYes={() => void act({ act: 'resolve' })}>
      The users' SLI is watched, then what set it off is let happen again. Nothing more can be changed meanwhile.
      {view.applied.length === 0 && ' You have changed nothing: resolve if nothing is broken.'}
    </AskOnce>
  );
}

/** Watching the users, then the trigger once more: counted down. */
export function Verifying() {
  const { view, receivedAt } = useDrill();
  const now = useNow();
  const p = view.progress;
  const left = p?.secondsLeft == null ? null : p.secondsLeft * 1000 - Math.max(0, now - receivedAt);
  return (
    <div className="verifying" role="status" aria-live="polite">
      <p>
        <b>{p?.stage ? sentence(p.stage) : 'Watching'}</b> {left !== null && <span aria-hidden="true">{countdown(left)}</span>}
      </p>
      <Progress value={p?.fraction ?? null} label="Verification" />
      <UsersNow />
      {p?.detail && <p className="muted small">{p.detail}</p>}
    </div>
  );
}
