import { useState } from 'react';
import type { Scope } from '../api/drill';
import { useTopology } from '../api/queries';
import { useAct, useDrill } from '../api/session';
import { type Question, describe, dimensions, toggled } from './scope';

interface Props {
  question: { id: Question; title: string; all: string };
  scope: Scope | null;
  open: boolean;
}

/** One of the three questions of the blast radius: all, only …, can't tell. */
export function ScopeQuestion({ question, scope, open }: Props) {
  const { view } = useDrill();
  const act = useAct();
  const topology = useTopology(view.topology).data;
  const [choosing, setChoosing] = useState(false);
  const state = (next: Scope | null) => next && void act({ act: 'blast', question: question.id, scope: next });
  const groups = topology ? dimensions(question.id, topology) : [];
  return (
    <div className="ask" role="group" aria-label={question.title}>
      <h4>{question.title}</h4>
      {!open && <p className="stated">{describe(question.id, scope) || 'not stated'}</p>}
      {open && (
        <>
          <div className="choices">
            <button type="button" aria-pressed={scope?.kind === 'all'} onClick={() => { setChoosing(false); state({ kind: 'all' }); }}>
              {question.all}
            </button>
            <button type="button" aria-pressed={scope?.kind === 'only'} aria-expanded={choosing} onClick={() => setChoosing(!choosing)}>
              {scope?.kind === 'only' && scope.terms.length > 0 ? describe(question.id, scope) : 'Only …'}
            </button>
            <button type="button" aria-pressed={scope?.kind === 'cantTell'} onClick={() => { setChoosing(false); state({ kind: 'cantTell' }); }}>
              Can't tell
            </button>
          </div>
          {choosing && (
            <div className="terms">
              {groups.map((d) => (
                <div key={d.name} role="group" aria-label={d.name} className="term-group">
                  <span className="muted">{d.name}</span>
                  {d.values.map((value) => (
                    <button
                      type="button"
                      key={value}
                      className="small"
                      aria-pressed={scope?.kind === 'only' && scope.terms.some((t) => t.dimension === d.name && t.value === value)}
                      onClick={() => state(toggled(scope, { dimension: d.name, value }))}
                    >
                      {value}
                    </button>
                  ))}
                </div>
              ))}
              <button type="button" className="small" onClick={() => setChoosing(false)}>
                Done
              </button>
            </div>
          )}
        </>
      )}
    </div>
  );
}
