package dev.pagefault.toxiproxy;

/**
 * A toxic at work on one direction of one connection. It is handed one chunk at a time and asks for
 * another with {@link Stub#next}; whatever it hasn't passed on when it is stopped goes to its
 * successor. Lives on the connection's event loop and may keep state in fields until the toxic is
 * updated.
 */
interface Pipe {

  /** Deals with {@code chunk}, now or later, and then calls {@link Stub#next}. */
  void take(Chunk chunk);

  /** The stream has ended behind the last chunk; ends with {@link Stub#close} sooner or later. */
  void end();
}
