import { type KeyboardEvent, useState } from 'react';
import type { Test } from '../api/drill';
import { useDiagnostics } from '../api/queries';
import { useAct, useDrill } from '../api/session';
import { ReadingText } from '../diagnostics/ReadingText';
import { sentence } from '../format/words';
import { Chip, Kbd } from '../ui/bits';
import { verdictChoices, verdictOf } from './tests';

/** A declared test: run it, expected beside seen, then a verdict for each hypothesis. */
export function TestCard({ test, number, working }: { test: Test; number: number; working: boolean }) {
  const act = useAct();
  const { view } = useDrill();
  const [running, setRunning] = useState(false);
  const title = useDiagnostics().data?.diagnostics.find((d) => d.id === test.diagnostic)?.title ?? test.diagnostic;
  const numbered = view.notebook.hypotheses.map((h, i) => ({ id: h.id, text: h.text, number: i + 1 })).filter((h) => test.hypotheses.includes(h.id));
  const run = () => {
    setRunning(true);
    void act({ act: 'runTest', id: test.id }).finally(() => setRunning(false));
  };
  return (
    <li className="test" aria-label={`Test ${number}`}>
      <p>
        <b>T{number}</b> {title} of {test.target} <span className="muted">on {numbered.map((h) => `H${h.number}`).join(', ')}</span>
      </p>
      {test.spoiled && <p className="muted small">This reading had been opened before the test was declared: it holds no news any more, and earns nothing.</p>}
      <dl className="beside">
        <div>
          <dt>Expected</dt>
          <dd>{sentence(test.expected)}</dd>
        </div>
        <div>
          <dt>Seen</dt>
          <dd>{test.reading ? <b>{sentence(test.reading.outcome)}</b> : <span className="muted">not read yet</span>}</dd>
        </div>
      </dl>
      {!test.reading && working && (
        <button type="button" className="primary wide" disabled={running} onClick={run}>
          {running ? 'Reading…' : `Run test ${number}`}
        </button>
      )}
      {test.reading && (
        <>
          {test.reading.why && <p className="small">{test.reading.why}</p>}
          <details>
            <summary>Raw reading</summary>
            <ReadingText reading={test.reading} />
          </details>
          {numbered.map((h) => (
            <VerdictRow key={h.id} test={test} hypothesis={h} working={working} />
          ))}
        </>
      )}
    </li>
  );
}

function VerdictRow({ test, hypothesis, working }: { test: Test; hypothesis: { id: string; text: string; number: number }; working: boolean }) {
  const act = useAct();
  const given = test.verdicts[hypothesis.id];
  const onKeyDown = (e: KeyboardEvent) => {
    const verdict = verdictOf(e.key);
    if (!verdict || !working) return;
    e.preventDefault();
    e.stopPropagation();
    void act({ act: 'verdict', test: test.id, hypothesis: hypothesis.id, verdict });
  };
  if (!working) {
    return (
      <p>
        H{hypothesis.number} <Chip>{given ? sentence(given) : 'no verdict'}</Chip>
      </p>
    );
  }
  return (
    // oxlint-disable-next-line jsx-a11y/interactive-supports-focus
    <div className="verdict" role="group" tabIndex={0} data-row aria-label={`Verdict on hypothesis ${hypothesis.number}`} onKeyDown={onKeyDown}>
      <p>
        <b>H{hypothesis.number}</b> {hypothesis.text}
      </p>
      {verdictChoices.map((v) => (
        <button key={v.verdict} type="button" className="small" aria-pressed={given === v.verdict} onClick={() => void act({ act: 'verdict', test: test.id, hypothesis: hypothesis.id, verdict: v.verdict })}>
          {v.title} <Kbd>{v.key}</Kbd>
        </button>
      ))}
    </div>
  );
}
