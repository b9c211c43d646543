package dev.pagefault.scenario;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An amount of data as files write it: {@code 512B 16KB 4MB 100GB}; units are powers of 1024, as in
 * PostgreSQL's and the JVM's settings.
 *
 * @param bytes 0 or more
 */
public record Size(long bytes) {
  /** One GB, bytes. */
  public static final long GIB = 1L << 30;

  private static final Pattern FORM = Pattern.compile("(\\d{1,9})(B|KB|MB|GB)");

  /** Parses the written form. Throws {@link IllegalArgumentException} that says what to write. */
  @JsonCreator
  public static Size parse(String text) {
    Matcher form = FORM.matcher(text);
    if (!form.matches()) {
      throw new IllegalArgumentException(
          "\""
              + text
              + "\" is not a size; write a whole number and a unit: 512B, 16KB, 4MB, 100GB");
    }
    long number = Long.parseLong(form.group(1));
    return new Size(
        switch (form.group(2)) {
          case "B" -> number;
          case "KB" -> number << 10;
          case "MB" -> number << 20;
          default -> number << 30;
        });
  }

  /** In the largest unit that loses nothing. */
  @JsonValue
  @Override
  public String toString() {
    if (bytes >= GIB && bytes % GIB == 0) {
      return bytes / GIB + "GB";
    }
    if (bytes >= 1 << 20 && bytes % (1 << 20) == 0) {
      return (bytes >> 20) + "MB";
    }
    return bytes >= 1 << 10 && bytes % (1 << 10) == 0 ? (bytes >> 10) + "KB" : bytes + "B";
  }
}
