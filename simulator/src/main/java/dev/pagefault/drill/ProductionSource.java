package dev.pagefault.drill;

import dev.pagefault.control.Production;
import dev.pagefault.incident.Tick;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** Where drills get their productions from. Safe to call from any thread. */
public interface ProductionSource {

  /**
   * A production of a topology, running and not yet touched; the caller owns it. {@code progress}
   * hears how far it is, on any thread.
   */
  CompletableFuture<Warm> take(String topology, long seed, Consumer<DrillView.Progress> progress);

  /** Stops a production that was taken here. */
  CompletableFuture<Void> giveBack(Production production);

  /**
   * A production with what its users saw in the seconds before it was taken, oldest first; empty
   * where it has only just started.
   */
  record Warm(Production production, List<Tick> past) {}
}
