package dev.pagefault.incident;

/** Events that an SLI counts: the good ones, and all of them. */
public record Count(long good, long total) {

  /** Nothing happened. */
  public static final Count NONE = new Count(0, 0);

  /** Both together. */
  public Count plus(Count other) {
    return new Count(good + other.good, total + other.total);
  }

  /** Events that were not good. */
  public long bad() {
    return total - good;
  }
}
