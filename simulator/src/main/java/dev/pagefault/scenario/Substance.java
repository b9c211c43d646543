package dev.pagefault.scenario;

import java.util.Map;
import java.util.Set;

/**
 * What of a scenario or a topology can change what is measured of it: all but comments, layout, and
 * what is written for people to read. A typo in a brief is mended without proving anything anew.
 */
final class Substance {
  /** Keys of texts that people read and no running code does. */
  private static final Set<String> PROSE =
      Set.of(
          "about",
          "author",
          "brief",
          "caption",
          "cause",
          "diff",
          "embedded-only",
          "hints",
          "owner",
          "owners",
          "runbook",
          "summary",
          "title",
          "why");

  /**
   * Keys of maps in which authors choose the keys of texts and numbers: there, nothing is prose.
   */
  private static final Set<String> NAMED_FREELY =
      Set.of("absent-by", "attributes", "draw", "segments", "settings", "values");

  private final StringBuilder text = new StringBuilder();

  private Substance() {}

  /** As a text that is the same for trees of the same substance, and for no others. */
  static String of(Node tree) {
    Substance substance = new Substance();
    substance.add(tree, false);
    return substance.text.toString();
  }

  private void add(Node node, boolean whole) {
    switch (node) {
      case Node.Text leaf -> text.append(leaf.isNull() ? "null" : quoted(leaf.text()));
      case Node.Items list -> {
        text.append('[');
        list.items()
            .forEach(item -> {
              add(item, whole);
              text.append(',');
            });
        text.append(']');
      }
      case Node.Fields map -> {
        text.append('{');
        for (Map.Entry<String, Node.Field> entry : map.fields().entrySet()) {
          if (whole || !PROSE.contains(entry.getKey())) {
            text.append(quoted(entry.getKey())).append(':');
            add(entry.getValue().value(), whole || NAMED_FREELY.contains(entry.getKey()));
            text.append(',');
          }
        }
        text.append('}');
      }
    }
  }

  private static String quoted(String text) {
    return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
  }
}
