package dev.pagefault.scenario;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Says what is wrong with steps on fields, and with the settings that they refer to. */
final class FieldStepLint {
  /** How a field's name is written, so that {@code :name} finds it. */
  private static final Pattern FIELD = Pattern.compile("[a-z][a-z0-9_]*");

  /** Lengths that a comparison may ask for, from 1. */
  private static final int LENGTH_MAX = 10_000;

  private final Source source;
  private final Names names;
  private final Set<String> fields;
  private final Set<String> settings;

  /**
   * For the steps of {@code owner}.
   *
   * @param fields every field that a request may have
   */
  FieldStepLint(Topology.Service owner, Source source, Names names, Set<String> fields) {
    this.source = source;
    this.names = names;
    this.fields = fields;
    this.settings = new TreeSet<>(owner.settings().keySet());
    owner.versions().forEach(version -> settings.addAll(version.settings().keySet()));
  }

  void check(FieldStep step, String path) {
    switch (step) {
      case FieldStep.Decode decode -> {
        field(decode.field(), path + ".field");
        charset(decode.from(), path + ".from");
        charset(decode.as(), path + ".as");
      }
      case FieldStep.Parse parse -> parse(parse, path);
      case FieldStep.Compare compare -> compare(compare, path);
      case FieldStep.LocalTime time -> {
        if (time.field() != null) {
          field(time.field(), path + ".field");
        }
        zone(time.zone(), path + ".zone");
        status(time.status(), path);
      }
    }
    @Nullable String kept = step.keeps();
    if (kept != null && !FIELD.matcher(kept).matches()) {
      source.wrong(
          path + ".into",
          "\"" + kept + "\" is no field's name",
          "write small letters, digits and _, such as ship_date");
    }
  }

  private void parse(FieldStep.Parse parse, String path) {
    field(parse.field(), path + ".field");
    status(parse.status(), path);
    if ((parse.form() == FieldStep.Form.ENUM) == parse.words().isEmpty()) {
      source.wrong(
          path + ".words",
          parse.words().isEmpty() ? "is missing" : "belongs to form: enum",
          parse.words().isEmpty() ? "list what the field may be" : "leave it out");
    }
    boolean needed =
        parse.absent() == FieldStep.Lack.DEFAULT || parse.malformed() == FieldStep.Lack.DEFAULT;
    if (needed != (parse.otherwise() != null)) {
      source.wrong(
          path + ".otherwise",
          needed ? "is missing" : "is never used",
          needed
              ? "write what is kept instead"
              : "write absent: default or malformed: default, or leave it out");
    }
  }

  private void compare(FieldStep.Compare compare, String path) {
    field(compare.field(), path + ".field");
    status(compare.status(), path);
    @Nullable String to = compare.to();
    @Nullable String value = compare.value();
    if ((to == null) == (value == null)) {
      source.wrong(
          path,
          "is not compared with exactly one thing",
          "write to: another field, or value: a constant");
    }
    if (to != null) {
      field(to, path + ".to");
    }
    if (compare.absent() == FieldStep.Lack.DEFAULT) {
      source.wrong(path + ".absent", "has no default here", "write fail or skip");
    }
    boolean dates = compare.must() == FieldStep.Must.SAME_DATE;
    @Nullable String zone = compare.zone();
    if (dates != (zone != null)) {
      source.wrong(
          path + ".zone",
          dates ? "is missing" : "belongs to must: same-date",
          dates ? "write zone: Europe/Berlin, \"${time.zone}\" or :zone" : "leave it out");
    } else if (zone != null) {
      zone(zone, path + ".zone");
    }
    boolean length =
        compare.must() == FieldStep.Must.AT_MOST_CHARACTERS
            || compare.must() == FieldStep.Must.AT_MOST_BYTES;
    if (length && !lengthLike(value)) {
      source.wrong(path + ".value", "is no length", "write a whole number from 1 to " + LENGTH_MAX);
    }
  }

  private static boolean lengthLike(@Nullable String value) {
    return value != null
        && value.matches("\\d{1,5}")
        && Integer.parseInt(value) >= 1
        && Integer.parseInt(value) <= LENGTH_MAX;
  }

  private void field(String name, String path) {
    names.known(path, "attribute", name, fields);
  }

  private void status(int status, String path) {
    if (status < 400 || status > 599) {
      source.wrong(path + ".status", "is no error's status", "write one from 400 to 599");
    }
  }

  private void charset(String text, String path) {
    refer(text, path, "charset", Charsets.WORDS::contains, Charsets.WORDS);
  }

  private void zone(String text, String path) {
    refer(text, path, "time zone", Zones::known, Zones.WORDS);
  }

  private void refer(
      String text, String path, String what, Predicate<String> known, List<String> words) {
    switch (Reference.of(text)) {
      case Reference.Setting(String key) -> names.known(path, "setting", key, settings);
      case Reference.Field(String name) -> field(name, path);
      case Reference.Plain(String word) -> {
        if (!known.test(word)) {
          source.wrong(
              path,
              "there is no " + what + " " + word,
              Spelling.wayOut(word, words) + "; or refer to a setting, as in \"${key}\"");
        }
      }
    }
  }

  /**
   * Adds the field that a step makes; one that it only changes in its place must be there before.
   */
  static void made(FieldStep step, Set<String> fields) {
    @Nullable String kept = step.keeps();
    if (kept != null && (step instanceof FieldStep.LocalTime || !step.looksAt().contains(kept))) {
      fields.add(kept);
    }
  }

  /** Complains of a setting's value that the service's steps can't use. */
  static void value(
      Topology.Service service, Source source, String key, String value, String path) {
    List<String> takes = FieldSettings.of(service).getOrDefault(key, List.of(value));
    if (!takes.contains(value)) {
      source.wrong(path, key + " does not take " + value, Spelling.wayOut(value, takes));
    }
  }
}
