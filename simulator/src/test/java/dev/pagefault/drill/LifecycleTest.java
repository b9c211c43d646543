package dev.pagefault.drill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pagefault.debrief.Envelope;
import dev.pagefault.journal.Entry;
import dev.pagefault.journal.JournalEvent;
import dev.pagefault.mesh.MeshState;
import dev.pagefault.scenario.Change;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

class LifecycleTest {

  @Test
  void a_drill_goes_from_the_healthy_mesh_over_the_page_and_the_fix_to_the_debrief() {
    try (Rig rig = new Rig()) {
      Drill drill = rig.open();
      assertThat(drill.state()).isEqualTo(DrillState.PREPARING);
      assertThat(drill.view("p1").progress()).isNotNull();
      rig.until(drill, DrillState.ON_CALL, 80);
      rig.until(drill, DrillState.PAGED, 60);
      assertThat(Objects.requireNonNull(drill.view("p1").page()).owner()).isEqualTo("Basket");
      rig.act(drill, new Act.Acknowledge());
      rig.seconds(drill, 20);
      rig.act(drill, new Act.MakeChange(TestShop.FIX, null));
      rig.seconds(drill, 5);
      rig.act(drill, new Act.Resolve());
      assertThat(drill.state()).isEqualTo(DrillState.VERIFYING);
      assertThat(Objects.requireNonNull(drill.view("p1").progress()).secondsLeft()).isPositive();
      rig.until(drill, DrillState.REVEAL, 90);

      JournalEvent.Verified verified = last(drill, JournalEvent.Verified.class);
      assertThat(verified.back()).isTrue();
      assertThat(verified.survived()).isTrue();
      assertThat(verified.servedShare()).isEqualTo(1);
      assertThat(last(drill, JournalEvent.TriggerReplayed.class).seen()).isTrue();
      JournalEvent.Measured measured = last(drill, JournalEvent.Measured.class);
      assertThat(measured.failed()).isPositive();
      assertThat(measured.budgetBurned()).isPositive();
      assertThat(measured.cheapestFix()).isEqualTo(2);
      assertThat(measured.mitigatedAfterMillis()).isNotNull();
      assertThat(rig.production().stopped()).isTrue();
      assertThat(rig.production().listeners()).isZero();
      assertThat(drill.production()).isNull();
      assertThat(drill.telemetry()).isNotNull();
    }
  }

  @Test
  void the_debrief_goes_step_by_step_and_then_the_drill_is_closed() {
    try (Rig rig = new Rig()) {
      Drill drill = rig.working();
      rig.act(drill, new Act.Abandon());
      assertThat(drill.state()).isEqualTo(DrillState.REVEAL);
      assertThat(drill.view("p1").seed()).isEqualTo(42L);
      rig.act(drill, new Act.BelieveFinal(null));
      for (int step = 2; step <= 8; step++) {
        assertThat(drill.state()).isEqualTo(DrillState.REVEAL);
        rig.act(drill, new Act.Reveal());
        Double total = Objects.requireNonNull(drill.view("p1").result()).total();
        assertThat(total != null).isEqualTo(step >= 7);
        assertThat(rig.drills().list().getFirst().summary().score()).isEqualTo(total);
      }
      assertThat(drill.state()).isEqualTo(DrillState.CLOSED);
      try (Rig later = new Rig(rig.memory, FakeProduction::smallPoolUnderLoad)) {
        assertThat(later.drills().list().getFirst().state()).isEqualTo(DrillState.CLOSED);
      }
      assertThat(rig.refused(drill, new Act.Reveal()).kind()).isEqualTo(ActRefused.Kind.CONFLICT);
    }
  }

  @Test
  void the_sealed_hash_is_that_of_the_answer_that_is_revealed() {
    try (Rig rig = new Rig()) {
      Drill drill = rig.working();
      String sealed = drill.view("p1").envelope().sha256();
      rig.act(drill, new Act.Abandon());
      JournalEvent.Revealed revealed = last(drill, JournalEvent.Revealed.class);
      assertThat(Envelope.seal(revealed.answerYaml(), revealed.salt())).isEqualTo(sealed);
    }
  }

