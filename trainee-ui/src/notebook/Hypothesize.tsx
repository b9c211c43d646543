import { useState } from 'react';
import { useAct, useDrill } from '../api/session';
import { HypothesisForm } from './HypothesisForm';
import { HypothesisRow } from './HypothesisRow';
import { left, unlockable } from './next';

const AT_MOST = 3;

export function Hypothesize() {
  const { view } = useDrill();
  const act = useAct();
  const [editing, setEditing] = useState<string | null>(null);
  const { hypotheses, lockedAt } = view.notebook;
  const working = view.state === 'working';
  const rest = left(hypotheses);
  const refused = unlockable(hypotheses);
  return (
    <>
      <ol className="hypotheses">
        {hypotheses.map((h, i) =>
          editing === h.id ? (
            <li key={h.id}>
              <HypothesisForm old={h} onDone={() => setEditing(null)} />
            </li>
          ) : (
            <HypothesisRow key={h.id} hypothesis={h} number={i + 1} locked={lockedAt !== null} working={working} onEdit={() => setEditing(h.id)} />
          ),
        )}
      </ol>
      {hypotheses.length > 0 && (
        <p className={rest < 0 ? 'error' : 'muted'}>
          Something else: <b>{rest} %</b>
          {rest < 0 && ' (give out 100 % at most)'}
        </p>
      )}
      {working && lockedAt === null && hypotheses.length < AT_MOST && editing === null && <HypothesisForm key={hypotheses.length} onDone={() => {}} />}
      {working && lockedAt === null && hypotheses.length > 0 && (
        <>
          <button type="button" className="primary wide" disabled={refused !== null} onClick={() => void act({ act: 'lockHypotheses' })}>
            Lock hypotheses
          </button>
          {refused && <p className="muted small">{refused}</p>}
        </>
      )}
      {lockedAt !== null && working && <p className="muted small">Locked. What you believe may still move: focus one and press 1–9.</p>}
      {!working && hypotheses.length === 0 && <p className="muted">Nothing stated.</p>}
    </>
  );
}
