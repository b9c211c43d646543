package dev.pagefault.scenario;

import dev.pagefault.time.Seed;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What differs from seed to seed, and its use: {@code draw: {victim: {oneOf: [eu, us]}}} makes
 * {@code $victim} either word wherever it is written; a draw of maps, {@code oneOf: [{service:
 * checkout, mode: …}, …]}, makes {@code $victim.service} and its like, drawn together.
 *
 * @param options by draw: each option's values, by full name ({@code victim} or {@code
 *     victim.service})
 */
record Draws(Map<String, List<Map<String, String>>> options) {
  /** Combinations of all draws: lint resolves each. */
  static final int MAX_COMBINATIONS = 64;

  private static final Pattern NAME = Pattern.compile("[a-z][a-zA-Z0-9]*");
  private static final Pattern USE =
      Pattern.compile("\\$([a-z][a-zA-Z0-9]*(?:\\.[a-z][a-zA-Z0-9]*)?)");

  /** No draws. */
  static final Draws NONE = new Draws(Map.of());

  /** Reads the {@code draw} block at the head of a scenario. */
  static Draws read(Node scenario, Source source) {
    if (!(scenario instanceof Node.Fields fields)) {
      return NONE;
    }
    Node.Field draw = fields.fields().get("draw");
    if (draw == null) {
      return NONE;
    }
    if (!(draw.value() instanceof Node.Fields draws)) {
      source.wrong(
          draw.keyPlace(), "draw", "is not a map", "write draw: {victim: {oneOf: [a, b]}}");
      return NONE;
    }
    Map<String, List<Map<String, String>>> options = new LinkedHashMap<>();
    draws.fields().forEach((name, field) -> options.put(name, options(name, field, source)));
    long combinations = options.values().stream().mapToLong(List::size).reduce(1, Draws::product);
    if (combinations > MAX_COMBINATIONS) {
      source.wrong(
          draw.keyPlace(),
          "draw",
          "makes more than " + MAX_COMBINATIONS + " combinations",
          "draw fewer things, or draw them together as maps");
      return NONE;
    }
    options.values().removeIf(List::isEmpty);
    return new Draws(options);
  }

  private static long product(long a, long b) {
    return Math.min(a * Math.max(b, 1), Integer.MAX_VALUE);
  }

  private static List<Map<String, String>> options(String name, Node.Field field, Source source) {
    String path = "draw." + name;
    String form = "write " + name + ": {oneOf: [a, b]}";
    if (!NAME.matcher(name).matches()) {
      source.wrong(
          field.keyPlace(),
          path,
          "is no name for a draw",
          "use letters and digits, such as victim");
      return List.of();
    }
    if (!(field.value() instanceof Node.Fields draw)
        || draw.fields().size() != 1
        || draw.fields().get("oneOf") == null) {
      source.wrong(field.keyPlace(), path, "is not a draw", form);
      return List.of();
    }
    Node.Field oneOf = draw.fields().get("oneOf");
    if (oneOf == null || !(oneOf.value() instanceof Node.Items items) || items.items().isEmpty()) {
      source.wrong(field.keyPlace(), path + ".oneOf", "has nothing to draw from", form);
      return List.of();
    }
    List<Map<String, String>> options = new ArrayList<>();
    for (Node item : items.items()) {
      Map<String, String> option = option(name, item);
      if (option.isEmpty()
          || (!options.isEmpty() && !options.getFirst().keySet().equals(option.keySet()))) {
        source.wrong(
            item.place(),
            path + ".oneOf[" + options.size() + "]",
            "has other fields than the first option",
            "write each option as one word, or as a map with the same keys");
        return List.of();
      }
      options.add(option);
    }
    return options;
  }

  private static Map<String, String> option(String name, Node item) {
    Map<String, String> option = new TreeMap<>();
    if (item instanceof Node.Text text) {
      option.put(name, text.text());
    } else if (item instanceof Node.Fields fields) {
      fields
          .fields()
          .forEach((key, field) -> {
            if (field.value() instanceof Node.Text text) {
              option.put(name + "." + key, text.text());
            }
          });
    }
    return option;
  }

  /**
   * What a seed draws: seeds in a row take turns through all combinations, the first draw changing
   * fastest, so that proof on the first few meets every option; any seed is as likely to draw one
   * as another.
   */
  Map<String, String> drawn(Seed seed) {
    Map<String, String> drawn = new TreeMap<>();
    long turn = seed.value();
    for (List<Map<String, String>> list : options.values()) {
      drawn.putAll(list.get(Math.floorMod(turn, list.size())));
      turn = Math.floorDiv(turn, list.size());
    }
    return drawn;
  }

  /** Everything that can be drawn together. */
  List<Map<String, String>> combinations() {
    List<Map<String, String>> all = new ArrayList<>();
    all.add(Map.of());
    for (List<Map<String, String>> list : options.values()) {
      List<Map<String, String>> longer = new ArrayList<>();
      for (Map<String, String> before : all) {
        for (Map<String, String> option : list) {
          Map<String, String> both = new TreeMap<>(before);
          both.putAll(option);
          longer.add(both);
        }
      }
      all = longer;
    }
    return all;
  }

  /** The tree with every use of a draw replaced; uses of what isn't drawn are complained of. */
  static Node resolve(Node node, Map<String, String> drawn, Source source) {
    return switch (node) {
      case Node.Text text ->
          new Node.Text(
              text.place(),
              resolve(text.text(), drawn, text.place(), source),
              text.plain() && text.text().indexOf('$') < 0);
      case Node.Items items ->
          new Node.Items(
              items.place(),
              items.items().stream().map(item -> resolve(item, drawn, source)).toList());
      case Node.Fields fields -> {
        Map<String, Node.Field> resolved = new LinkedHashMap<>();
        fields
            .fields()
            .forEach((key, field) ->
                resolved.put(
                    resolve(key, drawn, field.keyPlace(), source),
                    new Node.Field(field.keyPlace(), resolve(field.value(), drawn, source))));
        yield new Node.Fields(fields.place(), resolved);
      }
    };
  }

  /** The text with every use of a draw replaced. */
  static String resolve(String text, Map<String, String> drawn, Source.Place place, Source source) {
    if (text.indexOf('$') < 0) {
      return text;
    }
    Matcher use = USE.matcher(text);
    StringBuilder resolved = new StringBuilder();
    while (use.find()) {
      String name = use.group(1);
      String value = drawn.get(name);
      if (value == null) {
        // Two words with a dot between them may be a draw at the end of a sentence.
        int dot = name.indexOf('.');
        String head = dot < 0 ? null : drawn.get(name.substring(0, dot));
        if (head != null) {
          value = head + name.substring(dot);
        }
      }
      if (value == null) {
        source.wrong(place, "$" + name, "is not drawn", Spelling.wayOut(name, drawn.keySet()));
        value = name;
      }
      use.appendReplacement(resolved, Matcher.quoteReplacement(value));
    }
    return use.appendTail(resolved).toString();
  }
}
