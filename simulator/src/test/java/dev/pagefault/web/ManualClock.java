package dev.pagefault.web;

import dev.pagefault.time.Clock;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** Time that passes when it is told to. */
final class ManualClock implements Clock {
  private static final long START_MILLIS = 1_790_000_000_000L;

  private final AtomicLong seconds = new AtomicLong();

  void second() {
    seconds.incrementAndGet();
  }

  @Override
  public long nanos() {
    return TimeUnit.SECONDS.toNanos(seconds.get());
  }

  @Override
  public long epochMillis() {
    return START_MILLIS + seconds.get() * 1000;
  }
}
