package dev.pagefault.control;

import dev.pagefault.incident.Tick;
import dev.pagefault.mesh.MeshState;
import dev.pagefault.mesh.Probe;
import dev.pagefault.mesh.Reading;
import dev.pagefault.scenario.Change;
import dev.pagefault.scenario.Topology;
import dev.pagefault.telemetry.Telemetry;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A miniature production at work: a mesh under load with its telemetry and its change feed, and the
 * one door through which changes come in. Safe to call from any thread; futures complete on any
 * thread.
 */
public interface Production {

  /** What runs. */
  Topology topology();

  /** What it measured of itself; users' signals are in it as well. */
  Telemetry telemetry();

  /** The state that is wanted of the mesh. */
  MeshState state();

  /**
   * Applies a change; completes once it has taken hold. Fails with {@link IllegalArgumentException}
   * (nothing was done) when it names what is not there or is out of bounds; the message names the
   * field and the way out.
   */
  CompletableFuture<Applied> apply(Change change, Announcement announcement);

  /**
   * What a change would touch, without doing it. Throws {@link IllegalArgumentException} as {@link
   * #apply} fails.
   */
  Preview preview(Change change);

  /** Everything that can be read. */
  List<Probe> probes();

  /** Reads a component's inner state and judges it against the baseline. */
  CompletableFuture<Reading> read(Probe probe);

  /**
   * Reads every probe and keeps what it sees as this mesh's baseline for the outcomes of later
   * readings.
   */
  CompletableFuture<Void> keepBaseline();

  /** Hears what users saw, each second, until the returned action is run. */
  Runnable onTick(Consumer<Tick> listener);

  /**
   * Completes with the reason, in one line with the way out, when what it stands on has gone:
   * nothing of it can go on then but {@link #stop}. Never where that can't happen.
   */
  default CompletableFuture<String> lost() {
    return new CompletableFuture<>();
  }

  /** Stops everything; leaves no port, thread or timer behind. */
  CompletableFuture<Void> stop();

  /**
   * What a change did.
   *
   * @param feedId its id in the change feed, or of its own where it was not announced
   * @param instances that were touched
   * @param inverse the changes that take it back
   */
  record Applied(String feedId, List<String> instances, List<Change> inverse, String detail) {}

  /**
   * How a change appears in the change feed.
   *
   * @param shown whether it appears at all
   * @param atMillis when it is said to have happened, epoch milliseconds; null: now
   * @param id its id in the feed, or null: a new one
   */
  record Announcement(
      boolean shown,
      @Nullable String id,
      @Nullable Long atMillis,
      String author,
      String summary,
      @Nullable String diff) {

    /** A change that nobody announces. */
    public static final Announcement SILENT = new Announcement(false, null, null, "", "", null);
  }

  /**
   * What a change would do: instances touched, share of capacity lost meanwhile, how long it takes,
   * the way back.
   */
  record Preview(
      List<String> instances,
      int capacityLostPercent,
      int seconds,
      String wayBack,
      @Nullable String warning) {}
}
