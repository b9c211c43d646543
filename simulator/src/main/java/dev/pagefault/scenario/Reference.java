package dev.pagefault.scenario;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How a step says which charset or zone it uses. Read from one text, which is one of these as a
 * whole:
 *
 * <pre>
 *   utf-8               Plain     the word itself
 *   ${label.charset}    Setting   the instance's setting of that key, as it is when the step runs
 *   :zone               Field     the request's field of that name, as in SQL
 * </pre>
 */
public sealed interface Reference {
  /** How a setting is written. */
  Pattern SETTING = Pattern.compile("\\$\\{([^{}]+)}");

  /** How a field is written. */
  Pattern FIELD = Pattern.compile(":([a-z][a-z0-9_]*)");

  /** The word itself. */
  record Plain(String word) implements Reference {}

  /** A setting of the instance. */
  record Setting(String key) implements Reference {}

  /** A field of the request. */
  record Field(String name) implements Reference {}

  /** Reads one; never fails: what is neither setting nor field is a word. */
  static Reference of(String text) {
    Matcher setting = SETTING.matcher(text);
    if (setting.matches()) {
      return new Setting(setting.group(1));
    }
    Matcher field = FIELD.matcher(text);
    return field.matches() ? new Field(field.group(1)) : new Plain(text);
  }

  /** What it stands for now, or null: the setting or field isn't there. */
  default @Nullable String resolve(Map<String, String> settings, Map<String, String> fields) {
    return switch (this) {
      case Plain(String word) -> word;
      case Setting(String key) -> settings.get(key);
      case Field(String name) -> fields.get(name);
    };
  }
}
