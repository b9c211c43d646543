import { useState } from 'react';
import type { Debrief } from '../api/debrief';
import { useAct, useDrill } from '../api/session';
import { useKeys } from '../app/keys';
import { Kbd } from '../ui/bits';
import { beliefChoices } from './debrief';

/** Before it is opened: what do you believe now? One key. */
export function Belief({ debrief, onBelieved }: { debrief: Debrief; onBelieved: () => void }) {
  const { view } = useDrill();
  const act = useAct();
  const [busy, setBusy] = useState(false);
  const choices = beliefChoices(debrief.belief?.choices, view.notebook.hypotheses);
  const over = debrief.step > 1;
  const believe = async (hypothesis: string | null) => {
    if (busy) return;
    if (over) return onBelieved();
    setBusy(true);
    const done = await act({ act: 'believeFinal', hypothesis });
    setBusy(false);
    if (done) onBelieved();
  };
  const keys: Record<string, () => void> = { '0': () => void believe(null) };
  choices.forEach((c, i) => {
    keys[String(i + 1)] = () => void believe(c.id);
  });
  useKeys(keys);
  return (
    <>
      <p className="lead">Before the envelope is opened: what was it?</p>
      <ul className="beliefs">
        {choices.map((c, i) => (
          <li key={c.id}>
            <button type="button" disabled={busy} onClick={() => void believe(c.id)}>
              <Kbd>{i + 1}</Kbd> {c.text}
            </button>
          </li>
        ))}
        <li>
          <button type="button" disabled={busy} onClick={() => void believe(null)}>
            <Kbd>0</Kbd> Something else
          </button>
        </li>
      </ul>
    </>
  );
}
