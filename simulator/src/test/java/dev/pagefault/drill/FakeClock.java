package dev.pagefault.drill;

import dev.pagefault.time.Clock;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/** A clock that stands until it is told to go on. */
final class FakeClock implements Clock {
  private final AtomicLong nanos = new AtomicLong(1_000_000_000_000L);
  private final AtomicLong millis = new AtomicLong(1_800_000_000_000L);

  void advance(Duration by) {
    nanos.addAndGet(by.toNanos());
    millis.addAndGet(by.toMillis());
  }

  @Override
  public long nanos() {
    return nanos.get();
  }

  @Override
  public long epochMillis() {
    return millis.get();
  }
}
