package dev.pagefault.mesh;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pagefault.scenario.ByteSize;
import dev.pagefault.scenario.Change;
import dev.pagefault.scenario.Selector;
import dev.pagefault.scenario.Topology;
import dev.pagefault.scenario.Topology.Datastore;
import dev.pagefault.scenario.Topology.Volume;
import dev.pagefault.scenario.Topology.VolumeKind;
import dev.pagefault.telemetry.Telemetry;
import dev.pagefault.time.Clock;
import io.vertx.core.Future;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

final class MeshVolumeTest {
  private static final Volume VOLUME =
      new Volume(VolumeKind.GP2, ByteSize.parse("100GB"), ByteSize.parse("1GB"), 1, 60, null, null);

  @Test
  void aRunningMeshsVolumeIsReadAndRaised() throws Exception {
    isReadAndRaised(TinyTopology.on(VOLUME));
  }

  @Test
  void soIsOneThatIsSharedWithATenantWhichHasNoSayInIt() throws Exception {
    Map<String, Datastore> datastores = new LinkedHashMap<>();
    datastores.put("orders-db", TinyTopology.datastore(20, VOLUME, null));
    datastores.put("reports-db", TinyTopology.tenant("orders-db"));
    isReadAndRaised(TinyTopology.with(TinyTopology.create(), datastores, Map.of()));
  }

  private static void isReadAndRaised(Topology topology) throws Exception {
    MeshState healthy = MeshState.initial(topology);
    MeshHost host = MeshHost.start();
    try {
      Mesh mesh =
          get(
              Mesh.start(
                  host, topology, healthy, 1, Clock.system(), new Telemetry(Clock.system())));
      Probe probe = new Probe(Diagnostic.VOLUME, "orders-db");
      assertThat(mesh.probes())
          .filteredOn(it -> it.diagnostic() == Diagnostic.VOLUME)
          .containsExactly(probe);
      assertThat(get(mesh.read(probe)).text())
          .contains("orders-db, gp2, 100 GiB, 300 IOPS", "60 times as fast", "99.00 GiB of 100.00");
      get(
          mesh.become(
              healthy.with(config("volume.kind", "gp3")).with(config("volume.size", "200"))));
      assertThat(get(mesh.read(probe)).text()).contains("orders-db, gp3, 200 GiB, 3000 IOPS");
      get(mesh.stop());
    } finally {
      get(host.close());
    }
  }

  private static Change config(String key, String value) {
    return new Change.Config(Selector.parse("orders-db"), key, value);
  }

  private static <T> T get(Future<T> future) throws Exception {
    return future.toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
  }
}
