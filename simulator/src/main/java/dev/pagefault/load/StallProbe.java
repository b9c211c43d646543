package dev.pagefault.load;

import dev.pagefault.time.Clock;
import io.vertx.core.Vertx;

/**
 * A timer that should fire every {@value #PERIOD_MILLIS} ms. When it comes more than {@value
 * #STALL_MILLIS} ms late, the host (or this JVM) stalled, and what was measured meanwhile is not
 * the mesh's doing. Written on one event loop, read from any thread.
 */
final class StallProbe {
  /** Distance of two ticks, milliseconds. */
  static final int PERIOD_MILLIS = 5;

  /** What counts as a stall, milliseconds. */
  static final int STALL_MILLIS = 50;

  /** Length of a window, nanoseconds: 5 s, as everywhere. */
  static final long WINDOW_NANOS = 5_000_000_000L;

  /** Windows remembered: an hour. */
  static final int WINDOWS = 720;

  private final long[] ends = new long[WINDOWS];
  private final boolean[] stalled = new boolean[WINDOWS];
  private long closed;
  private long lastNanos;
  private long windowStart;
  private boolean stall;

  StallProbe(long nowNanos) {
    lastNanos = nowNanos;
    windowStart = nowNanos;
  }

  static StallProbe start(Vertx vertx, Clock clock) {
    StallProbe probe = new StallProbe(clock.nanos());
    vertx.setPeriodic(PERIOD_MILLIS, id -> probe.tick(clock.nanos()));
    return probe;
  }

  /** The timer fired. A stall that spans several windows marks each of them. */
  synchronized void tick(long nowNanos) {
    if (nowNanos - lastNanos > (PERIOD_MILLIS + STALL_MILLIS) * 1_000_000L) {
      stall = true;
    }
    lastNanos = nowNanos;
    while (nowNanos - windowStart >= WINDOW_NANOS) {
      windowStart += WINDOW_NANOS;
      int slot = (int) (closed++ % WINDOWS);
      ends[slot] = windowStart;
      stalled[slot] = stall;
      stall = stall && nowNanos - windowStart >= WINDOW_NANOS;
    }
  }

  /** Share of the closed windows that ended after {@code sinceNanos} and saw a stall. */
  synchronized double stalledShare(long sinceNanos) {
    int windows = 0;
    int bad = 0;
    for (int i = 0; i < Math.min(closed, WINDOWS); i++) {
      if (sinceNanos == Long.MIN_VALUE || ends[i] - sinceNanos > 0) {
        windows++;
        bad += stalled[i] ? 1 : 0;
      }
    }
    return windows == 0 ? 0 : (double) bad / windows;
  }
}
