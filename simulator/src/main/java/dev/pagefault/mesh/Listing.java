package dev.pagefault.mesh;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Prints rows as a command line tool does: a column each, padded. */
public final class Listing {
  /** Widest column, characters; longer values are cut. */
  static final int WIDTH_MAX = 100;

  private Listing() {}

  /** Every key of any row is a column, in order of appearance. */
  public static String of(List<Map<String, String>> rows) {
    Map<String, Integer> widths = new LinkedHashMap<>();
    for (Map<String, String> row : rows) {
      row.forEach((column, value) ->
          widths.merge(column, Math.max(column.length(), cut(value).length()), Math::max));
    }
    if (widths.isEmpty()) {
      return "(0 rows)";
    }
    Map<String, String> head = new LinkedHashMap<>();
    widths.keySet().forEach(column -> head.put(column, column));
    StringBuilder text = new StringBuilder();
    line(text, head, widths);
    rows.forEach(row -> line(text, row, widths));
    return text.append('(').append(rows.size()).append(" rows)").toString();
  }

  private static void line(
      StringBuilder text, Map<String, String> row, Map<String, Integer> widths) {
    StringBuilder line = new StringBuilder();
    widths.forEach((column, width) -> {
      String value = cut(row.getOrDefault(column, ""));
      line.append(value).append(" ".repeat(width - value.length() + 2));
    });
    text.append(line.toString().stripTrailing()).append('\n');
  }

  private static String cut(String value) {
    String line = value.replaceAll("\\s+", " ").strip();
    return line.length() <= WIDTH_MAX ? line : line.substring(0, WIDTH_MAX - 1) + "…";
  }
}
