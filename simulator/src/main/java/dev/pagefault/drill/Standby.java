package dev.pagefault.drill;

import dev.pagefault.control.Production;
import dev.pagefault.incident.Tick;
import dev.pagefault.time.Clock;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps one production warm from the server's start on, so that a drill begins at once on a mesh
 * with minutes of real history; hands it over and warms the next. Never more than {@code max} run,
 * those that are being stopped included; a drill beyond waits in line. One that is for another
 * topology and finds no place takes that of the production that stands by. Safe to call from any
 * thread.
 *
 * <p>The one that stands by was started before anybody asked, so what is asked of it is drawn from
 * a seed of its own, and not from the drill's.
 */
public final class Standby implements ProductionSource, AutoCloseable {
  /** Productions that run at a time, the one that stands by included. */
  public static final int MAX = 6;

  /** Seconds of users' signals that are handed over. */
  private static final int PAST = 120;

  private static final DrillView.Progress STARTS =
      new DrillView.Progress("mesh", "The production starts", 0, null);

  private static final Logger LOG = LoggerFactory.getLogger(Standby.class);

  private final String topology;
  private final Starter starter;
  private final int max;
  private final Clock clock;
  private final RandomGenerator seeds;

  private final Set<Production> taken = new LinkedHashSet<>();
  private final Deque<Waiting> line = new ArrayDeque<>();

  /** What is being stopped keeps its place until it has. */
  private final Map<Production, CompletableFuture<Void>> leaving = new HashMap<>();

  private @Nullable Ready ready;

  /** Why the last one that was to stand by could not be started. */
  private @Nullable String problem;

  private int starting;
  private boolean warming;
  private boolean closed;

  /** How a production is started. */
  public interface Starter {
    /** A running production of a topology; the caller owns it. */
    CompletableFuture<? extends Production> start(String topology, long seed);
  }

  /** How the mesh is. */
  public enum State {
    STARTING,
    WARM,
    BUSY,
    /** It could not be started; that is tried again when a drill asks for it. */
    FAILED
  }

  /**
   * {@code warmForSeconds} is 0 unless it is warm; {@code problem} says why it could not be
   * started, with the way out.
   */
  public record Status(State mesh, long warmForSeconds, @Nullable String problem) {}

  /** Stands by with productions of {@code topology}, once {@link #begin} was called. */
  public Standby(String topology, Starter starter, int max, Clock clock, RandomGenerator seeds) {
    this.topology = topology;
    this.starter = starter;
    this.max = max;
    this.clock = clock;
    this.seeds = seeds;
  }

  /** Starts to warm the first one. */
  public void begin() {
    next();
  }

  /** Productions that run or start, the one that stands by included. */
  public synchronized int running() {
    return taken.size() + starting + (ready == null ? 0 : 1);
  }

  /** How the mesh is now. */
  public synchronized Status status() {
    Ready standing = ready;
    if (standing != null) {
      long warm = TimeUnit.NANOSECONDS.toSeconds(clock.nanos() - standing.sinceNanos());
      return new Status(State.WARM, warm, null);
    }
    if (taken.size() >= max) {
      return new Status(State.BUSY, 0, null);
    }
    return problem == null || warming
        ? new Status(State.STARTING, 0, null)
        : new Status(State.FAILED, 0, problem);
  }

  @Override
  public CompletableFuture<Warm> take(
      String wanted, long seed, Consumer<DrillView.Progress> progress) {
    Waiting waiting = new Waiting(wanted, seed, progress, new CompletableFuture<>());
    synchronized (this) {
      if (closed) {
        return CompletableFuture.failedFuture(new IllegalStateException("the server is stopping"));
      }
      line.add(waiting);
    }
    next();
    return waiting.warm();
  }

  @Override
  public CompletableFuture<Void> giveBack(Production production) {
    CompletableFuture<Void> gone;
    synchronized (this) {
      if (!taken.remove(production)) {
        return CompletableFuture.completedFuture(null);
      }
      gone = leaves(production);
    }
    return end(production, gone);
  }

  /** Under the lock: one is about to be stopped. */
  private CompletableFuture<Void> leaves(Production production) {
    CompletableFuture<Void> gone = new CompletableFuture<>();
    leaving.put(production, gone);
    return gone;
  }

  private CompletableFuture<Void> end(Production production, CompletableFuture<Void> gone) {
    return production
        .stop()
        .whenComplete((stopped, failure) -> {
          synchronized (this) {
            leaving.remove(production);
          }
          gone.complete(null);
          next();
        });
  }

  /** Does whatever can be done now: hands over, starts for the first in line, warms one. */
  private void next() {
    List<Runnable> told = new ArrayList<>(); // before anything is done: what is done tells more
    List<Runnable> todo = new ArrayList<>();
    synchronized (this) {
      if (closed) {
        return;
      }
      Waiting first = line.peek();
      Ready standing = ready;
      if (first != null && standing != null && first.topology().equals(topology)) {
        line.remove();
        ready = null;
        taken.add(standing.production());
        standing.deaf().run();
        Warm warm = new Warm(standing.production(), standing.past());
        todo.add(() -> first.warm().complete(warm));
      } else if (first != null && !first.topology().equals(topology) && room()) {
        line.remove();
        starting++;
        told.add(() -> first.progress().accept(STARTS));
        todo.add(() -> startFor(first));
      } else if (first != null && standing != null && leaving.isEmpty()) {
        ready = null; // it gives way: there is no other place
        standing.deaf().run();
        CompletableFuture<Void> gone = leaves(standing.production());
        todo.add(() -> {
          CompletableFuture<Void> _ = end(standing.production(), gone);
        });
      }
      if (ready == null && !warming && room()) {
        warming = true;
        starting++;
        todo.add(this::warm);
      }
      tell(told);
    }
    told.forEach(Runnable::run);
    todo.forEach(Runnable::run);
  }

