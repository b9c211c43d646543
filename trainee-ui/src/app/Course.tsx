import { useState } from 'react';
import { useAct, useDrill } from '../api/session';
import { Dialog } from '../ui/Dialog';
import { holdable } from './state';

/** Stops the clock, the limit and changes; asked once, as the mesh and its users do not wait. */
export function Hold() {
  const { view } = useDrill();
  const act = useAct();
  const [asked, setAsked] = useState(false);
  if (!holdable(view.state) || view.clock.held) return null;
  return (
    <>
      <button type="button" className="quiet" onClick={() => setAsked(true)}>
        Hold
      </button>
      {asked && (
        <Dialog title="Hold this drill?" onClose={() => setAsked(false)}>
          <p>The clock, the time left and changes stand still until you go on. The mesh runs on, and its users go on meeting whatever is wrong with it.</p>
          <footer className="dialog-foot">
            <button type="button" onClick={() => setAsked(false)}>
              Keep working
            </button>
            <button
              type="button"
              className="primary"
              onClick={() => {
                setAsked(false);
                void act({ act: 'hold' });
              }}
            >
              Hold the drill
            </button>
          </footer>
        </Dialog>
      )}
    </>
  );
}

/** Above every place while the drill is held. */
export function HeldBanner() {
  const { view } = useDrill();
  const act = useAct();
  if (!view.clock.held || !holdable(view.state)) return null;
  return (
    <section className="held" aria-label="Held" role="status">
      <p>
        <b>Held.</b> Clock, time left and changes stand still; the mesh runs on.
      </p>
      <button type="button" className="primary" onClick={() => void act({ act: 'resume' })}>
        Go on
      </button>
    </section>
  );
}

const leavable = new Set(['preparing', 'onCall', 'paged', 'working']);

export function Leave() {
  const { view } = useDrill();
  const act = useAct();
  const [asked, setAsked] = useState(false);
  if (!leavable.has(view.state)) return null;
  return (
    <>
      <button type="button" className="quiet" onClick={() => setAsked(true)}>
        Abandon
      </button>
      {asked && (
        <Dialog title="Abandon this drill?" onClose={() => setAsked(false)}>
          <p>{view.page ? 'It ends here, and what broke is told in the debrief. It cannot be taken up again.' : 'It ends before a page, so there is nothing to tell. It cannot be taken up again.'} The journal keeps what was done until now.</p>
          <footer className="dialog-foot">
            <button type="button" onClick={() => setAsked(false)}>
              Keep working
            </button>
            <button
              type="button"
              className="danger"
              onClick={() => {
                setAsked(false);
                void act({ act: 'abandon' });
              }}
            >
              Abandon the drill
            </button>
          </footer>
        </Dialog>
      )}
    </>
  );
}