  @Test
  void what_happens_by_itself_waits_for_a_journal_that_is_away() {
    try (Rig rig = new Rig()) {
      Drill drill = rig.working();
      rig.act(drill, new Act.MakeChange(TestShop.FIX, null));
      rig.seconds(drill, 20);
      rig.act(drill, new Act.Resolve());
      rig.memory.failing(2);
      rig.until(drill, DrillState.REVEAL, 90);
      assertThat(last(drill, JournalEvent.Verified.class).survived()).isTrue();
    }
  }

  @Test
  void only_so_many_drills_run_or_wait() {
    try (Rig rig = new Rig()) {
      OpenRequest request = new OpenRequest("quiet-river", "Ada", "practice", 42L);
      Drill first = rig.open();
      for (int i = 1; i < Bounds.LIVE; i++) {
        rig.open();
      }
      assertThatThrownBy(() -> rig.drills().open(request).join()).hasMessageContaining("has ended");
      rig.act(first, new Act.Abandon());
      assertThat(rig.drills().open(request).join().state()).isEqualTo(DrillState.PREPARING);
    }
  }

  @Test
  void who_hands_in_before_anything_is_known_to_be_harmed_has_not_found_that_it_is_everything() {
    try (Rig rig = new Rig()) {
      Drill drill = rig.paged();
      rig.act(drill, new Act.SubmitObservation());
      JournalEvent.ObservationSubmitted it =
          inLedger(rig, drill, JournalEvent.ObservationSubmitted.class);
      assertThat(it.truth().harmed()).containsKey("journey");
    }
  }

  @Test
  void a_change_that_was_not_taken_back_after_all_stands() {
    JournalEvent.ChangeApplied back =
        new JournalEvent.ChangeApplied("b", TestShop.FIX, List.of(), List.of(), 0, "a");
    JournalEvent.ChangeApplied change =
        new JournalEvent.ChangeApplied("a", TestShop.FIX, List.of(), List.of(), 2, null);
    Ledger.Made made = new Ledger.Made(ENTRY, change, settled("a", true));
    assertThat(made.stands(List.of(made, new Ledger.Made(ENTRY, back, settled("b", true)))))
        .isFalse();
    assertThat(made.stands(List.of(made, new Ledger.Made(ENTRY, back, settled("b", false)))))
        .isTrue();
  }

  private static final Entry ENTRY =
      new Entry(
          1,
          "d",
          "p1",
          Entry.Role.COMMANDER,
          "",
          "",
          0,
          0,
          Entry.Audience.ALL,
          Entry.SCHEMA,
          new JournalEvent.Acknowledged());

  private static JournalEvent.ChangeSettled settled(String id, boolean done) {
    return new JournalEvent.ChangeSettled(id, done, "");
  }

  @Test
  void a_restart_relieves_but_it_comes_back_when_the_trigger_is_fired_again() {
    try (Rig rig = new Rig()) {
      Drill drill = rig.working();
      rig.act(drill, new Act.MakeChange(new Change.Restart(TestShop.CHECKOUT), null));
      rig.seconds(drill, 20);
      rig.act(drill, new Act.Resolve());
      rig.until(drill, DrillState.WORKING, 90);
      JournalEvent.Verified verified = inLedger(rig, drill, JournalEvent.Verified.class);
      assertThat(verified.back()).isTrue();
      assertThat(verified.survived()).isFalse();
      assertThat(verified.detail()).contains("came back");
      rig.act(drill, new Act.MakeChange(TestShop.FIX, null));
      rig.seconds(drill, 20);
      rig.act(drill, new Act.Resolve());
      rig.until(drill, DrillState.REVEAL, 90);
    }
  }

  @Test
  void what_a_trigger_that_passes_does_while_it_lasts_does_not_count_against_a_fix() {
    try (Rig rig = new Rig(new MemoryJournal(), TestShop::passing, new TipsOver())) {
      Drill drill = rig.working();
      rig.act(drill, new Act.MakeChange(TestShop.FIX, null));
      rig.seconds(drill, 20);
      long mitigated = inLedger(rig, drill, JournalEvent.Mitigated.class).atMillis();
      rig.act(drill, new Act.Resolve());
      rig.until(drill, DrillState.REVEAL, 90);
      assertThat(last(drill, JournalEvent.Verified.class).survived()).isTrue();
      assertThat(last(drill, JournalEvent.TriggerReplayed.class).seen()).isTrue();
      assertThat(last(drill, JournalEvent.Mitigated.class).atMillis()).isEqualTo(mitigated);
    }
  }

