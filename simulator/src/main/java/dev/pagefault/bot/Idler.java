package dev.pagefault.bot;

import dev.pagefault.drill.Act;
import dev.pagefault.drill.DrillState;
import java.time.Duration;

/**
 * Acknowledges the page and does nothing. What users suffer in its drill is the reference for no
 * action at all.
 */
final class Idler implements Bot {
  /** How long it watches: about as long as the expert takes, verification included. */
  private static final Duration WATCHES = Duration.ofMinutes(2);

  @Override
  public String id() {
    return "idler";
  }

  @Override
  public void play(Seat seat) throws InterruptedException {
    if (seat.await(DrillState.PAGED, Naive.UNTIL_PAGE).state().over()) {
      return;
    }
    seat.act(new Act.Acknowledge());
    seat.pause(WATCHES);
    seat.act(new Act.Abandon());
  }
}
