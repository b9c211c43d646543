package dev.pagefault.bot;

import dev.pagefault.drill.Assignment;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * What the evidence matrix says of which reading tells which causes apart. Rows are smoothed
 * distributions of outcomes, by {@code diagnostic target} and cause.
 */
final class Matrix {
  /** The row's name for the scenario's own cause. */
  static final String CAUSE = "cause";

  private final Map<String, Map<String, List<Double>>> rows;

  Matrix(Map<String, Map<String, List<Double>>> rows) {
    this.rows = rows;
  }

  /** The matrix of an assignment, with what its seed drew put into the targets. */
  static Matrix of(Assignment assignment) {
    return new Matrix(assignment.evidence());
  }

  /**
   * The symmetric log-likelihood ratio of two distributions in bits: {@code Σ (p−q)·log2(p/q)},
   * Jeffreys (1946).
   */
  static double bits(List<Double> p, List<Double> q) {
    double sum = 0;
    for (int i = 0; i < p.size(); i++) {
      sum += (p.get(i) - q.get(i)) * StrictMath.log(p.get(i) / q.get(i)) / StrictMath.log(2);
    }
    return sum;
  }

  /** Readings that were measured for both causes, the one that tells them apart best first. */
  List<Told> telling(String cause, String rival) {
    List<Told> told = new ArrayList<>();
    rows.forEach((probe, row) -> {
      List<Double> p = row.get(cause);
      List<Double> q = row.get(rival);
      if (p != null && q != null) {
        told.add(new Told(probe, bits(p, q), p, q));
      }
    });
    told.sort(Comparator.comparingDouble(Told::bits).reversed().thenComparing(Told::probe));
    return told;
  }

  /** The row of a reading: cause → distribution; empty when it was not measured. */
  Map<String, List<Double>> row(String probe) {
    return rows.getOrDefault(probe, Map.of());
  }

  /** Index of the likeliest outcome. */
  static int likeliest(List<Double> p) {
    return p.indexOf(Collections.max(p));
  }

  /** How well a reading tells two causes apart. */
  record Told(String probe, double bits, List<Double> cause, List<Double> rival) {
    /** The diagnostic's id. */
    String diagnostic() {
      return probe.substring(0, probe.indexOf(' '));
    }

    /** What it reads. */
    String target() {
      return probe.substring(probe.indexOf(' ') + 1);
    }
  }
}
