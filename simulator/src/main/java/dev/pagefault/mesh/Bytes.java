package dev.pagefault.mesh;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;

/** A text as its code points and its bytes. Pure. */
final class Bytes {
  /** Bytes of one line, as {@code xxd} prints them. */
  private static final int LINE = 16;

  private static final char REPLACEMENT = '\uFFFD';
  private static final List<Charset> SINGLE_BYTE =
      List.of(StandardCharsets.ISO_8859_1, Charset.forName("windows-1252"));

  private Bytes() {}

  /** {@code U+005A U+00EB}. */
  static String codePoints(String text) {
    return text.codePoints().mapToObj("U+%04X"::formatted).collect(Collectors.joining(" "));
  }

  /** UTF-8 in hexadecimal: {@code 5a c3 ab}. */
  static String hex(String text) {
    return HexFormat.ofDelimiter(" ").formatHex(text.getBytes(StandardCharsets.UTF_8));
  }

  /** UTF-8 as {@code xxd} prints it: offset, bytes in pairs, what of them is ASCII. */
  static String xxd(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    StringBuilder out = new StringBuilder();
    for (int at = 0; at < bytes.length; at += LINE) {
      StringBuilder pairs = new StringBuilder();
      StringBuilder plain = new StringBuilder();
      for (int i = at; i < Math.min(bytes.length, at + LINE); i++) {
        pairs.append("%02x".formatted(bytes[i])).append((i - at) % 2 == 1 ? " " : "");
        plain.append(bytes[i] >= ' ' && bytes[i] < 0x7f ? (char) bytes[i] : '.');
      }
      out.append("%08x: %-40s %s\n".formatted(at, pairs, plain));
    }
    return out.isEmpty() ? "(empty)\n" : out.toString();
  }

  /**
   * Whether a text looks as if its bytes had been taken for another charset's: it has the
   * replacement character in it, or its characters, written one byte each, are UTF-8 ({@code Ã«}).
   */
  static boolean looksReread(String text) {
    if (text.chars().allMatch(c -> c < 0x80)) {
      return false;
    }
    return text.indexOf(REPLACEMENT) >= 0
        || SINGLE_BYTE.stream().anyMatch(charset -> isUtf8In(text, charset));
  }

  private static boolean isUtf8In(String text, Charset charset) {
    try {
      ByteBuffer bytes = charset.newEncoder().encode(CharBuffer.wrap(text));
      return StandardCharsets.UTF_8.newDecoder().decode(bytes).length() > 0;
    } catch (CharacterCodingException e) {
      return false;
    }
  }
}
