package dev.pagefault.control;

import dev.pagefault.control.Production.Announcement;
import dev.pagefault.load.LoadHost;
import dev.pagefault.mesh.MeshHost;
import dev.pagefault.scenario.Topology;
import dev.pagefault.time.Clock;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** Tests on a production that really runs; each has one of its own. */
abstract class OnLiveProduction {
  /** As everybody hears of a change. */
  static final Announcement SAID = new Announcement(true, null, null, "ada", "", null);

  private final Topology topology;
  private MeshHost meshes;
  private LoadHost loads;
  Production production;

  OnLiveProduction(Topology topology) {
    this.topology = topology;
  }

  @BeforeEach
  void start() throws Exception {
    meshes = MeshHost.start();
    loads = LoadHost.start(Clock.system());
    production =
        LiveProduction.start(meshes, loads, topology, 1, Clock.system())
            .toCompletionStage()
            .toCompletableFuture()
            .get(30, TimeUnit.SECONDS);
  }

  @AfterEach
  void stop() throws Exception {
    production.stop().get(30, TimeUnit.SECONDS);
    loads.close().toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
    meshes.close().toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
  }
}
