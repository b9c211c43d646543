package dev.pagefault.telemetry;

import dev.pagefault.time.Clock;

/** Everything that one production measured of itself; bounded. */
public final class Telemetry {
  private final Clock clock;

  /** Empty stores. */
  public Telemetry(Clock clock) {
    this.clock = clock;
  }

  /** Time as the stores see it. */
  public Clock clock() {
    return clock;
  }
}
