package dev.pagefault.bot;

import dev.pagefault.drill.Act;
import dev.pagefault.drill.DrillState;
import dev.pagefault.time.Clock;
import java.time.Duration;
import java.util.List;

/**
 * Acknowledges the page and does nothing. What users suffer in its drill is the reference for no
 * action at all. As it changes nothing, it is the one that checks what can be seen of the fault.
 */
final class Idler implements Bot {
  /** How long it watches: about as long as the expert takes, verification included. */
  private static final Duration WATCHES = Duration.ofMinutes(2);

  /** As the expert, before it says anything. */
  private static final Duration UNTIL_SEEN = Duration.ofSeconds(20);

  private final Conformance conformance;

  Idler(Conformance conformance) {
    this.conformance = conformance;
  }

  @Override
  public String id() {
    return "idler";
  }

  @Override
  public void play(Seat seat) throws InterruptedException {
    if (seat.await(view -> view.state() != DrillState.PREPARING, Naive.UNTIL_PAGE).state()
        == DrillState.ON_CALL) {
      conformance.whileHealthy(seat);
    }
    if (seat.await(DrillState.PAGED, Naive.UNTIL_PAGE).state().over()) {
      return;
    }
    Clock clock = seat.telemetry().clock();
    long paged = clock.nanos();
    seat.act(new Act.Acknowledge());
    seat.pause(UNTIL_SEEN);
    conformance.onceBroken(seat);
    seat.pause(WATCHES.minusNanos(clock.nanos() - paged));
    seat.act(new Act.Abandon());
  }

  @Override
  public List<Conformance.Seen> seen() {
    return conformance.seen();
  }
}
