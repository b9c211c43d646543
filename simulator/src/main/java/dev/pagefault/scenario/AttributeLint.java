package dev.pagefault.scenario;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Says what is wrong with what customers draw. */
final class AttributeLint {
  /** Texts that one attribute draws from. */
  static final int TEXTS_MAX = 200;

  /** Longest text of a customer, in characters. */
  static final int LENGTH_MAX = 64;

  /** Stands for the region that a customer enters at, beside the segments. */
  static final String REGION = "region";

  private final Topology topology;
  private final Source source;
  private final Names names;

  AttributeLint(Topology topology, Source source, Names names) {
    this.topology = topology;
    this.source = source;
    this.names = names;
  }

  void check(String path, Topology.Attribute attribute) {
    kind(path, attribute);
    @Nullable String by = attribute.by();
    Set<String> dimensions = new TreeSet<>(topology.segments().keySet());
    dimensions.add(REGION);
    if (by != null && names.known(path + ".by", "segment", by, dimensions)) {
      Collection<String> known =
          by.equals(REGION)
              ? topology.regions()
              : Objects.requireNonNull(topology.segments().get(by)).keySet();
      String what = by.equals(REGION) ? "region" : "value of segment " + by;
      attribute.lists().keySet().forEach(it -> names.known(path + ".lists." + it, what, it, known));
      attribute
          .absentBy()
          .keySet()
          .forEach(it -> names.known(path + ".absent-by." + it, what, it, known));
      if (attribute.isText()
          && attribute.values().isEmpty()
          && !attribute.lists().keySet().containsAll(known)) {
        source.wrong(
            path + ".lists",
            "leaves out some of " + known,
            "add a list for each, or values for the rest");
      }
    }
    if (by == null && !attribute.absentBy().isEmpty()) {
      source.wrong(path + ".absent-by", "has no segment to go by", "add by: membership, say");
    }
    share(path + ".absent", attribute.absent());
    attribute.absentBy().forEach((it, share) -> share(path + ".absent-by." + it, share));
    texts(path, attribute);
  }

  private void kind(String path, Topology.Attribute attribute) {
    @Nullable Integer min = attribute.min();
    @Nullable Integer max = attribute.max();
    if (attribute.isText()) {
      if (min != null || max != null) {
        source.wrong(
            path, "is a number and a text at once", "write min and max, or values or lists");
      }
    } else if (min == null || max == null) {
      source.wrong(
          path,
          "draws neither a number nor a text",
          "write min and max, or values with weights, such as {Zoë: 1, Ann: 3}");
    } else if (min > max) {
      source.wrong(path, "has its min above its max", "swap them");
    }
  }

  private void texts(String path, Topology.Attribute attribute) {
    attribute
        .values()
        .forEach((text, weight) -> {
          text(path + ".values." + text, text);
          if (!(weight > 0)) {
            source.wrong(path + ".values." + text, "has no weight", "write a number above zero");
          }
        });
    List<String> all = new ArrayList<>(attribute.values().keySet());
    for (Map.Entry<String, List<String>> list : attribute.lists().entrySet()) {
      String at = path + ".lists." + list.getKey();
      all.addAll(list.getValue());
      if (list.getValue().isEmpty()) {
        source.wrong(at, "is empty", "write a text, or leave the list out");
      }
      for (int i = 0; i < list.getValue().size(); i++) {
        text(at + "[" + i + "]", list.getValue().get(i));
      }
    }
    if (all.size() > TEXTS_MAX) {
      source.wrong(path, "has " + all.size() + " texts", "write at most " + TEXTS_MAX);
    }
  }

  private void text(String path, String text) {
    @Nullable String problem = problem(text);
    if (problem != null) {
      source.wrong(path, problem, "write one line of 1 to " + LENGTH_MAX + " characters");
    }
  }

  private void share(String path, double share) {
    if (!(share >= 0 && share <= 1)) {
      source.wrong(path, "is no share", "write one from 0 to 1, such as 0.3");
    }
  }

  /** Complains of a load change's value that the attribute it fixes can't have. */
  static void fixed(Topology topology, Source source, Change.Load load, String path) {
    @Nullable String name = load.attribute();
    @Nullable String value = load.value();
    Topology.@Nullable Attribute attribute = name == null ? null : topology.attributes().get(name);
    if (attribute == null || value == null || value.isEmpty()) {
      return;
    }
    @Nullable String problem = problem(value);
    if (!attribute.isText() && !value.matches("-?\\d{1,9}")) {
      source.wrong(
          path, "\"" + value + "\" is not a whole number", "write digits only, such as 40");
    } else if (problem != null) {
      source.wrong(path, problem, "write one line of 1 to " + LENGTH_MAX + " characters");
    }
  }

  private static @Nullable String problem(String text) {
    if (text.isBlank()) {
      return "is empty";
    }
    int length = text.codePointCount(0, text.length());
    if (length > LENGTH_MAX) {
      return "has " + length + " characters";
    }
    return text.chars().anyMatch(Character::isISOControl) ? "has a control character in it" : null;
  }
}
