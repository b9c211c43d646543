package dev.pagefault.mesh;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * SQL whose {@code :name} are attributes of the request, made ready for JDBC: a question mark for
 * each, and the names in order. Text in quotes and {@code ::} casts stay as they are.
 */
record NamedSql(String jdbc, List<String> names) {

  static NamedSql parse(String sql) {
    StringBuilder jdbc = new StringBuilder(sql.length());
    List<String> names = new ArrayList<>();
    boolean quoted = false;
    int i = 0;
    while (i < sql.length()) {
      char c = sql.charAt(i);
      quoted ^= c == '\'';
      int end = i + 1;
      if (c == ':' && !quoted && end < sql.length()) {
        if (sql.charAt(end) == ':') {
          jdbc.append("::");
          i = end + 1;
          continue;
        }
        while (end < sql.length() && isName(sql.charAt(end))) {
          end++;
        }
      }
      if (end > i + 1) {
        names.add(sql.substring(i + 1, end));
        jdbc.append('?');
      } else {
        jdbc.append(c);
      }
      i = end;
    }
    return new NamedSql(jdbc.toString(), List.copyOf(names));
  }

  /**
   * Values in the order of their question marks: whole numbers as such, what is missing as null.
   */
  List<@Nullable Object> args(Map<String, String> attributes) {
    List<@Nullable Object> args = new ArrayList<>(names.size());
    for (String name : names) {
      args.add(typed(attributes.get(name)));
    }
    return args;
  }

  /** The text with each {@code :name} replaced: for keys of caches. */
  static String fill(String template, Map<String, String> attributes) {
    NamedSql parsed = parse(template);
    StringBuilder out = new StringBuilder();
    int next = 0;
    for (int i = 0; i < parsed.jdbc.length(); i++) {
      char c = parsed.jdbc.charAt(i);
      if (c == '?' && next < parsed.names.size()) {
        out.append(attributes.getOrDefault(parsed.names.get(next++), ""));
      } else {
        out.append(c);
      }
    }
    return out.toString();
  }

  private static @Nullable Object typed(@Nullable String text) {
    if (text == null || text.isEmpty() || text.length() > 18) {
      return text;
    }
    int start = text.charAt(0) == '-' && text.length() > 1 ? 1 : 0;
    for (int i = start; i < text.length(); i++) {
      if (text.charAt(i) < '0' || text.charAt(i) > '9') {
        return text;
      }
    }
    return Long.valueOf(text);
  }

  private static boolean isName(char c) {
    return Character.isLetterOrDigit(c) || c == '_';
  }
}
