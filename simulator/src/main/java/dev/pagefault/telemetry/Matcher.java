package dev.pagefault.telemetry;

import java.util.function.Predicate;

/** What a label's or field's value must be. A label that is absent counts as empty. */
record Matcher(String label, Predicate<String> test) {

  /** The four operators of PromQL and LogQL; patterns match the whole value. */
  static Matcher of(String label, String operator, String value, int position) {
    return switch (operator) {
      case "=" -> new Matcher(label, value::equals);
      case "!=" -> new Matcher(label, other -> !value.equals(other));
      case "=~" -> new Matcher(label, Regex.compile(value, position)::matches);
      case "!~" -> {
        Regex regex = Regex.compile(value, position);
        yield new Matcher(label, other -> !regex.matches(other));
      }
      default -> throw new QueryException("expected =, !=, =~ or !~ after the label", position);
    };
  }
}
