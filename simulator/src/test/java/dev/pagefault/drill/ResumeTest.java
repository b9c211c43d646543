package dev.pagefault.drill;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pagefault.journal.JournalEvent;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;

class ResumeTest {

  @Test
  void live_state_and_replayed_state_are_the_same_at_every_event() {
    try (Rig rig = new Rig()) {
      Drill drill = played(rig);
      var entries = rig.memory.read(drill.id());
      assertThat(Notebook.of(entries)).isEqualTo(drill.view("p1").notebook());
      try (Rig later = new Rig(rig.memory, FakeProduction::smallPoolUnderLoad)) {
        Drill replayed = Objects.requireNonNull(later.drills().get(drill.id()));
        assertThat(Rig.json(replayed.view("p1"))).isEqualTo(Rig.json(drill.view("p1")));
        assertThat(replayed.score()).isEqualTo(drill.score());
        assertThat(replayed.export("p1")).isEqualTo(drill.export("p1"));
      }
    }
  }

  @Test
  void a_drill_whose_server_died_is_listed_as_interrupted_and_refuses_acts() {
    try (Rig dead = new Rig()) {
      Drill before = dead.working();
      try (Rig rig = new Rig(dead.memory, FakeProduction::smallPoolUnderLoad)) {
        assertThat(rig.drills().list())
            .extracting(Drills.Line::state)
            .containsExactly(DrillState.INTERRUPTED);
        Drill drill = Objects.requireNonNull(rig.drills().get(before.id()));
        assertThat(drill.view("p1").state()).isEqualTo(DrillState.INTERRUPTED);
        assertThat(rig.refused(drill, new Act.Note("hello"))).hasMessageContaining("resume");
        assertThat(rig.drills().get("nothing")).isNull();
      }
    }
  }

  @Test
  void it_is_set_up_again_with_everything_acknowledged_and_goes_on() {
    try (Rig dead = new Rig()) {
      Drill before = dead.working();
      dead.named(before, ActsTest.hypothesis("checkout", "pool-too-small", 60));
      dead.act(before, ActsTest.change(TestShop.FIX));
      ActResult kept = before.act(new Actor("p1", "tab"), "kept", new Act.Note("hello")).join();
      Long left = before.view("p1").clock().remainingMs();
      try (Rig rig = new Rig(dead.memory, FakeProduction::smallPoolUnderLoad)) {
        rig.clock.advance(java.time.Duration.ofHours(3));
        Drill drill = rig.drills().resume(before.id()).join();
        Rig.quiet(drill);
        assertThat(drill.state()).isEqualTo(DrillState.PREPARING);
        rig.until(drill, DrillState.WORKING, 120);
        assertThat(drill.view("p1").notebook()).isEqualTo(before.view("p1").notebook());
        assertThat(drill.view("p1").clock().remainingMs()).isEqualTo(left);
        assertThat(rig.production().applied())
            .endsWith(TestShop.CAUSE, TestShop.WAVE, TestShop.FIX);
        assertThat(drill.act(new Actor("p1", "tab"), "kept", new Act.Note("hello")).join())
            .isEqualTo(kept);
        rig.seconds(drill, 20);
        rig.act(drill, new Act.Resolve());
        rig.until(drill, DrillState.REVEAL, 90);
        assertThat(drill.score()).isNotNull();
      }
    }
  }

  @Test
  void it_may_be_closed_with_its_debrief_instead() {
    try (Rig dead = new Rig()) {
      Drill before = dead.working();
      try (Rig rig = new Rig(dead.memory, FakeProduction::smallPoolUnderLoad)) {
        Drill drill = rig.drills().finish(before.id()).join();
        assertThat(drill.state()).isEqualTo(DrillState.REVEAL);
        assertThat(LifecycleTest.last(drill, JournalEvent.Ended.class).reason())
            .isEqualTo("closed");
        assertThat(drill.score()).isNotNull();
        Rig.quiet(drill);
        assertThat(rig.drills().list().getFirst().state()).isEqualTo(DrillState.REVEAL);
        assertThat(rig.drills().list().getFirst().summary().score()).isNull();
        Assertions.assertThatThrownBy(() -> rig.drills().resume(drill.id()).join())
            .isInstanceOf(CompletionException.class)
            .hasCauseInstanceOf(ActRefused.class);
      }
    }
  }

  @Test
  void a_drill_whose_answer_is_another_one_now_is_neither_resumed_nor_scored() {
    try (Rig dead = new Rig()) {
      Drill before = dead.working();
      Assignment.Source changed = (id, seed) -> TestShop.assignment(id, seed + 1);
      try (Rig rig = new Rig(dead.memory, changed, FakeProduction::smallPoolUnderLoad)) {
        Assertions.assertThatThrownBy(() -> rig.drills().resume(before.id()).join())
            .hasMessageContaining("close the drill");
        assertThat(rig.drills().finish(before.id()).join().state()).isEqualTo(DrillState.INVALID);
      }
    }
  }

  @Test
  void a_drill_whose_scenario_is_gone_says_which_one_it_was() {
    try (Rig dead = new Rig()) {
      Drill before = dead.working();
      Assignment.Source without =
          (id, seed) -> {
            throw new IllegalArgumentException("there is no scenario " + id);
          };
      try (Rig rig = new Rig(dead.memory, without, FakeProduction::smallPoolUnderLoad)) {
        Assertions.assertThatThrownBy(() -> rig.drills().get(before.id()))
            .isInstanceOfSatisfying(
                ActRefused.class, it -> assertThat(it.kind()).isEqualTo(ActRefused.Kind.CONFLICT))
            .hasMessageContaining("quiet-river");
        assertThat(rig.drills().list()).hasSize(1);
      }
    }
  }

  @Test
  void whoever_comes_late_gets_everything_after_the_number_they_name_and_the_state() {
    try (Rig rig = new Rig()) {
      Drill drill = rig.working();
      long seq = drill.view("p1").seq();
      rig.act(drill, new Act.Note("one"));
      List<StreamItem> heard = new CopyOnWriteArrayList<>();
      Runnable end = drill.subscribe("p1", seq, heard::add);
      Rig.quiet(drill);
      assertThat(heard).hasSize(2);
      assertThat(((StreamItem.Entry) heard.getFirst()).entry().text()).isEqualTo("one");
      DrillView state = ((StreamItem.State) heard.getLast()).view();
      assertThat(state.timeline()).isNull();
      assertThat(Rig.json(state)).doesNotContain("\"timeline\"");
      rig.act(drill, new Act.Note("two"));
      assertThat(heard).hasSize(4);
      end.run();
      Rig.quiet(drill);
      rig.act(drill, new Act.Note("three"));
      assertThat(heard).hasSize(4);
    }
  }

  private static Drill played(Rig rig) {
    Drill drill = rig.working();
    rig.act(drill, new Act.Suspect("c-1", true));
    rig.named(drill, ActsTest.hypothesis("checkout", "pool-too-small", 60));
    rig.named(drill, ActsTest.hypothesis("orders-db", "slow-query", 30));
    rig.act(drill, new Act.LockHypotheses());
    rig.act(drill, ActsTest.change(TestShop.FIX));
    rig.seconds(drill, 20);
    rig.act(drill, new Act.Resolve());
    rig.until(drill, DrillState.REVEAL, 90);
    return drill;
  }
}
