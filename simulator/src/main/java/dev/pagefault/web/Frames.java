package dev.pagefault.web;

import dev.pagefault.control.Production;
import dev.pagefault.drill.Drill;
import dev.pagefault.mesh.InstancePlan;
import dev.pagefault.scenario.Topology;
import dev.pagefault.telemetry.Telemetry;
import dev.pagefault.time.Clock;
import io.vertx.core.Vertx;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A frame a second for every drill that somebody looks at; nothing is computed for the others. Any
 * thread; listeners are called on a call's thread and must not block.
 */
final class Frames {
  private static final Logger LOG = LoggerFactory.getLogger(Frames.class);

  private final Vertx vertx;
  private final Calls calls;
  private final Clock clock;
  private final long everyMillis;
  private final Map<String, Reel> reels = new HashMap<>();

  Frames(Vertx vertx, Calls calls, Clock clock, long everyMillis) {
    this.vertx = vertx;
    this.calls = calls;
    this.clock = clock;
    this.everyMillis = everyMillis;
  }

  /** Hears every frame of a drill as JSON, until the returned action is run. */
  Runnable subscribe(Drill drill, Topology topology, Consumer<String> listener) {
    synchronized (reels) {
      Reel reel = reels.computeIfAbsent(drill.id(), id -> new Reel(drill, topology).start());
      reel.listeners.add(listener);
      return () -> unsubscribe(drill.id(), reel, listener);
    }
  }

  private void unsubscribe(String id, Reel reel, Consumer<String> listener) {
    synchronized (reels) {
      reel.listeners.remove(listener);
      if (reel.listeners.isEmpty() && reels.remove(id, reel)) {
        reel.stop();
      }
    }
  }

  /** One drill's frames. */
  private final class Reel {
    private final Drill drill;
    private final Topology topology;
    private final Set<Consumer<String>> listeners = new LinkedHashSet<>();
    private Ticks ticks = new Ticks();
    private @Nullable Production heard;
    private Runnable deaf = () -> {};
    private long timer;
    private boolean working;
    private boolean stopped;

    Reel(Drill drill, Topology topology) {
      this.drill = drill;
      this.topology = topology;
    }

    Reel start() {
      timer = vertx.setPeriodic(everyMillis, id -> turn());
      return this;
    }

    void stop() {
      vertx.cancelTimer(timer);
      synchronized (this) {
        stopped = true;
        deaf.run();
      }
    }

    /** A frame that takes longer than its second makes the next one fall out. */
    private void turn() {
      synchronized (this) {
        if (working || stopped) {
          return;
        }
        working = calls.run(this::draw);
      }
    }

    private void draw() {
      try {
        Telemetry telemetry = drill.telemetry();
        if (telemetry != null) {
          String frame = Json.line(frame(telemetry, listen()));
          List<Consumer<String>> all;
          synchronized (reels) {
            all = List.copyOf(listeners);
          }
          all.forEach(listener -> listener.accept(frame));
        }
      } catch (RuntimeException e) {
        LOG.warn("No frame this second", e);
      } finally {
        synchronized (this) {
          working = false;
        }
      }
    }

    private Frame frame(Telemetry telemetry, @Nullable Production production) {
      long now = clock.epochMillis();
      List<InstancePlan> plans = production == null ? List.of() : production.state().instances();
      Graph graph = GraphReader.read(topology, Graph.By.SERVICE, Instant.of(telemetry, now), plans);
      Ticks seen = ticks();
      return new Frame(now, seen.slis(topology), graph, seen.spark());
    }

    private synchronized Ticks ticks() {
      return ticks;
    }

    /** Listens to the production that runs now; a drill set up again has a new one. */
    @SuppressWarnings("ReferenceEquality") // another production, however alike
    private synchronized @Nullable Production listen() {
      Production now = drill.production();
      if (now != heard && !stopped) {
        deaf.run();
        deaf = () -> {};
        heard = now;
        if (now != null) {
          ticks = new Ticks();
          deaf = now.onTick(ticks::add);
        }
      }
      return now;
    }
  }
}
