package dev.pagefault.mesh;

import io.vertx.core.Future;

/** Says in the code that nobody waits for a future, and that its failure changes nothing. */
final class Unawaited {
  private Unawaited() {}

  static void leave(Future<?> future) {
    // Nothing to do: the future runs on by itself.
  }
}
