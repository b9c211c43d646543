package dev.pagefault.mesh;

import dev.pagefault.scenario.FieldStep;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/** Whether a field is as it must be. Pure. */
final class Comparing {
  /** Longest part of a value that a message shows, characters. */
  private static final int SHOWN_MAX = 40;

  private Comparing() {}

  /** What is wrong, or null: nothing. Throws what java.time throws where dates can't be read. */
  static @Nullable String problem(
      FieldStep.Compare step, String actual, String expected, @Nullable ZoneId zone) {
    String field = Parsing.variable(step.field());
    return switch (step.must()) {
      case EQUAL -> actual.equals(expected) ? null : differ(step, field, actual, expected);
      case AT_MOST_CHARACTERS ->
          tooLong(field, actual.codePointCount(0, actual.length()), expected, "characters");
      case AT_MOST_BYTES ->
          tooLong(field, actual.getBytes(StandardCharsets.UTF_8).length, expected, "bytes");
      case SAME_DATE -> {
        ZoneId in = zone == null ? ZoneId.of("UTC") : zone;
        LocalDate is = LocalTimes.date(actual, in);
        LocalDate must = LocalTimes.date(expected, in);
        yield is.equals(must) ? null : differ(step, field, is.toString(), must.toString());
      }
    };
  }

  private static String differ(FieldStep.Compare step, String field, String is, String must) {
    String other = step.to() == null ? "" : Parsing.variable(step.to()) + " ";
    return field + " \"" + shown(is) + "\" does not match " + other + "\"" + shown(must) + "\"";
  }

  private static @Nullable String tooLong(String field, int length, String most, String unit) {
    return length <= Integer.parseInt(most)
        ? null
        : "value too long for " + field + ": " + length + " " + unit + ", at most " + most;
  }

  private static String shown(String text) {
    return text.length() <= SHOWN_MAX ? text : Decoding.cut(text, SHOWN_MAX) + "…";
  }
}
