package dev.pagefault.drill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.pagefault.control.Reach;
import dev.pagefault.mesh.MeshState;
import dev.pagefault.mesh.TinyTopology;
import dev.pagefault.scenario.Change;
import dev.pagefault.scenario.Selector;
import dev.pagefault.scenario.ToxicSpec;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Nobody in a drill makes a toxic, and none is told of one. */
class ToxicActsTest {
  private static final Change.Toxic TOXIC =
      new Change.Toxic(
          Selector.parse("edge/eu"),
          "orders",
          "secret-name",
          new ToxicSpec("latency", "downstream", 1, Map.of("latency", 800)));

  @Test
  void a_participant_cant_make_one_nor_preview_it() {
    try (Rig rig = new Rig()) {
      Drill drill = rig.working();
      for (boolean preview : new boolean[] {true, false}) {
        ActRefused refused = rig.refused(drill, new Act.MakeChange(TOXIC, preview));
        assertThat(refused.field()).isEqualTo("change.kind");
        assertThat(refused.getMessage()).contains("the network can't be changed from here");
      }
    }
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Reach.check(MeshState.initial(TinyTopology.create()), TOXIC))
        .withMessage("kind: the network can't be changed from here");
  }

  @Test
  void its_words_give_away_neither_name_nor_type() {
    String words = ChangeText.of(TOXIC) + ChangeText.kind(TOXIC) + ChangeText.target(TOXIC);
    assertThat(words).doesNotContain("toxic", "secret-name", "latency", "800");
  }
}
