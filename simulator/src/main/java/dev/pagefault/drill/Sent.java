package dev.pagefault.drill;

import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** Checks what was sent, field by field. Throws {@link ActRefused}. Pure. */
final class Sent {
  private Sent() {}

  /** A text of 1 to {@code max} characters. */
  static String text(String field, @Nullable String value, int max) {
    if (value == null || value.isBlank()) {
      throw ActRefused.invalid(field, field + " is needed");
    }
    return bounded(field, value, max);
  }

  /** A text of at most {@code max} characters, or null. */
  static @Nullable String optional(String field, @Nullable String value, int max) {
    return value == null || value.isBlank() ? null : bounded(field, value, max);
  }

  private static String bounded(String field, String value, int max) {
    if (value.length() > max) {
      throw ActRefused.invalid(
          field, "%s is too long: %d characters, at most %d".formatted(field, value.length(), max));
    }
    if (value.indexOf('\0') >= 0) { // PostgreSQL can't keep it
      throw ActRefused.invalid(field, field + " has the character U+0000, which is no text");
    }
    return value.strip();
  }

  /** Something that must be there. */
  static <T> T needed(String field, @Nullable T value) {
    if (value == null) {
      throw ActRefused.invalid(field, field + " is needed");
    }
    return value;
  }

  /** One of a known few. */
  static String oneOf(String field, @Nullable String value, Collection<String> known) {
    String text = text(field, value, Bounds.QUERY);
    if (!known.contains(text)) {
      throw ActRefused.invalid(field, "there is no %s; one of %s".formatted(text, known));
    }
    return text;
  }

  /** One of a known few, or null. */
  static @Nullable String optionalOneOf(
      String field, @Nullable String value, Collection<String> known) {
    return value == null || value.isBlank() ? null : oneOf(field, value, known);
  }

  /** A number from {@code min} to {@code max}. */
  static int within(String field, @Nullable Integer value, int min, int max) {
    int number = needed(field, value);
    if (number < min || number > max) {
      throw ActRefused.invalid(field, "%s is %d; from %d to %d".formatted(field, number, min, max));
    }
    return number;
  }

  /** Refuses where {@code count} has reached {@code max} already. */
  static void room(String what, int count, int max) {
    if (count >= max) {
      throw ActRefused.conflict("at most %d %s; take one back first".formatted(max, what));
    }
  }
}
