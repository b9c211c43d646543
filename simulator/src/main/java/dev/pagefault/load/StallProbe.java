package dev.pagefault.load;

import dev.pagefault.time.Clock;
import io.vertx.core.Vertx;

/**
 * A timer that should fire every {@value #PERIOD_MILLIS} ms. When it comes more than {@value
 * #STALL_MILLIS} ms late, the host (or this JVM) stalled, and what was measured meanwhile is not
 * the mesh's doing. A window is stalled when more than that of the delay lies in it:
 *
 * <pre>
 *   ticks    ||||||||············|||||||||||||||||
 *   windows  |  stalled  |  stalled  |           |
 * </pre>
 *
 * Written on one event loop, read from any thread.
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

  private static final long NANOS_PER_MILLI = 1_000_000;

  private final long[] ends = new long[WINDOWS];
  private final long[] late = new long[WINDOWS]; // milliseconds; 0: no stall
  private long closed;
  private long lastNanos;
  private long windowStart;
  private long worst; // of the window that is open, as in late

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
    long dueNanos = lastNanos + PERIOD_MILLIS * NANOS_PER_MILLI;
    lastNanos = nowNanos;
    mark(dueNanos, nowNanos);
    while (nowNanos - windowStart >= WINDOW_NANOS) {
      windowStart += WINDOW_NANOS;
      int slot = (int) (closed++ % WINDOWS);
      ends[slot] = windowStart;
      late[slot] = worst;
      worst = 0;
      mark(dueNanos, nowNanos);
    }
  }

  /** Marks the open window with a delay that reaches far enough into it. */
  private void mark(long dueNanos, long nowNanos) {
    long from = Math.max(0, dueNanos - windowStart);
    long to = Math.min(WINDOW_NANOS, nowNanos - windowStart);
    if ((to - from) / NANOS_PER_MILLI > STALL_MILLIS) {
      worst = Math.max(worst, (nowNanos - dueNanos) / NANOS_PER_MILLI);
    }
  }

  /** What the closed windows saw that ended after {@code sinceNanos}. */
  synchronized Stalls since(long sinceNanos) {
    int windows = 0;
    int stalled = 0;
    long most = 0;
    for (int i = 0; i < Math.min(closed, WINDOWS); i++) {
      if (ends[i] - sinceNanos > 0) {
        windows++;
        stalled += late[i] > 0 ? 1 : 0;
        most = Math.max(most, late[i]);
      }
    }
    return new Stalls(windows, stalled, most);
  }
}
