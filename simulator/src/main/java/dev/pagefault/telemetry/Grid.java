package dev.pagefault.telemetry;

import java.util.Arrays;

/**
 * The times at which a range query is answered: epoch seconds {@code from}, {@code from + step}, …
 * {@code count} of them, at least one; {@code from} is a multiple of {@code step}, so that a curve
 * doesn't flicker as its range moves on.
 */
record Grid(long from, int step, int count) {
  /** Steps of one query. */
  static final int MAX_STEPS = 7_200;

  /** Longest step, seconds. */
  static final int MAX_STEP = 60;

  /**
   * A value that is missing for fewer seconds than this is taken to be the one before; a series
   * that is silent for longer is gone.
   */
  static final int LOOKBACK = 5;

  /** The grid of a query. Throws {@link QueryException} when it is upside down or too large. */
  static Grid of(long fromMillis, long toMillis, int step) {
    if (step < 1 || step > MAX_STEP) {
      throw new QueryException("step is 1 to " + MAX_STEP + " seconds: " + step, 0);
    }
    long from = Math.floorDiv(fromMillis, step * 1000L) * step;
    long to = Math.floorDiv(toMillis, 1000L);
    if (fromMillis > toMillis) {
      throw new QueryException("from lies after to", 0);
    }
    long count = (to - from) / step + 1;
    if (count > MAX_STEPS) {
      throw new QueryException(
          "at most %d steps: %d asked for; shorten the range or lengthen the step"
              .formatted(MAX_STEPS, count),
          0);
    }
    return new Grid(from, step, (int) count);
  }

  long to() {
    return from + (long) step * (count - 1);
  }

  long[] atMillis() {
    long[] at = new long[count];
    for (int i = 0; i < count; i++) {
      at[i] = (from + (long) i * step) * 1000;
    }
    return at;
  }

  double[] constant(double value) {
    double[] values = new double[count];
    Arrays.fill(values, value);
    return values;
  }

  /** First second that a function over {@code window} seconds needs. */
  long reach(int window) {
    return from - window - LOOKBACK;
  }

  /** The newest value at each time of the grid; {@code seconds} begins at {@code reach(0)}. */
  double[] instant(double[] seconds) {
    double[] out = new double[count];
    for (int i = 0; i < count; i++) {
      int at = present(seconds, i * step + LOOKBACK);
      out[i] = at < 0 ? Double.NaN : seconds[at];
    }
    return out;
  }

  /**
   * A function over the last {@code window} seconds at each time of the grid; {@code seconds}
   * begins at {@code reach(window)}. The window ends at the newest second that was heard of, so
   * that the second in progress doesn't look like a dip.
   */
  double[] over(Expr.Function function, double[] seconds, int window) {
    double[] out = new double[count];
    double[] sums = new double[seconds.length + 1];
    int[] heard = new int[seconds.length + 1];
    for (int i = 0; i < seconds.length; i++) {
      boolean none = Double.isNaN(seconds[i]);
      sums[i + 1] = sums[i] + (none ? 0 : seconds[i]);
      heard[i + 1] = heard[i] + (none ? 0 : 1);
    }
    for (int i = 0; i < count; i++) {
      int end = present(seconds, i * step + window + LOOKBACK);
      int start = Math.max(0, end - window + 1);
      if (end < 0 || heard[end + 1] == heard[start]) {
        out[i] = Double.NaN;
        continue;
      }
      double sum = sums[end + 1] - sums[start];
      out[i] =
          switch (function) {
            case RATE -> sum / window;
            case INCREASE -> sum;
            case AVG_OVER_TIME -> sum / (heard[end + 1] - heard[start]);
            case MIN_OVER_TIME, MAX_OVER_TIME ->
                extreme(seconds, start, end, function == Expr.Function.MIN_OVER_TIME);
          };
    }
    return out;
  }

  private static double extreme(double[] seconds, int start, int end, boolean min) {
    double extreme = Double.NaN;
    for (int i = start; i <= end; i++) {
      double value = seconds[i];
      if (!Double.isNaN(value)
          && (Double.isNaN(extreme) || (min ? value < extreme : value > extreme))) {
        extreme = value;
      }
    }
    return extreme;
  }

  /** Index of the newest number at or up to {@link #LOOKBACK} before {@code at}, or -1. */
  private static int present(double[] seconds, int at) {
    for (int i = at; i >= 0 && i > at - LOOKBACK; i--) {
      if (!Double.isNaN(seconds[i])) {
        return i;
      }
    }
    return -1;
  }
}
