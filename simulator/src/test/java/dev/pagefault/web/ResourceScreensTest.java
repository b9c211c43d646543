package dev.pagefault.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.pagefault.mesh.MeshState;
import dev.pagefault.mesh.TinyTopology;
import dev.pagefault.scenario.ByteSize;
import dev.pagefault.scenario.Change;
import dev.pagefault.scenario.Selector;
import dev.pagefault.scenario.Topology;
import dev.pagefault.telemetry.Telemetry;
import dev.pagefault.time.Clock;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Volumes and partitions are on the screens of a topology that has them, and of no other. */
class ResourceScreensTest {
  private static final Topology TOPOLOGY =
      TinyTopology.with(
          TinyTopology.on(
              new Topology.Volume(
                  Topology.VolumeKind.GP2,
                  ByteSize.parse("100GB"),
                  ByteSize.parse("0B"),
                  1,
                  60,
                  null,
                  null)),
          Map.of("order-events", new Topology.Queue("Orders.", 100, 4, "order", null)));

  @Test
  void theirPanelsAskWhatTelemetryUnderstands() {
    Telemetry telemetry = new Telemetry(Clock.system());
    List<Dashboard.Panel> panels =
        Dashboards.of(TOPOLOGY).stream().flatMap(it -> it.panels().stream()).toList();
    assertThat(panels)
        .extracting(Dashboard.Panel::id)
        .doesNotHaveDuplicates()
        .contains("orders-db.burst-balance", "orders-db.space", "order-events.lag");
    assertThat(panels)
        .extracting(Dashboard.Panel::title)
        .contains("Volume: burst credit left, percent (spent 60 times as fast)");
    for (Dashboard.Panel panel : panels) {
      assertThatCode(() -> telemetry.range(panel.query(), 0, 10_000, 1))
          .as("%s: %s", panel.id(), panel.query())
          .doesNotThrowAnyException();
    }
  }

  @Test
  void theirSettingsCanBeChangedByTheirNames() {
    MeshState state = MeshState.initial(TOPOLOGY);
    MeshState raised =
        state.with(new Change.Config(Selector.parse("orders-db"), "volume.kind", "gp3"));
    ActionsView.Service volume =
        ActionsView.of(raised).services().stream()
            .filter(it -> it.name().equals("orders-db"))
            .findFirst()
            .orElseThrow();
    assertThat(volume.instances()).isEmpty();
    assertThat(volume.settings().getFirst().value()).isEqualTo("gp3");
    assertThat(volume.settings().getFirst().initial()).isEqualTo("gp2");
    assertThat(ActionsView.of(MeshState.initial(TinyTopology.create())).services())
        .extracting(ActionsView.Service::name)
        .containsExactly("edge", "orders");
  }
}
