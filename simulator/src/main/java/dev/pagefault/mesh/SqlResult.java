package dev.pagefault.mesh;

import java.util.List;
import java.util.Map;

/**
 * Rows that a statement answered: columns by name in lower case; a column that is null is left out.
 */
public record SqlResult(List<Map<String, String>> rows) {
  public SqlResult {
    rows = List.copyOf(rows);
  }
}
