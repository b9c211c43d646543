import { useState } from 'react';
import type { Prediction } from '../api/drill';
import { useDiagnostics } from '../api/queries';
import { useAct, useDrill } from '../api/session';
import { sentence } from '../format/words';
import { ReadingPicker, whole } from './ReadingPicker';
import { TestCard } from './TestCard';
import { predictionsToTest } from './tests';

export function Testing() {
  const { view } = useDrill();
  const { tests, hypotheses } = view.notebook;
  const working = view.state === 'working';
  return (
    <>
      <ol className="tests">
        {tests.map((t, i) => (
          <TestCard key={t.id} test={t} number={i + 1} working={working} />
        ))}
      </ol>
      {working && hypotheses.length > 0 && <Declare key={tests.length} />}
      {hypotheses.length === 0 && <p className="muted">A test needs a hypothesis to bear on.</p>}
    </>
  );
}

/** Declared before it is read: on which hypotheses it bears, which reading, and what is expected. */
function Declare() {
  const { view } = useDrill();
  const act = useAct();
  const { hypotheses, tests } = view.notebook;
  const titles = new Map(useDiagnostics().data?.diagnostics.map((d) => [d.id, d.title]));
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set());
  const [reading, setReading] = useState<Prediction | null>(null);
  const ready = whole(reading);
  const bears = hypotheses.filter((h) => !left.has(h.id)).map((h) => h.id);
  const declare = (p: Prediction) =>
    void act({ act: 'declareTest', hypotheses: bears, diagnostic: p.diagnostic, target: p.target, expected: p.outcome });
  return (
    <div className="declare" role="group" aria-label="Declare a test">
      <h4>Declare a test</h4>
      <div className="bears">
        {hypotheses.map((h, i) => (
          <label key={h.id} className="check" title={h.text}>
            <input
              type="checkbox"
              checked={!left.has(h.id)}
              onChange={(e) => {
                const next = new Set(left);
                if (e.target.checked) next.delete(h.id);
                else next.add(h.id);
                setLeft(next);
              }}
            />
            H{i + 1}
          </label>
        ))}
      </div>
      {predictionsToTest(hypotheses, tests).map(({ number, prediction }) => (
        <button key={number} type="button" className="small wide" disabled={bears.length === 0} onClick={() => declare(prediction)}>
          Declare H{number}'s prediction: {titles.get(prediction.diagnostic) ?? prediction.diagnostic} of {prediction.target}, {sentence(prediction.outcome).toLowerCase()}
        </button>
      ))}
      <ReadingPicker legend="I would expect" value={reading} near={hypotheses.map((h) => h.component)} onChange={setReading} />
      <button type="button" className="wide" disabled={!ready || bears.length === 0} onClick={() => ready && declare(ready)}>
        Declare test
      </button>
    </div>
  );
}
