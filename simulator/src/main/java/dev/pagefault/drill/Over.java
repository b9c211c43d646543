package dev.pagefault.drill;

import dev.pagefault.incident.Signal;
import dev.pagefault.incident.Tick;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Nothing happens on the mesh any more. */
record Over() implements Phase {
  @Override
  public void tick(Tick tick, List<Signal> signals) {}

  @Override
  public void pulse() {}

  @Override
  public DrillView.@Nullable Progress progress() {
    return null;
  }
}