  @Test
  void what_stays_when_a_trigger_has_passed_does_count_and_the_load_is_back_to_normal() {
    TipsOver tips = new TipsOver();
    try (Rig rig = new Rig(new MemoryJournal(), TestShop::passing, tips)) {
      Drill drill = rig.working();
      tips.flush();
      rig.seconds(drill, 20);
      rig.act(drill, new Act.Resolve());
      rig.until(drill, DrillState.WORKING, 90);
      JournalEvent.Verified verified = inLedger(rig, drill, JournalEvent.Verified.class);
      assertThat(verified.back()).isTrue();
      assertThat(verified.survived()).isFalse();
      assertThat(verified.detail()).contains("came back");
      var browse = rig.production().state().load().journeys().get("browse");
      assertThat(browse == null ? 1 : browse.factor()).isEqualTo(1);
    }
  }

  @Test
  void a_claim_while_users_fail_is_told_so() {
    try (Rig rig = new Rig()) {
      Drill drill = rig.working();
      rig.act(drill, new Act.Resolve());
      rig.until(drill, DrillState.WORKING, 40);
      JournalEvent.Verified verified = inLedger(rig, drill, JournalEvent.Verified.class);
      assertThat(verified.back()).isFalse();
      assertThat(verified.detail()).contains("Users still fail").contains("60.0 % good");
    }
  }

  @Test
  void a_trigger_that_is_not_seen_to_fire_proves_nothing() {
    try (Rig rig = new Rig()) {
      Drill drill = rig.working();
      rig.act(drill, new Act.MakeChange(TestShop.FIX, null));
      rig.production().ignoresLoad(true);
      rig.seconds(drill, 20);
      rig.act(drill, new Act.Resolve());
      rig.until(drill, DrillState.WORKING, 95);
      assertThat(inLedger(rig, drill, JournalEvent.TriggerReplayed.class).seen()).isFalse();
      assertThat(inLedger(rig, drill, JournalEvent.Verified.class).detail())
          .contains("claim it again");
    }
  }

  @Test
  void verification_takes_ninety_seconds_at_most() {
    try (Rig rig = new Rig()) {
      Drill drill = rig.working();
      rig.act(drill, new Act.MakeChange(TestShop.FIX, null));
      rig.act(drill, new Act.Resolve());
      rig.seconds(drill, 91);
      assertThat(drill.state()).isEqualTo(DrillState.REVEAL);
    }
  }

  @Test
  void the_time_limit_ends_the_drill_and_a_hold_stops_it() {
    try (Rig rig = new Rig()) {
      Drill drill = rig.paged();
      rig.seconds(drill, 300);
      rig.act(drill, new Act.Hold());
      assertThat(drill.view("p1").clock().held()).isTrue();
      rig.seconds(drill, 600);
      assertThat(drill.view("p1").clock().remainingMs()).isBetween(299_000L, 300_000L);
      rig.act(drill, new Act.Resume());
      rig.seconds(drill, 295);
      assertThat(drill.state()).isEqualTo(DrillState.PAGED);
      rig.seconds(drill, 10);
      assertThat(drill.state()).isEqualTo(DrillState.REVEAL);
      assertThat(last(drill, JournalEvent.Ended.class).reason()).isEqualTo("limit");
    }
  }

  @Test
  void while_held_the_mesh_may_not_be_changed_but_statements_may_be_made() {
    try (Rig rig = new Rig()) {
      Drill drill = rig.working();
      rig.act(drill, new Act.Hold());
      assertThat(rig.refused(drill, new Act.MakeChange(TestShop.FIX, null)))
          .hasMessageContaining("held");
      assertThat(rig.refused(drill, new Act.Resolve())).hasMessageContaining("held");
      rig.act(drill, new Act.Note("let us think"));
      rig.act(drill, new Act.Resume());
      rig.act(drill, new Act.MakeChange(TestShop.FIX, null));
    }
  }

