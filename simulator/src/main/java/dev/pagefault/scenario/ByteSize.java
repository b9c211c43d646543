package dev.pagefault.scenario;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An amount of memory or data as it is written in files and settings: {@code 40KB}, {@code 256m}
 * (as behind {@code -Xmx}), {@code 512Mi} (as in a container's limit). Every unit is a power of
 * 1024, as the JVM counts.
 *
 * @param bytes 0 or more
 */
public record ByteSize(long bytes) {
  /** One GiB, bytes. */
  public static final long GIB = 1L << 30;

  private static final Pattern FORM = Pattern.compile("(\\d{1,9})(B|([KMG])(?:i?B|i)?)");
  private static final long KIB = 1L << 10;

  /** What to write, for error messages. */
  static final String FORM_SAID = "write a whole number and a unit: 40KB, 256m, 512Mi, 1g";

  public ByteSize {
    if (bytes < 0) {
      throw new IllegalArgumentException("bytes must be 0 or more: " + bytes);
    }
  }

  /** Parses the written form. Throws {@link IllegalArgumentException} that says what to write. */
  @JsonCreator
  public static ByteSize parse(String text) {
    Matcher form = FORM.matcher(normal(text));
    if (!form.matches()) {
      throw new IllegalArgumentException("\"" + text + "\" is not a size; " + FORM_SAID);
    }
    long number = Long.parseLong(form.group(1));
    String unit = form.group(3);
    if (unit == null) {
      return new ByteSize(number);
    }
    return new ByteSize(
        switch (unit) {
          case "K" -> number * KIB;
          case "M" -> number * KIB * KIB;
          default -> number * KIB * KIB * KIB;
        });
  }

  /** In the largest unit that loses nothing. */
  @JsonValue
  @Override
  public String toString() {
    if (bytes >= KIB * KIB * KIB && bytes % (KIB * KIB * KIB) == 0) {
      return bytes / (KIB * KIB * KIB) + "GB";
    }
    if (bytes >= KIB * KIB && bytes % (KIB * KIB) == 0) {
      return bytes / (KIB * KIB) + "MB";
    }
    return bytes >= KIB && bytes % KIB == 0 ? bytes / KIB + "KB" : bytes + "B";
  }

  /** Units in any case: {@code m}, {@code MB} and {@code mb} are one. */
  private static String normal(String text) {
    return text.strip().toUpperCase(Locale.ROOT).replace("I", "i");
  }
}
