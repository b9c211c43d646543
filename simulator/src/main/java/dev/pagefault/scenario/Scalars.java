package dev.pagefault.scenario;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads single values as they stand in files. */
final class Scalars {
  /** What stands in for a value that is missing or wrong, so that reading can go on. */
  static final Map<Class<?>, Object> STAND_INS =
      Map.of(
          String.class,
          "",
          int.class,
          1,
          Integer.class,
          1,
          double.class,
          1.0,
          Double.class,
          1.0,
          boolean.class,
          false,
          Duration.class,
          Duration.ZERO,
          Selector.class,
          Selector.parse("*"),
          ByteSize.class,
          new ByteSize(0));

  private Scalars() {}

  /** The value, or after a complaint its stand-in. */
  static @Nullable Object read(Source source, String text, Class<?> type, String path) {
    if (type.isEnum()) {
      return constant(source, text, type, path);
    }
    try {
      if (type == String.class) {
        return text;
      } else if (type == int.class || type == Integer.class) {
        return Integer.valueOf(text);
      } else if (type == double.class || type == Double.class) {
        return number(text);
      } else if (type == boolean.class) {
        return truth(text);
      } else if (type == Duration.class) {
        return duration(text);
      } else if (type == Selector.class) {
        return Selector.parse(text);
      } else if (type == ByteSize.class) {
        return ByteSize.parse(text);
      }
    } catch (NumberFormatException e) {
      boolean whole = type == int.class || type == Integer.class;
      source.wrong(
          path,
          "\"" + text + "\" is not a " + (whole ? "whole number" : "number"),
          whole ? "write digits only, such as 40" : "write digits, such as 40 or 0.25");
    } catch (IllegalArgumentException e) {
      String[] said = String.valueOf(e.getMessage()).split("; ", 2);
      source.wrong(path, said[0], said.length > 1 ? said[1] : "");
    }
    return STAND_INS.get(type);
  }

  private static Double number(String text) {
    double number = Double.parseDouble(text);
    if (!Double.isFinite(number)) {
      throw new NumberFormatException(text);
    }
    return number;
  }

  private static Boolean truth(String text) {
    return switch (text) {
      case "true" -> true;
      case "false" -> false;
      default ->
          throw new IllegalArgumentException(
              "\"" + text + "\" is neither true nor false; write true or false");
    };
  }

  private static Duration duration(String text) {
    Optional<Duration> duration = Durations.parse(text);
    return duration.orElseThrow(() ->
        new IllegalArgumentException("\"" + text + "\" is not a duration; " + Durations.FORM_SAID));
  }

  private static Object constant(Source source, String text, Class<?> type, String path) {
    Map<String, Object> names = new LinkedHashMap<>();
    for (Object constant : type.getEnumConstants()) {
      names.put(((Enum<?>) constant).name().toLowerCase(Locale.ROOT).replace('_', '-'), constant);
    }
    Object constant = names.get(text);
    if (constant == null) {
      source.wrong(
          path, "there is no \"" + text + "\" here", Spelling.wayOut(text, names.keySet()));
      return type.getEnumConstants()[0];
    }
    return constant;
  }
}
