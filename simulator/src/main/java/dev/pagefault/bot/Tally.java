package dev.pagefault.bot;

import dev.pagefault.scenario.Scenario;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The evidence matrix while it is counted: for each reading and each candidate (the cause, its
 * rivals, the healthy baseline), how often each outcome was seen.
 */
final class Tally {
  /** Row of the healthy mesh. */
  static final String BASELINE = "baseline";

  /** Smoothing: half an observation of each outcome (Jeffreys' prior). */
  private static final double SMOOTHING = 0.5;

  /** Readings whose rows all differ by less than this many bits tell nothing and are left out. */
  private static final double WORTH_KEEPING_BITS = 0.5;

  private final Map<String, Map<String, int[]>> counts = new TreeMap<>();

  /**
   * Adds what one run counted.
   *
   * @param scenario as the seed resolved it; drawn names in targets become {@code $name}
   */
  synchronized void add(String candidate, Map<String, int[]> seen, Scenario scenario) {
    seen.forEach((probe, outcomes) -> {
      int[] sum =
          counts
              .computeIfAbsent(scenario.generalised(probe), key -> new TreeMap<>())
              .computeIfAbsent(candidate, key -> new int[outcomes.length]);
      for (int i = 0; i < outcomes.length; i++) {
        sum[i] += outcomes[i];
      }
    });
  }

  /** The rows: reading → candidate → smoothed distribution, for readings that tell anything. */
  synchronized Map<String, Map<String, List<Double>>> rows() {
    Map<String, Map<String, List<Double>>> rows = new TreeMap<>();
    counts.forEach((probe, byCandidate) -> {
      Map<String, List<Double>> row = new TreeMap<>();
      byCandidate.forEach((candidate, seen) -> row.put(candidate, smoothed(seen)));
      if (tells(row)) {
        rows.put(probe, row);
      }
    });
    return rows;
  }

  private static boolean tells(Map<String, List<Double>> row) {
    List<List<Double>> all = new ArrayList<>(row.values());
    for (int i = 0; i < all.size(); i++) {
      for (int j = 0; j < i; j++) {
        if (Matrix.bits(all.get(i), all.get(j)) > WORTH_KEEPING_BITS) {
          return true;
        }
      }
    }
    return false;
  }

  static List<Double> smoothed(int[] seen) {
    double total = seen.length * SMOOTHING;
    for (int count : seen) {
      total += count;
    }
    List<Double> row = new ArrayList<>();
    for (int count : seen) {
      row.add(StrictMath.round((count + SMOOTHING) / total * 1e4) / 1e4);
    }
    return row;
  }
}
