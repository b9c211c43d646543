package dev.pagefault.mesh;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/** JSON objects of strings: what endpoints answer and messages hold. */
final class FlatJson {
  /** Fields that are read of one object; further ones are left out. */
  static final int FIELDS_MAX = 64;

  private static final JsonFactory FACTORY = new JsonFactory();
  private static final char[] HEX = "0123456789abcdef".toCharArray();

  private FlatJson() {}

  static byte[] write(Map<String, String> fields) {
    StringBuilder out = new StringBuilder(16 + 32 * fields.size());
    char separator = '{';
    for (Map.Entry<String, String> field : fields.entrySet()) {
      out.append(separator);
      quote(out, field.getKey());
      out.append(':');
      quote(out, field.getValue());
      separator = ',';
    }
    return (separator == '{' ? "{}" : out.append('}').toString()).getBytes(StandardCharsets.UTF_8);
  }

  /**
   * Scalars of an object as strings; nested values are left out. Throws {@link
   * IllegalArgumentException} where it is no JSON object.
   */
  static Map<String, String> read(byte[] json) {
    Map<String, String> fields = new LinkedHashMap<>();
    try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), json)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw new IllegalArgumentException("no JSON object");
      }
      while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
        String name = parser.currentName();
        JsonToken value = parser.nextToken();
        if (value.isStructStart()) {
          parser.skipChildren();
        } else if (value != JsonToken.VALUE_NULL && fields.size() < FIELDS_MAX) {
          fields.put(name, parser.getString());
        }
      }
    } catch (JacksonException e) {
      throw new IllegalArgumentException("no JSON object: " + e.getOriginalMessage(), e);
    }
    return fields;
  }

  private static void quote(StringBuilder out, String text) {
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        out.append('\\').append(c);
      } else if (c < ' ') {
        out.append("\\u00").append(HEX[c >> 4]).append(HEX[c & 15]);
      } else {
        out.append(c);
      }
    }
    out.append('"');
  }
}
