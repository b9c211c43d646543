package dev.pagefault.bot;

import dev.pagefault.control.Production;
import dev.pagefault.drill.Act;
import dev.pagefault.drill.ActRefused;
import dev.pagefault.drill.ActResult;
import dev.pagefault.drill.Actor;
import dev.pagefault.drill.Drill;
import dev.pagefault.drill.DrillState;
import dev.pagefault.drill.DrillView;
import dev.pagefault.drill.StreamItem;
import dev.pagefault.mesh.MeshState;
import dev.pagefault.mesh.Probe;
import dev.pagefault.telemetry.ChangeFeed;
import dev.pagefault.telemetry.QueryException;
import dev.pagefault.telemetry.RangeResult;
import dev.pagefault.telemetry.Telemetry;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;

/**
 * A place at a drill's table: what a person can do and see there, told top to bottom. Belongs to
 * one player and is used from one (virtual) thread.
 */
public final class Seat {
  /** How long an act may take to be durable, and a diagnostic to answer. */
  private static final Duration ACT_LIMIT = Duration.ofSeconds(60);

  /** How often a test is run while what it reads is starting, and the time between. */
  private static final int READ_AGAIN = 15;

  private static final Duration BETWEEN_READS = Duration.ofSeconds(2);

  /** How far before the moment that is asked for a sample may lie. */
  private static final long RECENT_MILLIS = 10_000;

  private final Drill drill;
  private final Actor actor;
  private final AtomicLong keys = new AtomicLong();

  /** The opener's seat. */
  public Seat(Drill drill) {
    this.drill = drill;
    this.actor = new Actor(drill.opener(), "bot");
  }

  /** The drill as it looks from here. */
  public DrillView view() {
    return drill.view(actor.participant());
  }

  /** The drill itself, for what lies open to every participant. */
  public Drill drill() {
    return drill;
  }

  /** Does an act and waits until it is durable. */
  public ActResult act(Act act) throws InterruptedException {
    return join(drill.act(actor, Long.toString(keys.incrementAndGet()), act), ACT_LIMIT);
  }

  /** Runs a test, again and again while what it reads is just starting. */
  public ActResult runTest(String test) throws InterruptedException {
    for (int left = READ_AGAIN; ; left--) {
      try {
        return act(new Act.RunTest(test));
      } catch (ActRefused e) {
        if (left == 0 || e.kind() != ActRefused.Kind.CONFLICT) {
          throw e;
        }
        pause(BETWEEN_READS);
      }
    }
  }

  /** Does an act that names what it made, and returns the name. */
  public String name(Act act) throws InterruptedException {
    return act(act) instanceof ActResult.Named named ? named.id() : "";
  }

  /**
   * Waits until the drill is as wanted, or over. Throws {@link IllegalStateException} when it takes
   * too long.
   */
  public DrillView await(Predicate<DrillView> wanted, Duration limit) throws InterruptedException {
    CompletableFuture<DrillView> seen = new CompletableFuture<>();
    Runnable unsubscribe =
        drill.subscribe(
            actor.participant(),
            Long.MAX_VALUE,
            item -> {
              if (item instanceof StreamItem.State state
                  && (wanted.test(state.view()) || state.view().state().over())) {
                seen.complete(state.view());
              }
            });
    try {
      return join(seen, limit);
    } finally {
      unsubscribe.run();
    }
  }

  /** Waits until the drill is in a state, or over. */
  public DrillView await(DrillState state, Duration limit) throws InterruptedException {
    return await(view -> view.state() == state, limit);
  }

  /** Makes a change and waits until it took hold or failed. */
  public void change(Act.MakeChange change) throws InterruptedException {
    if (act(change) instanceof ActResult.Changing changing) {
      await(
          view ->
              view.applied().stream()
                  .anyMatch(made ->
                      made.id().equals(changing.changeId()) && !made.progress().equals("applying")),
          ACT_LIMIT);
    }
  }

  /** Lets time pass, and returns early when the drill is over. */
  public void pause(Duration length) throws InterruptedException {
    CompletableFuture<Void> over = new CompletableFuture<>();
    Runnable unsubscribe =
        drill.subscribe(
            actor.participant(),
            Long.MAX_VALUE,
            item -> {
              if (item instanceof StreamItem.State state && state.view().state().over()) {
                over.complete(null);
              }
            });
    try {
      over.get(length.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      // The ordinary case: time passed.
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    } finally {
      unsubscribe.run();
    }
  }

  /** The state that is wanted of the mesh, as the actions show it. */
  public MeshState state() {
    return production().state();
  }

  /** Everything that can be read of the mesh. */
  public List<Probe> probes() {
    return production().probes();
  }

  private Production production() {
    return Objects.requireNonNull(drill.production(), "the mesh is stopped");
  }

  /** Evaluates a query over the last {@code span}, second by second. */
  public RangeResult range(String query, long fromMillis, long toMillis, int stepSeconds) {
    try {
      return telemetry().range(query, fromMillis, toMillis, stepSeconds);
    } catch (QueryException e) {
      throw new IllegalArgumentException(query + ": " + e.getMessage(), e);
    }
  }

  /** The highest of a query's lines as it stood at a moment; 0 where nothing was measured. */
  public double highest(String query, long atMillis) {
    return range(query, atMillis - RECENT_MILLIS, atMillis, 1).series().stream()
        .mapToDouble(Findings::last)
        .max()
        .orElse(0);
  }

  /** The announced changes. */
  public ChangeFeed feed() {
    return telemetry().feed();
  }

  /** What the production measured. */
  public Telemetry telemetry() {
    return Objects.requireNonNull(drill.telemetry(), "the drill has no production yet");
  }

  private static <T> T join(CompletableFuture<T> future, Duration limit)
      throws InterruptedException {
    try {
      return future.get(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException unchecked
          ? unchecked
          : new IllegalStateException(e.getCause());
    } catch (TimeoutException e) {
      throw new IllegalStateException("nothing came within " + limit.toSeconds() + " s", e);
    }
  }
}
