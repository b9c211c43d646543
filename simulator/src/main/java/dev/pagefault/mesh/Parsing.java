package dev.pagefault.mesh;

import dev.pagefault.scenario.FieldStep;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.ZonedDateTime;
import java.util.List;

/**
 * A field's text read as something: done by the JDK, whose exceptions' words are what a program's
 * log would show. Pure.
 */
final class Parsing {
  private Parsing() {}

  /** How it went. */
  sealed interface Parsed {
    /** What was read, as plain text. */
    record Value(String text) implements Parsed {}

    /** It can't be read; {@code error} is the exception's class and message. */
    record Malformed(String error) implements Parsed {}
  }

  static Parsed parse(FieldStep.Form form, List<String> words, String field, String text) {
    try {
      return new Parsed.Value(
          switch (form) {
            case INT -> Integer.toString(Integer.parseInt(text));
            case DECIMAL -> new BigDecimal(text).toPlainString();
            case LOCAL_DATE -> LocalDate.parse(text).toString();
            case ZONED_TIME -> Long.toString(ZonedDateTime.parse(text).toInstant().toEpochMilli());
            case ENUM -> constant(words, field, text);
          });
    } catch (RuntimeException e) { // each kind of parser has one of its own
      return new Parsed.Malformed(said(e));
    }
  }

  private static String constant(List<String> words, String field, String text) {
    if (!words.contains(text)) {
      throw new IllegalArgumentException("No enum constant " + typeName(field) + "." + text);
    }
    return text;
  }

  /** What calling a method of a field that isn't there is answered with. */
  static String missing(String field) {
    return "java.lang.NullPointerException: Cannot invoke \"String.length()\" because \""
        + variable(field)
        + "\" is null";
  }

  /** An exception as the first line of its stack trace shows it. */
  static String said(RuntimeException e) {
    return e.getClass().getName() + ": " + e.getMessage();
  }

  /** {@code loyalty_tier} as code calls it: {@code loyaltyTier}. */
  static String variable(String field) {
    StringBuilder name = new StringBuilder(field.length());
    boolean raise = false;
    for (int i = 0; i < field.length(); i++) {
      char c = field.charAt(i);
      if (c != '_') {
        name.append(raise ? Character.toUpperCase(c) : c);
      }
      raise = c == '_';
    }
    return name.toString();
  }

  private static String typeName(String field) {
    String name = variable(field);
    return Character.toUpperCase(name.charAt(0)) + name.substring(1);
  }
}
