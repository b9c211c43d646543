package dev.pagefault.drill;

import dev.pagefault.mesh.Probe;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A scenario's evidence matrix with its draws put in. A row applies until the first change that
 * touches its target. Secret: its columns are the rivals.
 */
final class Evidence {
  private final Map<String, Map<String, List<Double>>> rows = new HashMap<>();

  Evidence(Map<String, Map<String, List<Double>>> matrix, Map<String, String> draws) {
    // Longest names first, so that $victim doesn't eat the head of $victim.region.
    List<String> names =
        draws.keySet().stream().sorted(Comparator.comparingInt(String::length).reversed()).toList();
    matrix.forEach((key, row) -> {
      String resolved = key;
      for (String name : names) {
        resolved = resolved.replace("$" + name, draws.getOrDefault(name, ""));
      }
      rows.put(resolved, row);
    });
  }

  /** All rows, by {@code diagnostic target}. */
  Map<String, Map<String, List<Double>>> all() {
    return Map.copyOf(rows);
  }

  /** A probe's row; empty where there is none or a change has touched its target. */
  Map<String, List<Double>> row(Probe probe, Set<String> touched) {
    String head = probe.target().split("/", 2)[0];
    if (touched.contains(head)) {
      return Map.of();
    }
    return rows.getOrDefault(probe.toString(), Map.of());
  }
}
