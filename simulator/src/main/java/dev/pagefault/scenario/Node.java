package dev.pagefault.scenario;

import java.util.List;
import java.util.Map;

/** A YAML file as a tree that knows where each of its nodes stands. */
sealed interface Node {

  /** Where it begins. */
  Source.Place place();

  /** A scalar; {@code plain} ones are unquoted, so that an unquoted {@code null} can be told. */
  record Text(Source.Place place, String text, boolean plain) implements Node {
    boolean isNull() {
      return plain
          && (text.isEmpty() || text.equals("~") || text.equals("null") || text.equals("Null"));
    }
  }

  /** A sequence. */
  record Items(Source.Place place, List<Node> items) implements Node {}

  /** A mapping, in the order written. */
  record Fields(Source.Place place, Map<String, Field> fields) implements Node {}

  /** A mapping's value, and where its key stands. */
  record Field(Source.Place keyPlace, Node value) {}
}
