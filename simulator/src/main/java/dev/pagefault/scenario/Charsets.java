package dev.pagefault.scenario;

import java.nio.charset.Charset;
import java.nio.charset.UnsupportedCharsetException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The charsets that steps may name, in lower case as they stand in configuration files; every JDK
 * has them. Pure.
 */
public final class Charsets {
  /** As they are written. */
  public static final List<String> WORDS =
      List.of("utf-8", "iso-8859-1", "windows-1252", "us-ascii", "utf-16");

  private static final Map<String, Charset> BY_WORD = byWord();

  private Charsets() {}

  /** Throws {@link UnsupportedCharsetException} where there is no such charset. */
  public static Charset of(String word) {
    Charset charset = BY_WORD.get(word);
    if (charset == null) {
      throw new UnsupportedCharsetException(word);
    }
    return charset;
  }

  private static Map<String, Charset> byWord() {
    Map<String, Charset> all = new LinkedHashMap<>();
    WORDS.forEach(word -> all.put(word, Charset.forName(word)));
    return Map.copyOf(all);
  }
}
