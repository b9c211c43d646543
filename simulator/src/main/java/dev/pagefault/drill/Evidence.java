package dev.pagefault.drill;

import dev.pagefault.mesh.Probe;
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

  Evidence(Assignment assignment) {
    rows.putAll(assignment.evidence());
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
