package dev.pagefault.mesh.docker;

import dev.pagefault.time.Clock;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Waits until what was started in a container serves. Blocks. */
final class Startup {
  /** Longest that a container's process may take, seconds. */
  private static final long SECONDS = 120;

  /** Time between two looks, nanoseconds. */
  private static final long LOOK_NANOS = 100_000_000L;

  /** Longest last words, characters. */
  private static final int WORDS_MAX = 300;

  private static final Logger LOG = LoggerFactory.getLogger(Startup.class);

  private Startup() {}

  /**
   * Waits by the clock, as who is silent lets each look take long; fails with the process' last
   * words, in one line, where it ends, or takes too long.
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
    try {
      String logs = container.getLogs();
      LOG.debug("{}", logs);
      return lastWords(logs);
    } catch (RuntimeException e) {
      return EngineFailure.said(e); // it has been removed, or the engine has gone
    }
  }

  /** The last line that is no frame of a stack: of a chain of causes, the first cause. */
  static String lastWords(String logs) {
    String last =
        logs.lines()
            .filter(line -> !line.isBlank() && !Character.isWhitespace(line.charAt(0)))
            .reduce("none", (before, line) -> line);
    return last.substring(0, Math.min(WORDS_MAX, last.length()));
  }
}
