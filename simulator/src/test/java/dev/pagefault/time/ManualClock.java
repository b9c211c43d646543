package dev.pagefault.time;

/** A clock that stands until it is told. */
public final class ManualClock implements Clock {
  private long nanos = 5_000_000_000L;

  /** Lets nanoseconds pass. */
  public synchronized void advance(long by) {
    nanos += by;
  }

  @Override
  public synchronized long nanos() {
    return nanos;
  }

  @Override
  public synchronized long epochMillis() {
    return 1_700_000_000_000L + nanos / 1_000_000;
  }
}
