package dev.pagefault.mesh;

import dev.pagefault.scenario.FieldStep;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.regex.Pattern;

/**
 * What calendar and clocks show in a zone, by java.time and its tzdata; summer time included. Pure.
 */
final class LocalTimes {
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm");
  private static final DateTimeFormatter DATE_TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm");
  private static final DateTimeFormatter OFFSET_TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mmxxx");

  private static final Pattern MILLIS = Pattern.compile("-?\\d{6,18}");

  private LocalTimes() {}

  /**
   * A local time.
   *
   * @param offsetMinutes by how much the zone's clocks were ahead of UTC then
   */
  record Local(String text, int offsetMinutes) {}

  /** Throws what java.time throws where the instant is out of its range. */
  static Local of(long epochMillis, ZoneId zone, FieldStep.Shown shows) {
    ZonedDateTime time = Instant.ofEpochMilli(epochMillis).atZone(zone);
    String text =
        switch (shows) {
          case DATE -> time.toLocalDate().toString();
          case TIME -> TIME.format(time);
          case DATE_TIME -> DATE_TIME.format(time);
          case OFFSET_TIME -> OFFSET_TIME.format(time);
        };
    return new Local(text, time.getOffset().getTotalSeconds() / 60);
  }

  /**
   * The date that a text means in a zone: of milliseconds since the epoch, of a time with its zone,
   * or a date as such. Throws what java.time throws where it is none of them.
   */
  static LocalDate date(String text, ZoneId zone) {
    if (MILLIS.matcher(text).matches()) {
      return Instant.ofEpochMilli(Long.parseLong(text)).atZone(zone).toLocalDate();
    }
    return text.indexOf('T') < 0
        ? LocalDate.parse(text)
        : ZonedDateTime.parse(text).withZoneSameInstant(zone).toLocalDate();
  }
}
