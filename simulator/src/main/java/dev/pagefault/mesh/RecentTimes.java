package dev.pagefault.mesh;

import dev.pagefault.telemetry.Buckets;
import dev.pagefault.time.Clock;

/**
 * Durations of the last {@link Figures#WINDOW_SECONDS} seconds, for quantiles: a ring of one
 * histogram per second over {@link Buckets}. Any thread.
 */
final class RecentTimes {
  private static final long SECOND = 1_000_000_000L;
  private static final int COLUMNS = Buckets.BOUNDS.length + 1;

  private final Clock clock;
  private final int[][] counts = new int[Figures.WINDOW_SECONDS][COLUMNS];
  private final long[] seconds = new long[Figures.WINDOW_SECONDS];

  RecentTimes(Clock clock) {
    this.clock = clock;
    java.util.Arrays.fill(seconds, Long.MIN_VALUE);
  }

  synchronized void add(long nanos) {
    long second = Math.floorDiv(clock.nanos(), SECOND);
    int slot = Math.floorMod(second, Figures.WINDOW_SECONDS);
    if (seconds[slot] != second) {
      seconds[slot] = second;
      java.util.Arrays.fill(counts[slot], 0);
    }
    counts[slot][Buckets.indexOf(nanos / 1e9)]++;
  }

  /** How many there were. */
  synchronized long count() {
    long total = 0;
    for (int count : window()) {
      total += count;
    }
    return total;
  }

  /** The quantile {@code q} (0 to 1) in milliseconds, 0 where there were none. */
  synchronized double quantileMillis(double q) {
    int[] window = window();
    long total = 0;
    for (int count : window) {
      total += count;
    }
    double rank = q * total;
    long before = 0;
    for (int i = 0; i < COLUMNS; i++) {
      if (window[i] > 0 && before + window[i] >= rank) {
        int last = Buckets.BOUNDS.length - 1;
        double low = i == 0 ? 0 : Buckets.BOUNDS[i - 1];
        double high = Buckets.BOUNDS[Math.min(i, last)];
        return 1000 * (low + (high - low) * (rank - before) / window[i]);
      }
      before += window[i];
    }
    return 0;
  }

  private int[] window() {
    long second = Math.floorDiv(clock.nanos(), SECOND);
    int[] sums = new int[COLUMNS];
    for (int slot = 0; slot < seconds.length; slot++) {
      if (seconds[slot] > second - Figures.WINDOW_SECONDS) {
        for (int i = 0; i < COLUMNS; i++) {
          sums[i] += counts[slot][i];
        }
      }
    }
    return sums;
  }
}
