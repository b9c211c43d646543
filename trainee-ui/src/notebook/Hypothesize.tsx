import { useState } from 'react';
import { useAct, useDrill } from '../api/session';
import { HypothesisForm } from './HypothesisForm';
import { HypothesisRow } from './HypothesisRow';
import { left, unlockable } from './next';

/** Two or three are locked; what turns up later may be added one by one. */
const AT_MOST = 3;
const AT_MOST_LATER = 6;

export function Hypothesize() {
  const { view } = useDrill();
  const act = useAct();
  const [editing, setEditing] = useState<string | null>(null);
  const { hypotheses, lockedAt } = view.notebook;
  const working = view.state === 'working';
  const rest = left(hypotheses);
  const first = lockedAt === null;
  const refused = unlockable(hypotheses, first);
  const open = hypotheses.some((h) => !h.locked);
  const room = hypotheses.length < (first ? AT_MOST : AT_MOST_LATER);
  const [another, setAnother] = useState(false);
  return (
    <>
      <ol className="hypotheses">
        {hypotheses.map((h, i) =>
          editing === h.id ? (
            <li key={h.id}>
              <HypothesisForm old={h} onDone={() => setEditing(null)} />
            </li>
          ) : (
            <HypothesisRow key={h.id} hypothesis={h} number={i + 1} locked={h.locked} working={working} onEdit={() => setEditing(h.id)} />
          ),
        )}
      </ol>
      {hypotheses.length > 0 && (
        <p className={rest < 0 ? 'error' : 'muted'}>
          Something else: <b>{rest} %</b>
          {rest < 0 && ' (give out 100 % at most)'}
        </p>
      )}
      {working && room && editing === null && (first || another) && <HypothesisForm key={hypotheses.length} onDone={() => setAnother(false)} />}
      {working && room && !first && !another && (
        <button type="button" className="small" onClick={() => setAnother(true)}>
          State another
        </button>
      )}
      {working && open && (
        <>
          <button type="button" className="primary wide" disabled={refused !== null} onClick={() => void act({ act: 'lockHypotheses' })}>
            Lock hypotheses
          </button>
          {refused && <p className="muted small">{refused}</p>}
        </>
      )}
      {!first && working && !open && <p className="muted small">Locked. What you believe may still move: focus one and press 1–9.</p>}
      {!working && hypotheses.length === 0 && <p className="muted">Nothing stated.</p>}
    </>
  );
}