  private boolean room() {
    return running() + leaving.size() < max;
  }

  /** Tells everybody in line where they stand. */
  private void tell(List<Runnable> told) {
    int place = 0;
    for (Waiting waiting : line) {
      boolean next = place++ == 0 && starting > 0;
      String detail =
          leaving.isEmpty()
              ? "All %d productions are in use; %d before you".formatted(max, place - 1)
              : "Another production is being stopped; %d before you".formatted(place - 1);
      DrillView.Progress progress =
          next ? STARTS : new DrillView.Progress("queue", detail, 0, null);
      told.add(() -> waiting.progress().accept(progress));
    }
  }

  private void warm() {
    start(
        topology,
        seeds.nextInt(1, Integer.MAX_VALUE),
        (production, failure) -> {
          Waiting first;
          Waiting unlucky = null;
          synchronized (this) {
            warming = false;
            starting--;
            problem = failure == null ? null : why(failure);
            first = line.peek();
            if (production != null) {
              ready = Ready.of(production, clock.nanos());
            } else if (first != null && first.topology().equals(topology)) {
              unlucky = line.remove();
            }
          }
          if (unlucky != null && failure != null) {
            unlucky.warm().completeExceptionally(failure);
          }
          if (production != null) {
            CompletableFuture<Void> _ = production.lost().thenAccept(why -> drop(production));
          }
          if (production != null || first != null) {
            next(); // with nobody waiting, a failing start is tried again when somebody asks
          }
        });
  }

  /** What it stands on has gone: who comes next is not to wait for it. */
  @SuppressWarnings("ReferenceEquality") // another production, however alike
  private void drop(Production lost) {
    CompletableFuture<Void> gone;
    synchronized (this) {
      Ready standing = ready;
      if (standing == null || standing.production() != lost) {
        return; // a drill has it
      }
      ready = null;
      standing.deaf().run();
      gone = leaves(lost);
    }
    CompletableFuture<Void> _ = end(lost, gone);
  }

  private void startFor(Waiting first) {
    start(
        first.topology(),
        first.seed(),
        (production, failure) -> {
          synchronized (this) {
            starting--;
            if (production != null) {
              problem = null;
              taken.add(production);
            }
          }
          if (production != null) {
            first.warm().complete(new Warm(production, List.of()));
          } else if (failure != null) {
            first.warm().completeExceptionally(failure);
          }
          next();
        });
  }

  private void start(String what, long seed, Started then) {
    CompletableFuture<?> _ =
        starter
            .start(what, seed)
            .whenComplete((production, failure) -> {
              if (failure != null && !isClosed()) {
                LOG.error("a production of {} could not be started: {}", what, why(failure));
                LOG.debug("where it failed", failure);
              }
              if (production != null && isClosed()) {
                CompletableFuture<Void> _ = production.stop();
              } else {
                then.done(production, failure);
              }
            });
  }

  private static String why(Throwable failure) {
    Throwable cause = failure.getCause() == null ? failure : failure.getCause();
    return cause.getMessage() == null ? cause.toString() : cause.getMessage();
  }

  private synchronized boolean isClosed() {
    return closed;
  }

  /** Stops every production, also those that are taken. Doesn't wait for it; see {@link #stop}. */
  @Override
  public void close() {
    CompletableFuture<Void> _ = stop();
  }

  /**
   * Stops every production, also those that are taken; completes once they have stopped, and those
   * that were being stopped already.
   */
  public CompletableFuture<Void> stop() {
    List<Production> all = new ArrayList<>();
    List<CompletableFuture<Void>> before;
    List<Waiting> refused;
    synchronized (this) {
      closed = true;
      all.addAll(taken);
      taken.clear();
      Ready standing = ready;
      if (standing != null) {
        standing.deaf().run();
        all.add(standing.production());
      }
      ready = null;
      before = List.copyOf(leaving.values());
      refused = List.copyOf(line);
      line.clear();
    }
    refused.forEach(
        it -> it.warm().completeExceptionally(new IllegalStateException("the server is stopping")));
    return CompletableFuture.allOf(
        Stream.concat(all.stream().map(Production::stop), before.stream())
            .toArray(CompletableFuture[]::new));
  }

  /** Somebody in line. */
  private record Waiting(
      String topology,
      long seed,
      Consumer<DrillView.Progress> progress,
      CompletableFuture<Warm> warm) {}

  /** What follows a start. */
  private interface Started {
    void done(@Nullable Production production, @Nullable Throwable failure);
  }

  /** The production that stands by, and its last seconds. */
  private record Ready(
      Production production, long sinceNanos, ArrayDeque<Tick> seconds, Runnable deaf) {

    static Ready of(Production production, long nowNanos) {
      ArrayDeque<Tick> seconds = new ArrayDeque<>();
      Runnable deaf =
          production.onTick(tick -> {
            synchronized (seconds) {
              seconds.add(tick);
              if (seconds.size() > PAST) {
                seconds.removeFirst();
              }
            }
          });
      return new Ready(production, nowNanos, seconds, deaf);
    }

    List<Tick> past() {
      synchronized (seconds) {
        return List.copyOf(seconds);
      }
    }
  }
}
