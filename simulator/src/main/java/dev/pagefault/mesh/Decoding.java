package dev.pagefault.mesh;

import java.nio.charset.Charset;

/**
 * Bytes taken for another charset than they were written in, as a hop does that goes by its default
 * charset:
 *
 * <pre>
 *   ë ─ utf-8 ─▶ c3 ab ─ iso-8859-1 ─▶ Ã«
 * </pre>
 *
 * Pure. What a charset doesn't have becomes {@code ?} when it is written and U+FFFD when it is
 * read, as everywhere in Java.
 */
final class Decoding {
  /** Longest text that comes out, characters; the rest is cut off. */
  static final int LENGTH_MAX = 256;

  private Decoding() {}

  static String decode(String text, Charset from, Charset as) {
    String read = from.equals(as) && isPlain(text) ? text : new String(text.getBytes(from), as);
    return read.length() <= LENGTH_MAX ? read : cut(read, LENGTH_MAX);
  }

  /** The first so many characters, and never half of one. */
  static String cut(String text, int length) {
    if (text.length() <= length) {
      return text;
    }
    boolean half = Character.isHighSurrogate(text.charAt(length - 1));
    return text.substring(0, half ? length - 1 : length);
  }

  private static boolean isPlain(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) >= 0x80) {
        return false;
      }
    }
    return true;
  }
}
