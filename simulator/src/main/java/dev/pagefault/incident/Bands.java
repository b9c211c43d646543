package dev.pagefault.incident;

/**
 * Between which bounds a share lies, given how often something was good.
 *
 * <p>Wilson's score interval (E. B. Wilson 1927; Brown, Cai and DasGupta 2001 recommend it for
 * small samples): with {@code p = good/total}, {@code n = total} and {@code z} of the confidence
 *
 * <pre>
 *            p + z²/2n ± z·√( p(1−p)/n + z²/4n² )
 *   bounds = ------------------------------------
 *                        1 + z²/n
 * </pre>
 */
public final class Bands {
  /** Two-sided 99.9 % of the normal distribution. */
  public static final double Z = 3.2905267314919255;

  /** Fewest bad events of a window that leaves its band: one alone is chance. */
  static final long MIN_BAD = 2;

  private Bands() {}

  /** Lower and upper bound of a share, 0 to 1. */
  public record Interval(double low, double high) {}

  /** The 99.9 % interval; nothing counted may be any share. */
  public static Interval wilson(long good, long total) {
    if (total <= 0) {
      return new Interval(0, 1);
    }
    double n = total;
    double p = good / n;
    double z2 = Z * Z;
    double middle = p + z2 / (2 * n);
    double reach = Z * StrictMath.sqrt(p * (1 - p) / n + z2 / (4 * n * n));
    double scale = 1 + z2 / n;
    return new Interval(
        Math.max(0, (middle - reach) / scale), Math.min(1, (middle + reach) / scale));
  }

  /**
   * Whether a window lies outside the band of its baseline on the bad side. Three things must hold:
   *
   * <ul>
   *   <li>its share of good events is below the baseline's Wilson interval;
   *   <li>it has at least {@value #MIN_BAD} bad events;
   *   <li>it has more of them than a window of its size would scatter to were nothing wrong: {@code
   *       e + z·√e} for {@code e} expected (a count of rare events is Poisson, its deviation {@code
   *       √e}). The interval is the baseline's and knows nothing of how small a window is.
   * </ul>
   */
  public static boolean outside(Count baseline, Count window) {
    if (baseline.total() == 0 || window.total() == 0 || window.bad() < MIN_BAD) {
      return false;
    }
    double share = (double) window.good() / window.total();
    double expected = (double) baseline.bad() / baseline.total() * window.total();
    return share < wilson(baseline.good(), baseline.total()).low()
        && window.bad() > expected + Z * StrictMath.sqrt(expected);
  }
}
