package dev.pagefault.mesh.docker;

import dev.pagefault.time.Clock;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Waits until what was started in a container serves. Blocks. */
final class Startup {
  /** Longest that a container's process may take, seconds. */
  private static final long SECONDS = 120;

  /** Time between two looks, nanoseconds. */
  private static final long LOOK_NANOS = 100_000_000L;

  private Startup() {}

  /**
   * Waits by the clock, as who is silent lets each look take long; fails with the process' last
   * words where it ends, or takes too long.
   */
  static void await(Callable<Boolean> serves, BoxContainer container, String name, Clock clock)
      throws Exception {
    long end = clock.nanos() + TimeUnit.SECONDS.toNanos(SECONDS);
    while (!serves.call()) {
      boolean ended = !container.runs();
      if (ended || clock.nanos() - end >= 0) {
        throw new IllegalStateException(
            "%s %s; its last words: %s"
                .formatted(
                    name,
                    ended ? "ended while it started" : "did not start within " + SECONDS + " s",
                    lastWords(container)));
      }
      LockSupport.parkNanos(LOOK_NANOS);
      if (Thread.interrupted()) {
        throw new InterruptedException("interrupted while " + name + " started");
      }
    }
  }

  private static String lastWords(BoxContainer container) {
    String logs = container.getLogs();
    return logs.substring(Math.max(0, logs.length() - 1_000)).strip();
  }
}
