import { useRange, useTopology } from '../api/queries';
import { useDrill } from '../api/session';
import type { Topology } from '../api/library';
import { quantity } from '../format/number';
import { type Question, dimensions, questions } from '../notebook/scope';
import { openQuestion } from '../notebook/blast';
import { useBlast } from '../notebook/useBlast';
import { failedBy, latestShares } from './blast';

/** Long enough to hold the latest sample of each series. */
const WINDOW = { from: 0, to: 0, live: true, lengthMs: 60_000 };

/** The key to the map that answers: who, which journeys, where, each value with what fails of it now. */
export function Hurt() {
  const { view } = useDrill();
  const topology = useTopology(view.topology).data;
  const { open, blast } = useBlast();
  if (!open || !topology) return null;
  const due = openQuestion(blast);
  return (
    <section className="hurt" aria-labelledby="hurt">
      <h2 id="hurt">
        Blast radius <span className="muted">failed share of requests, last 30 s</span>
      </h2>
      {questions.map((q) => (
        <Row key={q.id} question={q} topology={topology} due={q.id === due} />
      ))}
    </section>
  );
}

function Row({ question: { id, title, all }, topology, due }: { question: { id: Question; title: string; all: string }; topology: Topology; due: boolean }) {
  const { say, says } = useBlast();
  const answer = useRange(failedBy[id], WINDOW);
  const shares = latestShares(id, answer.data?.series ?? []);
  const everyone = { question: id, scope: { kind: 'all' } } as const;
  return (
    <div className={due ? 'hurt-row due' : 'hurt-row'} role="group" aria-label={title}>
      <h3>{title}</h3>
      <p className="choices">
        <button type="button" aria-pressed={says(everyone)} onClick={() => say(everyone)}>
          {all}
        </button>
      </p>
      {dimensions(id, topology).map((d) => (
        <p key={d.name} className="choices">
          {id === 'who' && <span className="muted small">{d.name}</span>}
          {d.values.map((value) => {
            const one = { question: id, scope: { kind: 'only' as const, terms: [{ dimension: d.name, value }] } };
            return (
              <button type="button" key={value} aria-pressed={says(one)} onClick={() => say(one)}>
                {value} <b className="n">{quantity(shares.get(`${d.name} ${value}`), 'ratio')}</b>
              </button>
            );
          })}
        </p>
      ))}
      {answer.error && <p className="muted small">What fails could not be asked just now.</p>}
    </div>
  );
}
