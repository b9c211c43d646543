package dev.pagefault.drill;

import java.time.Duration;

/**
 * How long a drill waits for what.
 *
 * @param setUp until the mesh must be healthy
 * @param gate how long it must be healthy after the last change of its history
 * @param waitMin shortest wait from on call to the fault; {@code waitMax} the longest
 * @param pageWithin from onset to page
 * @param hold how long users must be served well again before the trigger is fired
 * @param back how long may pass until they are
 * @param quiet between taking the trigger back and firing it again
 * @param replayMin shortest replay
 * @param verifyMax verification in all
 */
public record Timings(
    Duration setUp,
    Duration gate,
    Duration waitMin,
    Duration waitMax,
    Duration pageWithin,
    Duration hold,
    Duration back,
    Duration quiet,
    Duration replayMin,
    Duration verifyMax) {

  /** The same where processes are slow to start: at first, and when more of them are to mend it. */
  public Timings slower(Duration untilHealthy, Duration untilBack) {
    return new Timings(
        untilHealthy,
        gate,
        waitMin,
        waitMax,
        pageWithin,
        hold,
        untilBack,
        quiet,
        replayMin,
        verifyMax.plus(untilBack).minus(back));
  }

  /** As played. */
  public static final Timings ORDINARY =
      new Timings(
          Duration.ofSeconds(240),
          Duration.ofSeconds(10),
          Duration.ofSeconds(5),
          Duration.ofSeconds(10),
          Duration.ofSeconds(60),
          Duration.ofSeconds(15),
          Duration.ofSeconds(30),
          Duration.ofSeconds(5),
          Duration.ofSeconds(20),
          Duration.ofSeconds(90));

  /** The same with a long quiet before the fault, in which the healthy mesh can be measured. */
  public static final Timings LONG_WAIT =
      new Timings(
          ORDINARY.setUp(),
          ORDINARY.gate(),
          Duration.ofSeconds(150),
          Duration.ofSeconds(150),
          ORDINARY.pageWithin(),
          ORDINARY.hold(),
          ORDINARY.back(),
          ORDINARY.quiet(),
          ORDINARY.replayMin(),
          ORDINARY.verifyMax());
}
