package dev.pagefault.app.bench;

import dev.pagefault.control.LiveProduction;
import dev.pagefault.load.LoadHost;
import dev.pagefault.mesh.MeshHost;
import dev.pagefault.scenario.Topology;
import dev.pagefault.time.Clock;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Where productions are measured: their hosts, and all that were started there. One thread. */
final class Ground implements AutoCloseable {
  private static final long SECONDS = 60;

  private final Topology topology;
  private final Clock clock;
  private final MeshHost host = MeshHost.start();
  private final LoadHost load;
  private final List<LiveProduction> productions = new ArrayList<>();

  Ground(Topology topology, Clock clock) {
    this.topology = topology;
    this.clock = clock;
    this.load = LoadHost.start(clock);
  }

  /** One more production, at work. */
  LiveProduction start() throws Exception {
    int seed = productions.size();
    LiveProduction production =
        LiveProduction.start(host, load, topology, seed, clock)
            .toCompletionStage()
            .toCompletableFuture()
            .get(SECONDS, TimeUnit.SECONDS);
    productions.add(production);
    return production;
  }

  /** Those that run, in the order in which they were started. */
  List<LiveProduction> productions() {
    return productions;
  }

  @Override
  public void close() {
    CompletableFuture<?>[] stops =
        productions.stream().map(LiveProduction::stop).toArray(CompletableFuture<?>[]::new);
    CompletableFuture.allOf(stops).orTimeout(SECONDS, TimeUnit.SECONDS).join();
    join(load.close());
    join(host.close());
  }

  private static void join(Future<Void> closing) {
    closing.toCompletionStage().toCompletableFuture().orTimeout(SECONDS, TimeUnit.SECONDS).join();
  }
}
