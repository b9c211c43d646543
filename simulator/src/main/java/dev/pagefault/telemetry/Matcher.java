package dev.pagefault.telemetry;

import java.util.function.BiPredicate;

/**
 * What a label's or field's value must be. A label that is absent counts as empty. Whoever tests a
 * value gives the work that its query may spend.
 */
record Matcher(String label, BiPredicate<String, Regex.Work> test) {

  /** The four operators of PromQL and LogQL; patterns match the whole value. */
  static Matcher of(String label, String operator, String value, int position) {
    return switch (operator) {
      case "=" -> new Matcher(label, (other, _) -> value.equals(other));
      case "!=" -> new Matcher(label, (other, _) -> !value.equals(other));
      case "=~" -> new Matcher(label, Regex.compile(value, position)::matches);
      case "!~" -> {
        Regex regex = Regex.compile(value, position);
        yield new Matcher(label, (other, work) -> !regex.matches(other, work));
      }
      default -> throw new QueryException("expected =, !=, =~ or !~ after the label", position);
    };
  }
}
