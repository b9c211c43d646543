package dev.pagefault.mesh;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A request's attributes as they travel: the query part of its URI. */
final class QueryString {
  /** Attributes taken of one request; further ones are left out. */
  static final int ATTRIBUTES_MAX = 64;

  private QueryString() {}

  static Map<String, String> read(@Nullable String query) {
    Map<String, String> attributes = new HashMap<>();
    if (query == null) {
      return attributes;
    }
    int start = 0;
    while (start < query.length() && attributes.size() < ATTRIBUTES_MAX) {
      int end = query.indexOf('&', start);
      end = end < 0 ? query.length() : end;
      int equals = query.indexOf('=', start);
      if (equals > start && equals < end) {
        attributes.put(
            decode(query.substring(start, equals)), decode(query.substring(equals + 1, end)));
      }
      start = end + 1;
    }
    return attributes;
  }

  /** {@code path?a=1&b=2}. */
  static String append(String path, Map<String, String> attributes) {
    if (attributes.isEmpty()) {
      return path;
    }
    StringBuilder out = new StringBuilder(path.length() + 24 * attributes.size()).append(path);
    char separator = '?';
    for (Map.Entry<String, String> attribute : attributes.entrySet()) {
      out.append(separator).append(encode(attribute.getKey())).append('=');
      out.append(encode(attribute.getValue()));
      separator = '&';
    }
    return out.toString();
  }

  private static String decode(String text) {
    if (text.indexOf('%') < 0 && text.indexOf('+') < 0) {
      return text;
    }
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return text; // a lone % is taken as it stands
    }
  }

  private static String encode(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (!plain(text.charAt(i))) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
      }
    }
    return text;
  }

  private static boolean plain(char c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || c == '-'
        || c == '_'
        || c == '.';
  }
}
