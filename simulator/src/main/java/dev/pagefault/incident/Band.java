package dev.pagefault.incident;

import java.util.Arrays;

/**
 * What is normal for a reading of any kind, from how it was while all was well: {@code median ±
 * max(4 · 1.4826 · MAD, 25 % of |median|, 1e-9)}.
 *
 * <p>MAD is the median of the distances from the median; times 1.4826 it estimates the standard
 * deviation of normal data and shrugs off outliers (Hampel 1974; Leys et al. 2013). The quarter
 * keeps a reading that hardly moved while healthy from being called abnormal for a twitch.
 *
 * @param median middle of the baseline; NaN when there was none: then nothing is abnormal
 * @param reach how far from it is still normal
 */
public record Band(double median, double reach) {
  /** Robust standard deviations that are normal. */
  static final double DEVIATIONS = 4;

  /** From MAD to standard deviation, for normal data: 1 / Φ⁻¹(3/4). */
  static final double MAD_TO_SIGMA = 1.4826;

  /** Share of the median that is always normal. */
  static final double SHARE = 0.25;

  /** Smallest reach: an idle reading may differ from 0 by rounding. */
  static final double FLOOR = 1e-9;

  /** The band of a baseline, in any order; NaN in it is left out. */
  public static Band of(double[] baseline) {
    return of(baseline, SHARE);
  }

  /** The same; {@code share} of the median is always normal, where that is more. */
  public static Band of(double[] baseline, double share) {
    double[] known = Arrays.stream(baseline).filter(Double::isFinite).sorted().toArray();
    double median = median(known);
    double[] distances =
        Arrays.stream(known).map(value -> Math.abs(value - median)).sorted().toArray();
    double reach =
        Math.max(
            DEVIATIONS * MAD_TO_SIGMA * median(distances),
            Math.max(Math.max(SHARE, share) * Math.abs(median), FLOOR));
    return new Band(median, reach);
  }

  private static double median(double[] sorted) {
    int n = sorted.length;
    if (n == 0) {
      return Double.NaN;
    }
    return n % 2 == 1 ? sorted[n / 2] : (sorted[n / 2 - 1] + sorted[n / 2]) / 2;
  }

  /** Whether a value lies outside. */
  public boolean abnormal(double value) {
    return Math.abs(value - median) > reach;
  }
}
