package dev.pagefault.mesh;

/** There is nothing to read just now: the process is about to start. Later there will be. */
public final class NotRunning extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Says what isn't running. */
  public NotRunning(String message) {
    super(message);
  }
}