  @Test
  void a_drill_that_is_abandoned_before_the_page_reveals_nothing() {
    try (Rig rig = new Rig()) {
      Drill drill = rig.open();
      rig.act(drill, new Act.Abandon());
      assertThat(drill.state()).isEqualTo(DrillState.ABANDONED);
      assertThat(drill.score()).isNull();
      assertThat(rig.production().stopped()).isTrue();
    }
  }

  @Test
  void a_symptom_that_does_not_appear_starts_the_drill_over_once_and_then_it_is_invalid() {
    try (Rig rig = new Rig(state -> false)) {
      Drill drill = rig.open();
      rig.until(drill, DrillState.ON_CALL, 80);
      rig.until(drill, DrillState.PREPARING, 80);
      assertThat(rig.productions).hasSize(2);
      assertThat(rig.productions.getFirst().stopped()).isTrue();
      assertThat(Rig.json(drill.view("p1"))).contains("starts over");
      rig.until(drill, DrillState.INVALID, 250);
    }
  }

  @Test
  void a_mesh_that_never_gets_healthy_makes_the_drill_invalid() {
    try (Rig rig = new Rig(state -> true)) {
      Drill drill = rig.open();
      rig.until(drill, DrillState.INVALID, 250);
      assertThat(Rig.json(drill.view("p1"))).contains("did not get healthy");
    }
  }

  @Test
  void history_is_applied_oldest_first_and_only_what_was_announced_is_in_the_feed() {
    try (Rig rig = new Rig()) {
      rig.open();
      assertThat(rig.production().applied().subList(0, 2))
          .containsExactly(new Change.Deploy(TestShop.CHECKOUT, "1.1"), TestShop.CAUSE);
      var feed = rig.production().telemetry().feed().entries();
      assertThat(feed).hasSize(1);
      assertThat(feed.getFirst().atMillis()).isLessThan(rig.clock.epochMillis() - 25 * 3_600_000L);
    }
  }

  @Test
  void a_change_that_has_not_taken_hold_keeps_one_from_claiming() {
    try (Rig rig = new Rig()) {
      Drill drill = rig.working();
      rig.production().holdsChanges(true);
      rig.act(drill, new Act.MakeChange(TestShop.FIX, null));
      assertThat(drill.view("p1").applied().getFirst().progress()).isEqualTo("applying");
      assertThat(rig.refused(drill, new Act.Resolve())).hasMessageContaining("not taken hold");
      rig.production().holdsChanges(false);
      Rig.quiet(drill);
      assertThat(drill.view("p1").applied().getFirst().progress()).isEqualTo("done");
      assertThat(drill.view("p1").applied().getFirst().revertible()).isTrue();
    }
  }

  static <E extends JournalEvent> E last(Drill drill, Class<E> kind) {
    return last(drill.journal(), kind);
  }

  private static <E extends JournalEvent> E inLedger(Rig rig, Drill drill, Class<E> kind) {
    return last(rig.memory.read(drill.id()), kind);
  }

  private static <E extends JournalEvent> E last(List<Entry> entries, Class<E> kind) {
    return entries.reversed().stream()
        .map(Entry::event)
        .filter(kind::isInstance)
        .map(kind::cast)
        .findFirst()
        .orElseThrow();
  }

  /**
   * Users fail under a wave, and as long as the cause stands also when it has passed, until all
   * that waits is thrown away.
   */
  private static final class TipsOver implements Predicate<MeshState> {
    private boolean tipped;

    void flush() {
      tipped = false;
    }

    @Override
    public boolean test(MeshState state) {
      var browse = state.load().journeys().get("browse");
      boolean wave = browse != null && browse.factor() > 2;
      String pool =
          state
              .overrides()
              .getOrDefault("checkout", Map.of())
              .getOrDefault("orders-db.pool.max", "4");
      tipped = Integer.parseInt(pool) < 4 && (tipped || wave);
      return tipped || wave;
    }
  }
}
