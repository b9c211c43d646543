package dev.pagefault.drill;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pagefault.journal.JournalEvent;
import org.junit.jupiter.api.Test;

/** When it began is a fact that scores are made from. */
class OnsetTest {

  @Test
  void what_passed_before_the_page_was_not_the_onset() {
    try (Rig rig = new Rig(state -> false)) {
      Drill drill = rig.open();
      rig.until(drill, DrillState.ON_CALL, 80);
      rig.seconds(drill, 15); // the fault is there by then, and nothing is seen of it
      rig.production().failing(1);
      rig.seconds(drill, 19);
      rig.production().failing(0);
      rig.seconds(drill, 20);
      assertThat(drill.state()).isEqualTo(DrillState.ON_CALL);
      long began = rig.clock.epochMillis();
      rig.production().failing(8);
      rig.until(drill, DrillState.PAGED, 20);
      rig.seconds(drill, 20);
      rig.act(drill, new Act.Abandon());
      long onset = LifecycleTest.last(drill, JournalEvent.OnsetMeasured.class).atMillis();
      assertThat(onset).isBetween(began - 5_000, began + 5_000); // the window that it fell into
    }
  }

  @Test
  void an_onset_is_not_before_the_fault() {
    try (Rig rig = new Rig(state -> false)) {
      Drill drill = rig.open();
      rig.until(drill, DrillState.ON_CALL, 80);
      rig.production().failing(1); // two windows at most, when the fault comes
      rig.seconds(drill, 60);
      rig.production().failing(8);
      rig.until(drill, DrillState.PAGED, 20);
      rig.act(drill, new Act.Abandon());
      assertThat(LifecycleTest.last(drill, JournalEvent.OnsetMeasured.class).atMillis())
          .isGreaterThanOrEqualTo(
              LifecycleTest.last(drill, JournalEvent.Injected.class).atMillis());
    }
  }
}
