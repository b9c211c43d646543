package dev.pagefault.drill;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pagefault.control.Production;
import dev.pagefault.incident.WatchConfig;
import dev.pagefault.mesh.MeshState;
import dev.pagefault.scenario.Change;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
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

  @Test
  void one_that_cannot_be_started_ends_the_drill_with_the_reason_in_its_state() {
    try (Drills drills =
        new Drills(
            new MemoryJournal(),
            TestShop::assignment,
            new NoProduction("no memory: close something"),
            new FakeClock(),
            Timings.ORDINARY,
            WatchConfig.ORDINARY,
            new Random(7))) {
      Drill drill = drills.open(new OpenRequest("quiet-river", "Ada", "practice", 42L)).join();
      Rig.quiet(drill);
      assertThat(drill.state()).isEqualTo(DrillState.INVALID);
      assertThat(detail(drill))
          .isEqualTo("The production could not be started: no memory: close something");
    }
  }

  @Test
  void one_that_is_lost_ends_the_drill_with_the_reason_in_its_state() {
    try (Rig rig = new Rig()) {
      Drill drill = rig.working();
      rig.production().lose("the engine has gone: start it");
      Rig.quiet(drill);
      assertThat(drill.state()).isEqualTo(DrillState.INVALID);
      assertThat(detail(drill)).isEqualTo("The production was lost: the engine has gone: start it");
      assertThat(rig.production().stopped()).isTrue();
    }
  }

  @Test
  void one_that_is_lost_after_it_was_given_back_concerns_no_drill() {
    try (Rig rig = new Rig()) {
      Drill drill = rig.open();
      rig.act(drill, new Act.Abandon());
      rig.production().lose("the engine has gone: start it");
      Rig.quiet(drill);
      assertThat(drill.state()).isEqualTo(DrillState.ABANDONED);
    }
  }

  private static String detail(Drill drill) {
    return Objects.requireNonNull(drill.view("p1").progress()).detail();
  }

  /** Has none. */
  private record NoProduction(String why) implements ProductionSource {
    @Override
    public CompletableFuture<Warm> take(
        String topology, long seed, Consumer<DrillView.Progress> progress) {
      return CompletableFuture.failedFuture(new IllegalStateException(why));
    }

    @Override
    public CompletableFuture<Void> giveBack(Production production) {
      return CompletableFuture.completedFuture(null);
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
