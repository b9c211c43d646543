package dev.pagefault.control;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pagefault.mesh.MeshState;
import dev.pagefault.mesh.TinyTopology;
import dev.pagefault.scenario.Change;
import dev.pagefault.scenario.Selector;
import dev.pagefault.scenario.ToxicSpec;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the change feed would say of a toxic whose scenario announces it. */
final class NetworkWordsTest {
  private final MeshState healthy = MeshState.initial(TinyTopology.create());

  @Test
  void anAnnouncedToxicReadsAsWorkOnTheNetwork() {
    ToxicSpec spec = new ToxicSpec("latency", "downstream", 1, Map.of("latency", 800));
    Change change = new Change.Toxic(Selector.parse("edge/eu"), "orders", "secret-name", spec);
    ChangeText text = ChangeText.of(healthy, change);
    assertThat(text)
        .isEqualTo(
            new ChangeText("network", "edge/eu", null, "edge/eu network path to orders", null));
    assertThat(ChangeText.wayBack(healthy, change))
        .doesNotContain("toxic", "secret-name", "latency", "800");
  }
}
