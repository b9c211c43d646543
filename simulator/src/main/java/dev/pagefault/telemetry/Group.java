package dev.pagefault.telemetry;

import java.util.Arrays;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Series of one group of an aggregate, made one as they come. */
final class Group {
  private final Expr.Operator operator;
  private final double[] values;
  private final int[] counts;

  Group(Expr.Operator operator, int steps) {
    this.operator = operator;
    values = new double[steps];
    counts = new int[steps];
    Arrays.fill(values, Double.NaN);
  }

  /** The labels that a series' group keeps. */
  static Map<String, String> key(Map<String, String> labels, Set<String> named, boolean without) {
    Map<String, String> key = new TreeMap<>(labels);
    key.keySet().removeIf(label -> named.contains(label) == without);
    return Collections.unmodifiableMap(key);
  }

  void add(double[] series) {
    for (int i = 0; i < values.length; i++) {
      double value = series[i];
      if (Double.isNaN(value)) {
        continue;
      }
      boolean first = counts[i]++ == 0;
      double old = values[i];
      values[i] =
          switch (operator) {
            case SUM, AVG -> first ? value : old + value;
            case MIN -> first ? value : Math.min(old, value);
            case MAX -> first ? value : Math.max(old, value);
            case COUNT -> counts[i];
          };
    }
  }

  double[] values() {
    if (operator == Expr.Operator.AVG) {
      for (int i = 0; i < values.length; i++) {
        values[i] /= counts[i]; // NaN stays NaN
      }
    }
    return values;
  }
}
