package dev.pagefault.debrief;

import dev.pagefault.journal.JournalEvent.Looked;
import dev.pagefault.scenario.Change;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** How changes, places and times are said in a debrief. */
final class Words {

  private static final int MAX_QUOTE = 1_000;
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT).withZone(ZoneOffset.UTC);

  private Words() {}

  /** A change, as an imperative without its object's explanation: {@code restart checkout/eu}. */
  static String of(Change change) {
    return switch (change) {
      case Change.Deploy c -> "deploy " + c.version() + " to " + c.target();
      case Change.Config c ->
          c.value() == null
              ? "take back " + c.key() + " on " + c.target()
              : "set " + c.key() + " = " + c.value() + " on " + c.target();
      case Change.Flag c -> "set flag " + c.flag() + " to " + c.value();
      case Change.Scale c -> "scale " + c.target() + " to " + c.instances();
      case Change.Restart c -> "restart " + c.target();
      case Change.Drain c -> (c.drained() ? "drain " : "put back ") + c.target();
      case Change.Traffic c -> "shift " + c.percent() + " % of " + c.region() + " away";
      case Change.Cancel c -> "cancel session " + c.session() + " of " + c.datastore();
      case Change.Load c -> "load of " + c.journey() + " × " + c.factor();
      case Change.Toxic c ->
          (c.toxic() == null ? "clear the wire" : "put " + c.toxic().said() + " on the wire")
              + " from "
              + c.target()
              + " to "
              + c.peer();
    };
  }

  /** A place that was looked at, such as {@code dashboards (checkout)}. */
  static String place(Looked looked) {
    return looked.target().isBlank() ? looked.view() : looked.view() + " (" + looked.target() + ")";
  }

  /** Time of day, UTC. */
  static String time(long millis) {
    return TIME.format(Instant.ofEpochMilli(millis));
  }

  /** Day and time, UTC. */
  static String day(long millis) {
    return DAY.format(Instant.ofEpochMilli(millis));
  }

  /** What somebody typed, as one line of bounded length. */
  static String line(String typed) {
    String one = typed.strip().replaceAll("\\s+", " ");
    return one.length() <= MAX_QUOTE ? one : one.substring(0, MAX_QUOTE) + "…";
  }
}
