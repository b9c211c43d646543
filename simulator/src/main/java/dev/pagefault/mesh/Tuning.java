package dev.pagefault.mesh;

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

  String word(String key, String initial) {
    return settings.getOrDefault(key, initial).strip();
  }
}
