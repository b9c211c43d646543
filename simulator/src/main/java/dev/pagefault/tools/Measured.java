package dev.pagefault.tools;

import dev.pagefault.drill.Drill;
import dev.pagefault.drill.Drills;
import dev.pagefault.telemetry.Telemetry;
import java.util.List;
import java.util.stream.Stream;

/**
 * A drill, and what its production measures of itself, or measured.
 *
 * @param drill its id
 */
public record Measured(String drill, Telemetry telemetry) {

  /** Those whose production runs and is being watched, earliest first. */
  public static List<Measured> running(Drills drills) {
    return drills.running().stream().flatMap(Measured::of).toList();
  }

  /** Those, and such as are over and whose telemetry is held still, earliest first. */
  public static List<Measured> held(Drills drills) {
    return drills.shown().stream().flatMap(Measured::of).toList();
  }

  private static Stream<Measured> of(Drill drill) {
    Telemetry telemetry = drill.telemetry();
    return telemetry == null ? Stream.of() : Stream.of(new Measured(drill.id(), telemetry));
  }
}
