package dev.pagefault.drill;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pagefault.mesh.MeshState;
import dev.pagefault.scenario.Change;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

class SettingUpTest {
  private static final Change HELD_BACK = new Change.Load("*", 0, null, null, null);
  private static final Change BACK = new Change.Load("*", 1, null, null, null);

  @Test
  void a_production_that_cannot_get_up_under_its_own_traffic_is_let_catch_up() {
    try (Rig rig = new Rig(new DownUntilLeftAlone())) {
      Drill drill = rig.open();
      rig.until(drill, DrillState.ON_CALL, 200);
      assertThat(rig.production().applied()).containsSubsequence(HELD_BACK, BACK);
      assertThat(rig.production().applied()).containsOnlyOnce(HELD_BACK);
    }
  }

  @Test
  void one_that_is_healthy_is_never_held_back() {
    try (Rig rig = new Rig()) {
      rig.until(rig.open(), DrillState.ON_CALL, 80);
      assertThat(rig.production().applied()).doesNotContain(HELD_BACK);
    }
  }

  @Test
  void one_that_stays_down_all_the_same_makes_the_drill_invalid() {
    try (Rig rig = new Rig(state -> true)) {
      Drill drill = rig.open();
      rig.until(drill, DrillState.INVALID, 250);
      assertThat(rig.production().applied().stream().filter(HELD_BACK::equals).count())
          .isBetween(2L, 6L);
    }
  }

  /** Fails under whatever traffic comes, until none does. */
  private static final class DownUntilLeftAlone implements Predicate<MeshState> {
    private boolean down = true;

    @Override
    public boolean test(MeshState state) {
      down &= state.load().overall() > 0;
      return down;
    }
  }
}
