package dev.pagefault.load;

import dev.pagefault.incident.Tick;
import dev.pagefault.scenario.Topology;
import dev.pagefault.telemetry.Telemetry;
import dev.pagefault.time.Clock;
import dev.pagefault.time.Seed;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * The customers of one mesh: an open loop. They arrive as the seed says, however slow the answers
 * are, and each request's latency counts from when it was meant to begin, so that a stall is seen
 * by everybody who would have come meanwhile (no coordinated omission).
 *
 * <p>Whoever starts it stops it. Any thread.
 */
public final class Load {
  /**
   * Requests that may be waiting for their answers. What comes on top is offered and failed, as
   * {@code refused} by the generator.
   */
  public static final int MAX_IN_FLIGHT = 2_000;

  /** How long a connection to a front door may take, milliseconds. */
  static final int CONNECT_MILLIS = 2_000;

  private final Vertx vertx;
  private final Generator generator;
  private final Future<String> deployed;
  private final List<Consumer<Tick>> listeners;

  private Load(
      Vertx vertx, Generator generator, Future<String> deployed, List<Consumer<Tick>> listeners) {
    this.vertx = vertx;
    this.generator = generator;
    this.deployed = deployed;
    this.listeners = listeners;
  }

  /**
   * Starts customers.
   *
   * @param front addresses ({@code host:port}) of a region's edge; asked for each request, from an
   *     event loop, so it must not block
   * @param truth by {@code journey/request}: the value that the answer must bear for each key
   * @param warmUp over which arrivals rise from none to what is ordinary
   * @param sink takes the users' signal each second, and knows how fresh queues are
   */
  public static Load start(
      LoadHost host,
      Topology topology,
      long seed,
      Function<String, List<String>> front,
      Map<String, Map<String, String>> truth,
      Duration warmUp,
      Telemetry sink,
      Clock clock) {
    List<Consumer<Tick>> listeners = new CopyOnWriteArrayList<>();
    Generator generator =
        new Generator(
            topology,
            new Seed(seed),
            front,
            new Truths(truth),
            new Tally(topology, sink),
            warmUp,
            clock,
            tick -> listeners.forEach(listener -> listener.accept(tick)),
            MAX_IN_FLIGHT);
    Vertx vertx = host.vertx();
    return new Load(vertx, generator, vertx.deployVerticle(generator), listeners);
  }

  /** Changes what is asked of the mesh, at once. */
  public void plan(LoadPlan plan) {
    generator.plan(plan);
    var ignored = deployed.onSuccess(id -> generator.follow());
  }

  /**
   * Hears what users saw, each second, until the returned action is run. Listeners are called on
   * the generator's event loop and must not block it.
   */
  public Runnable onTick(Consumer<Tick> listener) {
    listeners.add(listener);
    return () -> listeners.remove(listener);
  }

  /** Stops; requests under way are cut. Leaves no timer or connection behind. */
  public Future<Void> stop() {
    return deployed.compose(vertx::undeploy);
  }
}
