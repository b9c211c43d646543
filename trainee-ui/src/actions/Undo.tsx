import type { ChangeView } from '../api/drill';
import { useAct } from '../api/session';
import { AskOnce } from '../ui/AskOnce';

/** Takes a change back, which is a change as well: asked once. */
export function Undo({ change: c }: { change: ChangeView }) {
  const act = useAct();
  const what = c.summary || `${c.kind} ${c.target}`;
  return (
    <AskOnce button="Undo" className="small" label={`Undo: ${what}`} title={`Undo: ${what}`} no="Leave it" yes="Undo it" onYes={() => void act({ act: 'revert', changeId: c.id })}>
      What it set goes back to what stood before it. That is a change of its own: it takes as long, and touches the same instances.
    </AskOnce>
  );
}
