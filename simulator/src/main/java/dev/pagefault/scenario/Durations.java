package dev.pagefault.scenario;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as they are written in files: {@code 250us 800ms 2s 5m -26h 3d}, and {@code 0}. */
public final class Durations {
  private static final Pattern FORM = Pattern.compile("(-?)(\\d{1,9})(us|ms|s|m|h|d)");

  /** What to write, for error messages. */
  static final String FORM_SAID = "write a whole number and a unit: 250us, 800ms, 2s, 5m, -26h, 3d";

  private Durations() {}

  /** The duration written so, or empty when it is none. */
  public static Optional<Duration> parse(String text) {
    if (text.equals("0")) {
      return Optional.of(Duration.ZERO);
    }
    Matcher form = FORM.matcher(text);
    if (!form.matches()) {
      return Optional.empty();
    }
    long number = Long.parseLong(form.group(2));
    Duration length =
        switch (form.group(3)) {
          case "us" -> Duration.ofNanos(number * 1_000);
          case "ms" -> Duration.ofMillis(number);
          case "s" -> Duration.ofSeconds(number);
          case "m" -> Duration.ofMinutes(number);
          case "h" -> Duration.ofHours(number);
          default -> Duration.ofDays(number);
        };
    return Optional.of(form.group(1).isEmpty() ? length : length.negated());
  }

  /** Writes a duration in the largest unit that loses nothing. */
  public static String format(Duration duration) {
    long nanos = duration.toNanos();
    if (nanos == 0) {
      return "0s";
    }
    long[] sizes = {
      86_400_000_000_000L, 3_600_000_000_000L, 60_000_000_000L, 1_000_000_000L, 1_000_000L
    };
    String[] units = {"d", "h", "m", "s", "ms"};
    for (int i = 0; i < sizes.length; i++) {
      if (nanos % sizes[i] == 0) {
        return nanos / sizes[i] + units[i];
      }
    }
    return nanos / 1_000 + "us";
  }
}
