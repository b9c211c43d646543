package dev.pagefault.telemetry;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * {@code histogram_quantile} as Prometheus computes it for classic buckets: the rank {@code q ×
 * total} lies in the first bucket whose cumulative count reaches it, and is interpolated linearly
 * between that bucket's bounds (the first starts at 0). In the last, which has no upper bound, it
 * is the largest bound.
 */
final class Quantiles {
  private record Bucket(double bound, double[] counts) {}

  private final Map<Map<String, String>, List<Bucket>> groups = new LinkedHashMap<>();
  private final int steps;

  Quantiles(int steps) {
    this.steps = steps;
  }

  /** Takes a series; one without a known {@code le} is no bucket and is left out. */
  void add(Map<String, String> labels, double[] values) {
    double bound = Selection.bound(labels.getOrDefault(Selection.LE, ""));
    if (!Double.isNaN(bound)) {
      groups
          .computeIfAbsent(Group.key(labels, Set.of(Selection.LE), true), key -> new ArrayList<>())
          .add(new Bucket(bound, values));
    }
  }

  void give(double q, Evaluation.Sink sink) {
    groups.forEach((labels, buckets) -> {
      buckets.sort(Comparator.comparingDouble(Bucket::bound));
      double[] values = new double[steps];
      for (int i = 0; i < steps; i++) {
        values[i] = at(q, buckets, i);
      }
      sink.accept(labels, values);
    });
  }

  private static double at(double q, List<Bucket> buckets, int step) {
    double total = buckets.getLast().counts()[step];
    if (!(total > 0)) {
      return Double.NaN;
    }
    double rank = q * total;
    double lowerBound = 0;
    double below = 0;
    for (Bucket bucket : buckets) {
      double count = bucket.counts()[step];
      if (count >= rank && count > below) {
        return Double.isInfinite(bucket.bound())
            ? lowerBound
            : lowerBound + (bucket.bound() - lowerBound) * (rank - below) / (count - below);
      }
      below = Math.max(below, count);
      lowerBound = Double.isInfinite(bucket.bound()) ? lowerBound : bucket.bound();
    }
    return lowerBound;
  }
}
