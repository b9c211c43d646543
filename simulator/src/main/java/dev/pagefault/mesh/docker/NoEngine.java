package dev.pagefault.mesh.docker;

/** Why nothing can run in containers here, in one line with the way out. */
public final class NoEngine extends RuntimeException {
  private static final long serialVersionUID = 1L;

  NoEngine(String message) {
    super(message);
  }
}
