package dev.pagefault.toxiproxy;

/** Says in the code that nobody waits for a future, and that its failure changes nothing. */
final class Unawaited {
  private Unawaited() {}

  static void leave(Object future) {
    // Nothing to do: the future runs on by itself.
  }
}
