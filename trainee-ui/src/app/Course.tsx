import { useAct, useDrill } from '../api/session';
import { AskOnce } from '../ui/AskOnce';
import { holdable } from './state';

/** Stops the clock, the limit and changes; asked once, as the mesh and its users do not wait. */
export function Hold() {
  const { view } = useDrill();
  const act = useAct();
  if (!holdable(view.state) || view.clock.held) return null;
  return (
    <AskOnce button="Hold" className="quiet" title="Hold this drill?" no="Keep working" yes="Hold the drill" onYes={() => void act({ act: 'hold' })}>
      The clock, the time left and changes stand still until you go on. The mesh runs on, and its users go on meeting whatever is wrong with it.
    </AskOnce>
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
  if (!leavable.has(view.state)) return null;
  return (
    <AskOnce button="Abandon" className="quiet" title="Abandon this drill?" no="Keep working" yes="Abandon the drill" danger onYes={() => void act({ act: 'abandon' })}>
      {view.page ? 'It ends here, and what broke is told in the debrief. It cannot be taken up again.' : 'It ends before a page, so there is nothing to tell. It cannot be taken up again.'} The journal keeps what was done until now.
    </AskOnce>
  );
}
