package dev.pagefault.web;

/**
 * How the standby production is doing.
 *
 * @param warmForSeconds how long it has been running; 0 while it isn't
 */
public record StandbyStatus(Mesh mesh, long warmForSeconds) {

  /** Where it stands. */
  public enum Mesh {
    /** It is being started. */
    STARTING,
    /** A drill opened now begins on it at once. */
    WARM,
    /** It was taken; a drill opened now waits for another. */
    BUSY
  }
}
