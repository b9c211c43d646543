package dev.pagefault.mesh;

import dev.pagefault.scenario.ByteSize;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A setting that a service understands.
 *
 * @param key such as {@code orders-db.pool.max}
 * @param about what it does, in one line
 * @param initial its value where neither version nor topology nor anybody says otherwise
 * @param kind which values it takes
 */
public record Tunable(String key, String about, String initial, Kind kind) {
  private static final Pattern DURATION = Pattern.compile("(\\d{1,9})(ms|s|m|h)");

  /** Which values a setting takes. */
  public sealed interface Kind {}

  /** A whole number, bounds inclusive. */
  public record Whole(int min, int max) implements Kind {}

  /** A duration such as {@code 800ms}, bounds inclusive; or {@code 0}, which means none. */
  public record Time(Duration min, Duration max) implements Kind {}

  /** One of a few words. */
  public record Choice(List<String> words) implements Kind {}

  /** Any line of at most {@code maxLength} characters. */
  public record Text(int maxLength) implements Kind {}

  /** A number that may have up to three decimals, bounds inclusive. */
  public record Decimal(double min, double max) implements Kind {}

  /** An amount of memory such as {@code 256m} or {@code 512Mi}, bounds inclusive, bytes. */
  public record Size(long min, long max) implements Kind {}

  /** Throws {@link IllegalArgumentException} that says what the setting takes, if not this. */
  public void check(String value) {
    switch (kind) {
      case Whole(int min, int max) -> {
        if (!value.matches("-?\\d{1,9}")
            || Integer.parseInt(value) < min
            || Integer.parseInt(value) > max) {
          throw refuse(value, "takes a whole number from " + min + " to " + max);
        }
      }
      case Time(Duration min, Duration max) -> {
        String takes =
            "takes 0 (none) or a duration from %s to %s, such as 800ms or 2s"
                .formatted(written(min), written(max));
        Duration duration;
        try {
          duration = duration(value);
        } catch (IllegalArgumentException e) {
          throw refuse(value, takes);
        }
        if (!duration.isZero() && (duration.compareTo(min) < 0 || duration.compareTo(max) > 0)) {
          throw refuse(value, takes);
        }
      }
      case Choice(List<String> words) -> {
        if (!words.contains(value)) {
          throw refuse(value, "takes one of " + words);
        }
      }
      case Text(int maxLength) -> {
        if (value.isBlank()
            || value.length() > maxLength
            || value.chars().anyMatch(Character::isISOControl)) {
          throw refuse(value, "takes one line of 1 to " + maxLength + " characters");
        }
      }
      case Decimal(double min, double max) -> {
        if (!value.matches("\\d{1,3}(\\.\\d{1,3})?")
            || Double.parseDouble(value) < min
            || Double.parseDouble(value) > max) {
          throw refuse(value, "takes a number from %s to %s, such as 0.5".formatted(min, max));
        }
      }
      case Size(long min, long max) -> {
        String takes =
            "takes a size from %s to %s, such as 256m or 512Mi"
                .formatted(new ByteSize(min), new ByteSize(max));
        long bytes;
        try {
          bytes = ByteSize.parse(value).bytes();
        } catch (IllegalArgumentException e) {
          throw refuse(value, takes);
        }
        if (bytes < min || bytes > max) {
          throw refuse(value, takes);
        }
      }
    }
  }

  /**
   * Reads {@code 0}, {@code 50ms}, {@code 2s}, {@code 5m} or {@code 1h}; throws {@link
   * IllegalArgumentException} for anything else, a number without a unit included.
   */
  public static Duration duration(String text) {
    if (text.equals("0")) {
      return Duration.ZERO;
    }
    Matcher matcher = DURATION.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException("no duration such as 50ms, 2s or 5m: " + text);
    }
    long amount = Long.parseLong(matcher.group(1));
    return switch (matcher.group(2)) {
      case "ms" -> Duration.ofMillis(amount);
      case "s" -> Duration.ofSeconds(amount);
      case "m" -> Duration.ofMinutes(amount);
      default -> Duration.ofHours(amount);
    };
  }

  private IllegalArgumentException refuse(String value, String takes) {
    String shown = value.length() > 40 ? value.substring(0, 40) + "…" : value;
    return new IllegalArgumentException("value: " + key + " " + takes + "; not \"" + shown + "\"");
  }

  private static String written(Duration duration) {
    return duration.toMillis() % 1000 == 0
        ? duration.toSeconds() + "s"
        : duration.toMillis() + "ms";
  }
}
