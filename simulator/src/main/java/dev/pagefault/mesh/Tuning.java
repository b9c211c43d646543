package dev.pagefault.mesh;

import dev.pagefault.scenario.ByteSize;
import java.util.Map;

/** Reads settings; each read throws {@link IllegalArgumentException} that names the key. */
record Tuning(Map<String, String> settings) {

  int whole(String key, int initial, int min, int max) {
    String text = settings.get(key);
    if (text == null) {
      return initial;
    }
    int value;
    try {
      value = Integer.parseInt(text.strip());
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(key + " takes a whole number, not \"" + text + "\"", e);
    }
    if (value < min || value > max) {
      throw new IllegalArgumentException(key + " is from " + min + " to " + max + ": " + value);
    }
    return value;
  }

  long millis(String key, long initial) {
    String text = settings.get(key);
    if (text == null) {
      return initial;
    }
    try {
      return Tunable.duration(text.strip()).toMillis();
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(key + ": " + e.getMessage(), e);
    }
  }

  double decimal(String key, double initial, double min, double max) {
    String text = settings.get(key);
    if (text == null) {
      return initial;
    }
    double value;
    try {
      value = Double.parseDouble(text.strip());
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(key + " takes a number, not \"" + text + "\"", e);
    }
    if (!(value >= min && value <= max)) {
      throw new IllegalArgumentException(key + " is from " + min + " to " + max + ": " + value);
    }
    return value;
  }

  long bytes(String key, String initial, long min, long max) {
    String text = settings.getOrDefault(key, initial);
    long bytes;
    try {
      bytes = ByteSize.parse(text).bytes();
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(key + ": " + e.getMessage(), e);
    }
    if (bytes < min || bytes > max) {
      throw new IllegalArgumentException(
          "%s is from %s to %s: %s".formatted(key, new ByteSize(min), new ByteSize(max), text));
    }
    return bytes;
  }

  String word(String key, String initial) {
    return settings.getOrDefault(key, initial).strip();
  }
}
