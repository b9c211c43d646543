package dev.pagefault.scenario;

import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.List;

/** The time zones that a setting may hold. Pure; their rules are those of the JDK's tzdata. */
public final class Zones {
  /** Regions with rules of their own, then fixed offsets, which know of no summer time. */
  public static final List<String> WORDS =
      List.of(
          "UTC",
          "Europe/London",
          "Europe/Lisbon",
          "Europe/Berlin",
          "Europe/Paris",
          "Europe/Madrid",
          "Europe/Warsaw",
          "Europe/Athens",
          "Europe/Istanbul",
          "Africa/Cairo",
          "Africa/Lagos",
          "Africa/Johannesburg",
          "Asia/Dubai",
          "Asia/Karachi",
          "Asia/Kolkata",
          "Asia/Kathmandu",
          "Asia/Dhaka",
          "Asia/Bangkok",
          "Asia/Ho_Chi_Minh",
          "Asia/Shanghai",
          "Asia/Seoul",
          "Asia/Tokyo",
          "Australia/Adelaide",
          "Australia/Sydney",
          "Pacific/Auckland",
          "Pacific/Kiritimati",
          "Pacific/Pago_Pago",
          "America/Anchorage",
          "America/Los_Angeles",
          "America/Denver",
          "America/Chicago",
          "America/New_York",
          "America/Halifax",
          "America/St_Johns",
          "America/Sao_Paulo",
          "Atlantic/Azores",
          "-08:00",
          "-05:00",
          "+00:00",
          "+01:00",
          "+02:00",
          "+05:30",
          "+07:00",
          "+09:00");

  private Zones() {}

  /** Whether the JDK knows such a zone. */
  static boolean known(String zone) {
    try {
      return ZoneId.of(zone) != null;
    } catch (DateTimeException e) {
      return false;
    }
  }
}
