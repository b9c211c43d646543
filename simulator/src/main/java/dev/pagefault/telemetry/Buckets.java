package dev.pagefault.telemetry;

/**
 * The log buckets that all histograms share: two per factor of two from 1 ms to 32.8 s, in seconds.
 */
public final class Buckets {

  /**
   * Upper bounds (inclusive), seconds, ascending; what lies beyond the last has a bucket of its
   * own.
   */
  @SuppressWarnings("MutablePublicArray") // read by every scrape: a copy each would cost
  public static final double[] BOUNDS = bounds();

  /** Each bound is so many times the one before it: no quantile is known any closer. */
  public static final double STEP = StrictMath.sqrt(2);

  private Buckets() {}

  private static double[] bounds() {
    double[] bounds = new double[31];
    for (int i = 0; i < bounds.length; i++) {
      bounds[i] = 0.001 * StrictMath.pow(2, i / 2.0);
    }
    return bounds;
  }

  /**
   * Index of the bucket that {@code seconds} falls into; {@code BOUNDS.length} is beyond the last.
   */
  public static int indexOf(double seconds) {
    int low = 0;
    int high = BOUNDS.length;
    while (low < high) {
      int mid = (low + high) >>> 1;
      if (seconds <= BOUNDS[mid]) {
        high = mid;
      } else {
        low = mid + 1;
      }
    }
    return low;
  }
}
