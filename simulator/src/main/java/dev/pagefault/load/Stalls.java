package dev.pagefault.load;

/**
 * How often this machine could not keep time.
 *
 * @param windows of 5 s that were looked at
 * @param stalled those in which a timer was late for more than {@value StallProbe#STALL_MILLIS} ms
 * @param worstMillis by how much it was late at the worst
 */
public record Stalls(int windows, int stalled, long worstMillis) {
  /** Share of the windows beyond which what was measured meanwhile says nothing. */
  static final double SHARE_MAX = 0.01;

  /** Whether there were too many: more than 1 % of the windows, and more than a single one. */
  public boolean tooMany() {
    return stalled > Math.max(1, SHARE_MAX * windows);
  }

  @Override
  public String toString() {
    return "stalled in %d of %d windows, for up to %d ms".formatted(stalled, windows, worstMillis);
  }
}
