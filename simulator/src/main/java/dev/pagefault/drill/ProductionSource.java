package dev.pagefault.drill;

import dev.pagefault.control.Production;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** Where drills get their productions from. Safe to call from any thread. */
public interface ProductionSource {

  /**
   * A production of a topology, running and not yet touched; the caller owns it. {@code progress}
   * hears how far it is, on any thread.
   */
  CompletableFuture<Production> take(
      String topology, long seed, Consumer<DrillView.Progress> progress);

  /** Stops a production that was taken here. */
  CompletableFuture<Void> giveBack(Production production);
}
