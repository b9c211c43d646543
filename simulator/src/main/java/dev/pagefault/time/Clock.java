package dev.pagefault.time;

/**
 * Where time comes from: monotonic nanoseconds for durations, epoch milliseconds (UTC) for display.
 */
public interface Clock {

  /** Monotonic time in nanoseconds; only differences mean anything. */
  long nanos();

  /** Wall time in milliseconds since the epoch, UTC. May step; never use it for durations. */
  long epochMillis();

  /** The machine's clock. */
  static Clock system() {
    return SystemClock.INSTANCE;
  }
}
