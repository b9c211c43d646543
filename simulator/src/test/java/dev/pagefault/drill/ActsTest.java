package dev.pagefault.drill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pagefault.journal.Entry;
import dev.pagefault.journal.JournalEvent;
import dev.pagefault.journal.JournalEvent.Prediction;
import dev.pagefault.journal.JournalEvent.Question;
import dev.pagefault.journal.JournalEvent.Scope;
import dev.pagefault.journal.JournalEvent.Term;
import dev.pagefault.journal.JournalEvent.Verdict;
import dev.pagefault.scenario.Answer;
import dev.pagefault.scenario.Change;
import dev.pagefault.scenario.Selector;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class ActsTest {
  private static final Prediction WAITING =
      new Prediction("pool", "checkout-eu-1/orders-db", "waiting");

  @Test
  void the_four_steps_stand_in_the_notebook_as_they_were_stated() {
    try (Rig rig = new Rig()) {
      Drill drill = rig.working();
      rig.act(drill, blast(Question.WHO, Scope.Kind.ALL));
      rig.act(
          drill,
          new Act.Blast(
              Question.JOURNEYS,
              new Act.Scope(Scope.Kind.ONLY, List.of(new Term("journey", "buy")))));
      rig.act(drill, blast(Question.WHERE, Scope.Kind.CANT_TELL));
      rig.act(drill, new Act.Onset(rig.clock.epochMillis() - 20_000));
      rig.act(drill, new Act.Suspect("c-1", true));
      rig.act(drill, new Act.Suspect("traffic", true));
      rig.act(drill, new Act.Suspect("c-1", false));
      rig.act(drill, cite(rig, Act.Judgement.ABNORMAL));
      String pool = rig.named(drill, hypothesis("checkout", "pool-too-small", 60));
      String test = declared(rig, drill, pool);
      ActResult read = rig.act(drill, new Act.RunTest(test));
      assertThat(((ActResult.Read) read).reading().outcome()).isEqualTo("waiting");
      rig.act(drill, new Act.GiveVerdict(test, pool, Verdict.FITS));
      rig.act(drill, new Act.Believe(pool, 80));
      rig.act(drill, new Act.Lasting("review-pool"));

      Notebook notebook = drill.view("p1").notebook();
      assertThat(notebook.observe().suspects()).containsExactly(new Notebook.Suspect("traffic"));
      assertThat(notebook.observe().readings()).hasSize(1);
      assertThat(notebook.observe().submittedAt()).as("the lock submits it").isNotNull();
      assertThat(notebook.hypotheses()).allMatch(Notebook.Hypothesis::locked);
      assertThat(notebook.hypotheses().getFirst().likelihood()).isEqualTo(80);
      assertThat(notebook.tests().getFirst().verdicts()).isEqualTo(Map.of(pool, Verdict.FITS));
      assertThat(notebook.tests().getFirst().spoiled()).isFalse();
      assertThat(notebook.lasting()).isEqualTo("review-pool");
      assertThat(Rig.json(notebook))
          .contains("\"kind\":\"cantTell\"")
          .contains("\"judgement\":\"abnormal\"")
          .contains("\"aspect\":\"saturation\"");
    }
  }

  @Test
  void a_test_of_what_is_just_starting_can_be_run_again() {
    try (Rig rig = new Rig()) {
      Drill drill = rig.working();
      String test =
          declared(rig, drill, rig.named(drill, hypothesis("checkout", "pool-too-small", 60)));
      rig.production().starting(true);
      ActRefused refused = rig.refused(drill, new Act.RunTest(test));
      assertThat(refused.kind()).isEqualTo(ActRefused.Kind.CONFLICT);
      rig.production().starting(false);
      assertThat(rig.act(drill, new Act.RunTest(test))).isInstanceOf(ActResult.Read.class);
    }
  }

  /** A test of the pool, which tells a hypothesis from a slow query. */
  private static String declared(Rig rig, Drill drill, String pool) {
    String query = rig.named(drill, hypothesis("orders-db", "slow-query", 30));
    rig.act(drill, new Act.LockHypotheses());
    return rig.named(
        drill,
        new Act.DeclareTest(List.of(pool, query), "pool", "checkout-eu-1/orders-db", "waiting"));
  }

  @Test
  void what_no_database_could_keep_as_text_is_refused() {
    try (Rig rig = new Rig()) {
      OpenRequest request = new OpenRequest("quiet-river", "A\0da", "practice", 42L);
      assertThatThrownBy(() -> rig.drills().open(request).join())
          .cause()
          .isInstanceOf(ActRefused.class)
          .hasMessageContaining("U+0000");
    }
  }

  @Test
  void a_reading_is_judged_by_the_band_of_the_healthy_baseline() {
    try (Rig rig = new Rig()) {
      Drill drill = rig.working();
      rig.act(drill, cite(rig, Act.Judgement.NORMAL));
      JournalEvent.ReadingCited cited =
          (JournalEvent.ReadingCited) rig.memory.read(drill.id()).getLast().event();
      assertThat(cited.value()).isEqualTo(30);
      assertThat(cited.measuredAbnormal()).isTrue();
      assertThat(cited.judgedAbnormal()).isFalse();
    }
  }

  @Test
  void the_submitted_observation_carries_what_had_measurably_left_its_band() {
    try (Rig rig = new Rig()) {
      Drill drill = rig.working();
      rig.act(drill, new Act.SubmitObservation());
      JournalEvent.ObservationSubmitted it =
          (JournalEvent.ObservationSubmitted) rig.memory.read(drill.id()).getLast().event();
      assertThat(it.truth().harmed().get("journey"))
          .isEqualTo(Map.of("buy", true, "browse", false));
      assertThat(it.feedSize()).isEqualTo(1);
      assertThat(rig.refused(drill, new Act.Onset(null))).hasMessageContaining("submitted");
    }
  }

  @Test
  void a_reading_carries_its_evidence_until_a_change_touches_its_target() {
    try (Rig rig = new Rig()) {
      Drill drill = rig.working();
      Act.Read read = new Act.Read("pool", "checkout-eu-1/orders-db");
      rig.act(drill, read);
      assertThat(lastRead(rig, drill).row()).containsKeys("cause", "baseline");
      rig.act(drill, new Act.MakeChange(new Change.Restart(TestShop.CHECKOUT), null));
      rig.act(drill, read);
      assertThat(lastRead(rig, drill).row()).isEmpty();
    }
  }

  @Test
  void a_test_declared_after_its_diagnostic_was_read_is_spoiled() {
    try (Rig rig = new Rig()) {
      Drill drill = rig.working();
      String one = rig.named(drill, hypothesis("checkout", "pool-too-small", 60));
      rig.named(drill, hypothesis("orders-db", "slow-query", 30));
      rig.act(drill, new Act.LockHypotheses());
      rig.act(drill, new Act.Read("pool", "checkout-eu-1/orders-db"));
      rig.act(
          drill, new Act.DeclareTest(List.of(one), "pool", "checkout-eu-1/orders-db", "waiting"));
      assertThat(drill.view("p1").notebook().tests().getFirst().spoiled()).isTrue();
    }
  }

  @Test
  void what_is_wrong_is_said_by_field() {
    try (Rig rig = new Rig()) {
      Drill drill = rig.working();
      wrong(rig, drill, new Act.Note(" "), "text");
      wrong(rig, drill, new Act.Note("x".repeat(2_001)), "text");
      wrong(rig, drill, new Act.Suspect("c-2", true), "ref");
      wrong(rig, drill, new Act.Onset(rig.clock.epochMillis() + 1), "at");
      wrong(rig, drill, new Act.Blast(null, null), "question");
      wrong(
          rig,
          drill,
          new Act.Blast(
              Question.WHO, new Act.Scope(Scope.Kind.ONLY, List.of(new Term("tier", "tin")))),
          "scope.terms[0].value");
      wrong(rig, drill, hypothesis("nowhere", "slow-query", 10), "component");
      wrong(rig, drill, hypothesis("checkout", "slow-query", 96), "likelihood");
      wrong(rig, drill, new Act.Read("pool", "payment-eu-1/orders-db"), "target");
      wrong(rig, drill, new Act.Read("horoscope", "checkout"), "diagnostic");
      wrong(rig, drill, new Act.AskOwner("nobody"), "service");
      wrong(rig, drill, change(new Change.Flag("no-flag", "on")), "change.flag");
      wrong(rig, drill, change(new Change.Deploy(TestShop.CHECKOUT, "7")), "change.version");
      wrong(rig, drill, change(TestShop.WAVE), "change.kind");
      wrong(rig, drill, change(new Change.Restart(Selector.parse("payment"))), "change.target");
      wrong(rig, drill, new Act.Lasting("nothing"), "id");
      wrong(rig, drill, new Act.CiteReading("sum(", 1L, 1.0, "x", null, null), "at");
    }
  }

  private static void wrong(Rig rig, Drill drill, Act act, String field) {
    long before = drill.view("p1").seq();
    ActRefused refused = rig.refused(drill, act);
    assertThat(refused.kind()).as(refused.getMessage()).isEqualTo(ActRefused.Kind.INVALID);
    assertThat(refused.field()).isEqualTo(field);
    assertThat(drill.view("p1").seq()).as("nothing was done").isEqualTo(before);
  }

  @Test
  void locking_asks_for_two_or_three_with_predictions_that_sum_to_a_hundred_at_most() {
    try (Rig rig = new Rig()) {
      Drill drill = rig.working();
      assertThat(rig.refused(drill, new Act.LockHypotheses()))
          .hasMessageContaining("nothing to lock");
      String one = rig.named(drill, hypothesis("checkout", "pool-too-small", 60));
      assertThat(rig.refused(drill, new Act.LockHypotheses())).hasMessageContaining("two or three");
      rig.named(drill, hypothesis("orders-db", "slow-query", 50));
      assertThat(rig.refused(drill, new Act.LockHypotheses())).hasMessageContaining("110 %");
      rig.act(drill, new Act.Hypothesis(one, "the pool", "checkout", null, null, null, 40, null));
      assertThat(rig.refused(drill, new Act.LockHypotheses()))
          .hasMessageContaining("no prediction");
      rig.act(drill, new Act.DropHypothesis(one));
      rig.named(drill, hypothesis("checkout", "pool-too-small", 40));
      rig.act(drill, new Act.LockHypotheses());
      assertThat(rig.refused(drill, new Act.DropHypothesis(one)).field()).isEqualTo("id");
    }
  }

  @Test
  void the_same_key_of_the_same_client_gets_the_first_answer_and_does_nothing_again() {
    try (Rig rig = new Rig()) {
      Drill drill = rig.working();
      Actor tab = new Actor("p1", "tab");
      ActResult first = drill.act(tab, "k", change(TestShop.FIX)).join();
      Rig.quiet(drill);
      long seq = drill.view("p1").seq();
      assertThat(drill.act(tab, "k", change(TestShop.FIX)).join()).isEqualTo(first);
      assertThat(drill.act(tab, "k", new Act.Note("another")).join()).isEqualTo(first);
      assertThat(drill.view("p1").seq()).isEqualTo(seq);
      assertThat(drill.act(new Actor("p1", "other"), "k", new Act.Note("mine")).join().seq())
          .isEqualTo(seq + 1);
      CompletableFuture<ActResult> keyless = drill.act(tab, "", new Act.Note("x"));
      assertThatThrownBy(keyless::join).cause().hasMessageContaining("Idempotency-Key");
    }
  }

  @Test
  void a_refused_act_may_be_sent_again_with_its_key() {
    try (Rig rig = new Rig()) {
      Drill drill = rig.working();
      Actor tab = new Actor("p1", "tab");
      rig.memory.full(true);
      assertThatThrownBy(() -> drill.act(tab, "k", new Act.Note("kept?")).join())
          .cause()
          .isInstanceOf(ActRefused.class)
          .hasMessageContaining("disk is full");
      assertThat(Rig.json(drill.view("p1"))).doesNotContain("kept?");
      rig.memory.full(false);
      drill.act(tab, "k", new Act.Note("kept?")).join();
      assertThat(Rig.json(drill.view("p1"))).contains("kept?");
    }
  }

  @Test
  void looks_within_five_seconds_are_one() {
    try (Rig rig = new Rig()) {
      Drill drill = rig.working();
      for (int i = 0; i < 4; i++) {
        rig.act(drill, new Act.Look("dashboards", "checkout"));
        rig.seconds(drill, 1);
      }
      rig.act(drill, new Act.Look("logs", "checkout"));
      rig.seconds(drill, 6);
      rig.act(drill, new Act.Look("dashboards", "checkout"));
      assertThat(rig.memory.read(drill.id()))
          .filteredOn(it -> it.event() instanceof JournalEvent.Looked)
          .hasSize(3);
    }
  }

  @Test
  void a_change_is_previewed_made_and_taken_back() {
    try (Rig rig = new Rig()) {
      Drill drill = rig.working();
      ActResult.Previewed preview =
          (ActResult.Previewed) rig.act(drill, new Act.MakeChange(TestShop.FIX, true));
      assertThat(preview.instances()).containsExactly("checkout-eu-1", "checkout-us-1");
      assertThat(drill.view("p1").applied()).isEmpty();
      ActResult.Changing made = (ActResult.Changing) rig.act(drill, change(TestShop.FIX));
      assertThat(drill.view("p1").applied().getFirst().summary())
          .isEqualTo("set checkout orders-db.pool.max = 4");
      assertThat(rig.production().telemetry().feed().entries().getLast().author()).isEqualTo("Ada");
      rig.act(drill, new Act.Revert(made.changeId()));
      assertThat(rig.production().applied().getLast()).isEqualTo(TestShop.CAUSE);
      assertThat(rig.refused(drill, new Act.Revert(made.changeId())))
          .hasMessageContaining("taken back already");
    }
  }

  @Test
  void hints_are_a_ladder() {
    try (Rig rig = new Rig()) {
      Drill drill = rig.working();
      ActResult.Hinted hint = (ActResult.Hinted) rig.act(drill, new Act.Hint(Answer.Stage.OBSERVE));
      assertThat(hint.level()).isEqualTo(1);
      assertThat(hint.text()).isEqualTo("Look at journeys.");
      rig.act(drill, new Act.Hint(Answer.Stage.OBSERVE));
      assertThat(rig.refused(drill, new Act.Hint(Answer.Stage.OBSERVE)))
          .hasMessageContaining("no more hints");
    }
  }

  @Test
  void an_owner_answers_on_the_timeline() {
    try (Rig rig = new Rig()) {
      Drill drill = rig.working();
      rig.act(drill, new Act.AskOwner("checkout"));
      assertThat(Rig.json(drill.view("p1"))).contains("We changed nothing.");
      rig.act(drill, new Act.AskOwner("payment"));
      assertThat(Rig.json(drill.view("p1"))).contains("Call them.");
    }
  }

  @Test
  void before_the_page_nothing_but_looking_and_talking_is_possible() {
    try (Rig rig = new Rig()) {
      Drill drill = rig.open();
      rig.until(drill, DrillState.ON_CALL, 80);
      rig.act(drill, new Act.Look("mesh", ""));
      rig.act(drill, new Act.Note("quiet so far"));
      for (Act act :
          List.of(
              new Act.Acknowledge(),
              new Act.Resolve(),
              new Act.Hint(Answer.Stage.FIX),
              change(TestShop.FIX),
              new Act.Hold())) {
        assertThat(rig.refused(drill, act).kind()).isEqualTo(ActRefused.Kind.CONFLICT);
      }
    }
  }

  @Test
  void who_only_watches_states_hypotheses_of_their_own_that_nobody_else_sees() {
    try (Rig rig = new Rig()) {
      Drill drill = rig.working();
      String observer = drill.join("Bo", List.of(Entry.Role.OBSERVER)).join();
      rig.act(drill, observer, hypothesis("orders-db", "slow-query", 50));
      assertThat(drill.view(observer).notebook().hypotheses()).hasSize(1);
      assertThat(drill.view("p1").notebook().hypotheses()).isEmpty();
      assertThat(drill.view("p1").participants()).hasSize(2);
      assertThatThrownBy(() -> rig.act(drill, observer, change(TestShop.FIX)))
          .cause()
          .isInstanceOf(ActRefused.class)
          .hasMessageContaining("only watches");
      assertThatThrownBy(() -> drill.view("p9")).isInstanceOf(ActRefused.class);
    }
  }

  @Test
  void acts_are_read_from_json_and_mistakes_are_said_by_field() {
    assertThat(
            ActReader.read(
                "{\"act\":\"verdict\",\"test\":\"t1\",\"hypothesis\":\"h1\",\"verdict\":\"rules-out\"}"))
        .isEqualTo(new Act.GiveVerdict("t1", "h1", Verdict.RULES_OUT));
    assertThat(
            ActReader.read(
                "{\"act\":\"change\",\"change\":{\"kind\":\"config\",\"target\":\"checkout\",\"key\":\"k\",\"value\":null},\"preview\":true}"))
        .isEqualTo(new Act.MakeChange(new Change.Config(TestShop.CHECKOUT, "k", null), true));
    unreadable("{\"act\":\"note\",\"txt\":\"a\"}", "txt");
    unreadable("{\"act\":\"fly\"}", "act");
    unreadable("{\"text\":\"a\"}", "act");
    unreadable("{\"act\":\"verdict\",\"verdict\":\"perhaps\"}", "verdict");
    unreadable("{\"act\":\"note\",\"text\":\"a\",\"text\":\"b\"}", "");
    unreadable("not json", "");
    unreadable("{\"act\":\"note\"} trailing", "");
    unreadable("[".repeat(20_000), "act");
    unreadable("{\"act\":\"onset\",\"at\":\"yesterday\"}", "at");
    unreadable(
        "{\"act\":\"change\",\"change\":{\"kind\":\"restart\",\"target\":\"a/b/c/d/e\"}}",
        "change.target");
  }

  private static void unreadable(String json, String field) {
    assertThatThrownBy(() -> ActReader.read(json))
        .isInstanceOfSatisfying(
            ActRefused.class, it -> assertThat(it.field()).as(it.getMessage()).isEqualTo(field));
  }

  private static JournalEvent.DiagnosticRead lastRead(Rig rig, Drill drill) {
    return (JournalEvent.DiagnosticRead) rig.memory.read(drill.id()).getLast().event();
  }

  private static Act blast(Question question, Scope.Kind kind) {
    return new Act.Blast(question, new Act.Scope(kind, null));
  }

  static Act change(Change change) {
    return new Act.MakeChange(change, null);
  }

  private static Act cite(Rig rig, Act.Judgement judgement) {
    return new Act.CiteReading(
        "max(hikaricp_connections_pending)",
        rig.clock.epochMillis(),
        29.0,
        "pending",
        Answer.Aspect.SATURATION,
        judgement);
  }

  static Act hypothesis(String component, String mode, int likelihood) {
    return new Act.Hypothesis(
        null, mode + " in " + component, component, null, mode, null, likelihood, WAITING);
  }
}
