package dev.pagefault.incident;

/**
 * What may differ from watch to watch.
 *
 * @param healthySeconds how long every SLO must be kept before the baseline holds
 * @param burnThreshold burn rate at which a page fires, such as 6
 */
public record WatchConfig(int healthySeconds, double burnThreshold) {

  /** A baseline of a minute; a page at six times the budget's pace. */
  public static final WatchConfig ORDINARY = new WatchConfig(60, 6);

  public WatchConfig {
    if (healthySeconds < Watch.WINDOW_SECONDS || burnThreshold <= 0) {
      throw new IllegalArgumentException(
          "a watch needs at least %d healthy seconds and a positive burn threshold: %d, %s"
              .formatted(Watch.WINDOW_SECONDS, healthySeconds, burnThreshold));
    }
  }
}
