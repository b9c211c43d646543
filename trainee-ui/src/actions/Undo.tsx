import { useState } from 'react';
import type { ChangeView } from '../api/drill';
import { useAct } from '../api/session';
import { Dialog } from '../ui/Dialog';

/** Takes a change back, which is a change as well: asked once. */
export function Undo({ change: c }: { change: ChangeView }) {
  const act = useAct();
  const [asked, setAsked] = useState(false);
  const what = c.summary || `${c.kind} ${c.target}`;
  return (
    <>
      <button type="button" className="small" aria-label={`Undo: ${what}`} onClick={() => setAsked(true)}>
        Undo
      </button>
      {asked && (
        <Dialog title={`Undo: ${what}`} onClose={() => setAsked(false)}>
          <p>What it set goes back to what stood before it. That is a change of its own: it takes as long, and touches the same instances.</p>
          <footer className="dialog-foot">
            <button type="button" onClick={() => setAsked(false)}>
              Leave it
            </button>
            <button
              type="button"
              className="primary"
              onClick={() => {
                setAsked(false);
                void act({ act: 'revert', changeId: c.id });
              }}
            >
              Undo it
            </button>
          </footer>
        </Dialog>
      )}
    </>
  );
}
