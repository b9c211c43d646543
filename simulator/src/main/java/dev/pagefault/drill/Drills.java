package dev.pagefault.drill;

import dev.pagefault.journal.DrillSummary;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** All drills of a server, running and past. Safe to call from any thread. */
public interface Drills extends AutoCloseable {

  /**
   * Opens a drill; completes once it is in the journal, before its mesh is ready. Fails with {@link
   * ActRefused}.
   */
  CompletableFuture<Drill> open(OpenRequest request);

  /** A drill of this server, running or past, or null. */
  @Nullable Drill get(String id);

  /** All drills, latest first. */
  List<Line> list();

  /**
   * Sets an interrupted drill up again on a new production; the same scenario and seed, with
   * everything acknowledged.
   */
  CompletableFuture<Drill> resume(String id);

  /** Ends an interrupted drill; its debrief is made from what is there. */
  CompletableFuture<Drill> finish(String id);

  /** Stops what runs; drills that were not over can be resumed after the next start. */
  @Override
  void close();

  /** A line of the list. */
  record Line(DrillSummary summary, DrillState state) {}
}
