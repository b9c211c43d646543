package dev.pagefault.drill;

import dev.pagefault.scenario.Change;

/** A change in a line, as it would be typed at work. Pure. */
final class ChangeText {
  private ChangeText() {}

  static String of(Change change) {
    return switch (change) {
      case Change.Deploy it -> "deploy %s %s".formatted(it.target(), it.version());
      case Change.Config it -> {
        String value = it.value();
        yield value == null
            ? "unset %s %s".formatted(it.target(), it.key())
            : "set %s %s = %s".formatted(it.target(), it.key(), value);
      }
      case Change.Flag it -> "flag %s %s".formatted(it.flag(), it.value());
      case Change.Scale it -> "scale %s to %d".formatted(it.target(), it.instances());
      case Change.Restart it -> "restart %s".formatted(it.target());
      case Change.Drain it -> "%s %s".formatted(it.drained() ? "drain" : "undrain", it.target());
      case Change.Traffic it ->
          "shift %d %% of traffic away from %s".formatted(it.percent(), it.region());
      case Change.Cancel it -> "cancel session %d of %s".formatted(it.session(), it.datastore());
      case Change.Load it -> "load of %s × %s".formatted(it.journey(), it.factor());
      case Change.Toxic it -> "network path from %s to %s".formatted(it.target(), it.peer());
    };
  }

  /** Its kind, as the change feed names it. */
  static String kind(Change change) {
    return switch (change) {
      case Change.Deploy it -> "deploy";
      case Change.Config it -> "config";
      case Change.Flag it -> "flag";
      case Change.Scale it -> "scale";
      case Change.Restart it -> "restart";
      case Change.Drain it -> "drain";
      case Change.Traffic it -> "traffic";
      case Change.Cancel it -> "cancel";
      case Change.Load it -> "load";
      case Change.Toxic it -> "network";
    };
  }

  /** What it is aimed at. */
  static String target(Change change) {
    return switch (change) {
      case Change.Deploy it -> it.target().toString();
      case Change.Config it -> it.target().toString();
      case Change.Flag it -> it.flag();
      case Change.Scale it -> it.target().toString();
      case Change.Restart it -> it.target().toString();
      case Change.Drain it -> it.target().toString();
      case Change.Traffic it -> it.region();
      case Change.Cancel it -> it.datastore();
      case Change.Load it -> it.journey();
      case Change.Toxic it -> it.target().toString();
    };
  }
}
