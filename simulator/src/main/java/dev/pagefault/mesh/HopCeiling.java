package dev.pagefault.mesh;

import dev.pagefault.time.Clock;
import java.util.concurrent.atomic.AtomicLong;

/**
 * How many requests between instances one mesh may make in a second, so that a storm in one mesh
 * leaves the others their share of this machine. Any thread.
 */
public final class HopCeiling {
  private static final long SECOND = 1_000_000_000L;
  private static final int COUNT_BITS = 24;
  private static final long COUNT_MASK = (1L << COUNT_BITS) - 1;

  private final int perSecond;
  private final Clock clock;
  private final long origin;
  private final AtomicLong window = new AtomicLong(); // second since origin, then hops in it
  private final AtomicLong refused = new AtomicLong();

  /** A ceiling of {@code perSecond} hops, 1 to 16 million. */
  public HopCeiling(int perSecond, Clock clock) {
    if (perSecond < 1 || perSecond > COUNT_MASK) {
      throw new IllegalArgumentException(
          "hopsPerSecond is from 1 to " + COUNT_MASK + ": " + perSecond);
    }
    this.perSecond = perSecond;
    this.clock = clock;
    this.origin = clock.nanos();
  }

  /** Whether one more hop may be made in this second. */
  boolean take() {
    long second = (clock.nanos() - origin) / SECOND;
    while (true) {
      long seen = window.get();
      long hops = seen >>> COUNT_BITS == second ? seen & COUNT_MASK : 0;
      if (hops >= perSecond) {
        refused.incrementAndGet();
        return false;
      }
      if (window.compareAndSet(seen, second << COUNT_BITS | (hops + 1))) {
        return true;
      }
    }
  }

  /** Hops refused since the start; more than 0 means that the mesh is no longer true to life. */
  public long refused() {
    return refused.get();
  }

  /** The ceiling. */
  public int perSecond() {
    return perSecond;
  }
}
