package dev.pagefault.drill;

import dev.pagefault.incident.Signal;
import dev.pagefault.incident.Tick;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A stretch of a drill's course; driven by the seconds of its production. On the drill's thread.
 */
sealed interface Phase permits SettingUp, OnCall, Incident, Over {

  /** Takes a second, and what the watch noticed in it. */
  void tick(Tick tick, List<Signal> signals);

  /** Looks at the clock alone; called now and then even when no second comes. */
  void pulse();

  /** How far it is, or null: nothing is waited for. */
  DrillView.@Nullable Progress progress();
}
