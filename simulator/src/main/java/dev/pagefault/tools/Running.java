package dev.pagefault.tools;

import dev.pagefault.drill.Drill;
import dev.pagefault.drill.Drills;
import dev.pagefault.telemetry.Telemetry;
import java.util.ArrayList;
import java.util.List;

/**
 * A drill whose production runs and is being watched, and what that production measures of itself.
 *
 * @param drill its id
 */
public record Running(String drill, Telemetry telemetry) {

  /** Those there are now, earliest first. */
  public static List<Running> of(Drills drills) {
    List<Running> running = new ArrayList<>();
    for (Drill drill : drills.running()) {
      Telemetry telemetry = drill.telemetry();
      if (telemetry != null) {
        running.add(new Running(drill.id(), telemetry));
      }
    }
    return running;
  }
}
