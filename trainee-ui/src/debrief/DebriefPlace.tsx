import { useState } from 'react';
import { useDebrief } from '../api/queries';
import { useAct, useDrill } from '../api/session';
import { useKeys } from '../app/keys';
import { Kbd, PlaceHead } from '../ui/bits';
import { Answer, Empty } from '../ui/states';
import { useUrl } from '../ui/url';
import { Belief } from './Belief';
import { Cause } from './Cause';
import { Chain } from './Chain';
import { NextTime } from './NextTime';
import { Scorecard } from './Scorecard';
import { Turning, Twin } from './Turning';
import { YourGraph } from './YourGraph';
import './debrief.css';
import { LAST_STEP, steps } from './debrief';
import type { Debrief } from '../api/debrief';

/** The reveal, in eight steps, one at a time. What is open stays open; the next one is asked of the server. */
export default function DebriefPlace() {
  const { view } = useDrill();
  const revealed = view.state === 'reveal' || view.state === 'closed';
  if (!revealed) {
    return (
      <>
        <PlaceHead title="Debrief" />
        <Empty title="The debrief opens when the drill is over">Resolve the page, or abandon the drill.</Empty>
      </>
    );
  }
  return <Revealed />;
}

function Revealed() {
  const { view } = useDrill();
  const url = useUrl();
  const act = useAct();
  const [turning, setTurning] = useState(false);
  const answer = useDebrief(`${view.seq}`);
  const open = Math.min(LAST_STEP, Math.max(1, answer.data?.step ?? 1));
  const asked = Number(url.read('step'));
  const step = asked >= 1 && asked <= open ? asked : view.state === 'closed' && open === LAST_STEP && !asked ? LAST_STEP - 1 : open;
  const go = (to: number) => url.set({ step: to }, false);
  const next = async () => {
    if (step < open) return go(step + 1);
    if (open >= LAST_STEP || turning) return;
    setTurning(true);
    const done = await act({ act: 'reveal' });
    await answer.refetch();
    setTurning(false);
    if (done) go(open + 1);
  };
  useKeys({
    ArrowRight: () => step > 1 && void next(),
    ArrowLeft: () => step > 1 && go(step - 1),
  });
  return (
    <Answer of={answer} what="the debrief">
      {(debrief) => (
        <article className="debrief" aria-labelledby="debrief-title">
          <ol className="debrief-steps" aria-label="Steps of the debrief">
            {steps.map((title, i) => (
              <li key={title}>
                <button type="button" disabled={i + 1 > open} aria-current={i + 1 === step ? 'step' : undefined} onClick={() => go(i + 1)}>
                  <span className="sr-only">Step </span>
                  {i + 1}
                  <span className="debrief-step-title">{title}</span>
                </button>
              </li>
            ))}
          </ol>
          <h1 id="debrief-title">{steps[step - 1]}</h1>
          <div className="debrief-body">
            <Step step={step} debrief={debrief} onBelieved={() => void next()} />
          </div>
          {step > 1 && (
            <footer className="debrief-foot">
              <button type="button" onClick={() => go(step - 1)}>
                Back
              </button>
              {step < LAST_STEP && (
                <button type="button" className="primary" disabled={turning} onClick={() => void next()}>
                  {turning ? 'One moment…' : `Next: ${steps[step]}`} <Kbd>→</Kbd>
                </button>
              )}
            </footer>
          )}
        </article>
      )}
    </Answer>
  );
}

function Step({ step, debrief, onBelieved }: { step: number; debrief: Debrief; onBelieved: () => void }) {
  switch (step) {
    case 1: return <Belief debrief={debrief} onBelieved={onBelieved} />;
    case 2: return <Cause debrief={debrief} />;
    case 3: return <Chain debrief={debrief} />;
    case 4: return <YourGraph debrief={debrief} />;
    case 5: return <Turning debrief={debrief} />;
    case 6: return <Twin debrief={debrief} />;
    case 7: return <Scorecard debrief={debrief} />;
    default: return <NextTime debrief={debrief} />;
  }
}
