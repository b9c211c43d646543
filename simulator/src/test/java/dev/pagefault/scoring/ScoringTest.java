package dev.pagefault.scoring;

import static dev.pagefault.scoring.Book.points;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.pagefault.journal.Entry;
import dev.pagefault.journal.JournalEvent;
import dev.pagefault.journal.JournalEvent.Question;
import dev.pagefault.scenario.Answer.Aspect;
import dev.pagefault.scenario.Answer.Atom;
import dev.pagefault.scenario.Answer.Stage;
import dev.pagefault.scenario.Change;
import dev.pagefault.scenario.Selector;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The rules of the score, one by one, on journals written by hand. */
class ScoringTest {

  private static final Change RESTART = new Change.Restart(Selector.parse("checkout"));

  // --- the whole

  @Test
  void theExpertsDrillEarnsNearlyEverything() {
    Scorecard card = Scoring.score(Book.expert().revealed());
    assertThat(card.total()).isGreaterThanOrEqualTo(99);
    assertThat(card.formula()).isEqualTo(Scoring.FORMULA);
    assertThat(card.steps()).extracting(Scorecard.StepScore::stage).containsExactly(Stage.values());
    assertThat(card.disturbed()).isNull();
  }

  @Test
  void whoDoesNothingEarnsNothing() {
    assertThat(Scoring.score(Book.paged().revealed()).total()).isZero();
    assertThat(
            Scoring.score(
                    Book.paged()
                        .me(new JournalEvent.ResolveClaimed())
                        .verified(false, false)
                        .revealed())
                .total())
        .isZero();
  }

  @Test
  void everyRuleSaysWhatWasExpectedAndWhatWasDone() {
    for (Book book : List.of(Book.expert(), Book.paged())) {
      for (Scorecard.StepScore step : Scoring.score(book.revealed()).steps()) {
        assertThat(step.items())
            .allSatisfy(item -> {
              assertThat(item.title()).isNotBlank();
              assertThat(item.expected()).endsWith(".");
              assertThat(item.did()).endsWith(".");
            });
      }
    }
  }

  @Test
  void withoutTheAnswerNothingCanBeKnown() {
    assertThatThrownBy(() -> Scoring.score(Book.expert().entries()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("envelope");
  }

  @Test
  void onlyTheTotalIsFlooredNeverAStep() {
    Book rash = Book.paged();
    for (int i = 0; i < 8; i++) {
      rash.change("c" + i, RESTART, 8, null);
    }
    Scorecard card = Scoring.score(rash.revealed());
    assertThat(card.total()).isZero();
    assertThat(points(card, Stage.OBSERVE)).isEqualTo(-24);
  }

  @Test
  void anUndeclaredInjectEndsScoringThere() {
    Book book = Book.paged().observed().hypothesized();
    book.as(Entry.Role.FACILITATOR).me(new JournalEvent.Interfered(RESTART, null, false));
    book.as(Entry.Role.COMMANDER).tested().fixed();
    Scorecard card = Scoring.score(book.revealed());
    assertThat(card.disturbed()).isNotNull();
    assertThat(points(card, Stage.OBSERVE)).isEqualTo(25);
    assertThat(points(card, Stage.FIX)).isZero();
  }

  @Test
  void whatWatchersStateDoesNotCount() {
    double alone = Scoring.score(Book.expert().revealed()).total();
    Book watched = Book.paged().as(Entry.Role.OBSERVER);
    watched.suspect("deploy-1").hypothesis("x", "payment", "retry-storm", 95, null).locked();
    watched.as(Entry.Role.COMMANDER).observed().hypothesized().tested().fixed();
    assertThat(Scoring.score(watched.revealed()).total()).isEqualTo(alone);
  }

  @Test
  void whatIsStatedAfterTheEndDoesNotCount() {
    Book late = Book.paged().observed().hypothesized();
    late.revealed();
    late.me(new JournalEvent.LastingNamed("review-pool-sizes"));
    assertThat(points(Scoring.score(late.entries()), "remains")).isZero();
  }

  @Test
  void aHintTakesAFifthOffItsOwnStepAndOffNoOther() {
    Scorecard card =
        Scoring.score(Book.expert().hint(Stage.OBSERVE, 1).hint(Stage.OBSERVE, 2).revealed());
    assertThat(points(card, Stage.OBSERVE)).isEqualTo(15);
    assertThat(card.steps().getFirst().max()).isEqualTo(15);
    assertThat(points(card, Stage.TEST)).isEqualTo(25);
    assertThat(card.notes()).anyMatch(note -> note.startsWith("2 hints taken: Observe"));
  }

  // --- Observe

  @Test
  void blastRadiusIsRatedPerQuestionByF1() {
    Book book = Book.paged().blast(Question.WHO, Book.only("tier", "guest"));
    book.blast(Question.JOURNEYS, Book.all()).blast(Question.WHERE, Book.cantTell()).submitted();
    Scorecard card = Scoring.score(book.revealed());
    assertThat(points(card, "blast.who")).isCloseTo(4 * 2 / 3.0, within(0.01));
    assertThat(points(card, "blast.journeys")).isCloseTo(3 * 2 / 3.0, within(0.01));
    assertThat(points(card, "blast.where")).isZero();
  }

  @Test
  void onsetIsFullWithinAWindowAndNothingAtFive() {
    Map<Long, Double> expected =
        Map.of(-5_000L, 5.0, 5_000L, 5.0, 15_000L, 2.5, -15_000L, 2.5, 25_000L, 0.0, 90_000L, 0.0);
    expected.forEach((off, points) ->
        assertThat(
                points(
                    Scoring.score(
                        Book.paged()
                            .me(new JournalEvent.OnsetStated(Book.ONSET + off))
                            .submitted()
                            .revealed()),
                    "onset"))
            .isEqualTo(points));
  }

  @Test
  void markingEverybodyIsNoSuspicion() {
    Book one = Book.paged().suspect("config-1").submitted();
    assertThat(points(Scoring.score(one.revealed()), "suspects")).isEqualTo(5);
    Book two = Book.paged().suspect("config-1").suspect("deploy-1").submitted();
    assertThat(points(Scoring.score(two.revealed()), "suspects"))
        .isCloseTo(5 * (1 - 1 / 9.0), within(0.01));
    Book all = Book.paged().suspect("config-1");
    for (int i = 0; i < 9; i++) {
      all.suspect("other-" + i);
    }
    assertThat(points(Scoring.score(all.submitted().revealed()), "suspects")).isZero();
    Book wrong = Book.paged().suspect("deploy-1").submitted();
    assertThat(points(Scoring.score(wrong.revealed()), "suspects")).isZero();
    assertThat(Book.item(Scoring.score(wrong.revealed()), "suspects").expected())
        .isEqualTo("Among your suspects: Pool size per instance; the fewer, the better.");
  }

  @Test
  void callingTheSameReadingBothWaysIsNoJudgement() {
    Book both =
        Book.paged()
            .reading("a", Aspect.ERRORS, true, true)
            .reading("b", Aspect.ERRORS, false, true)
            .submitted();
    assertThat(points(Scoring.score(both.revealed()), "reading.errors")).isZero();
  }

  @Test
  void oneReadingEarnsOnePointOnly() {
    Book one = Book.paged().reading("a", Aspect.TRAFFIC, false, false).submitted();
    Scorecard card = Scoring.score(one.revealed());
    assertThat(points(card, "reading.traffic")).isEqualTo(1);
    assertThat(points(card, "reading.normal")).isZero();
  }

  @Test
  void anObservationThatIsNotHandedInBeforeTheLockEarnsNothing() {
    Book late = Book.paged().hypothesized().observed();
    assertThat(points(Scoring.score(late.revealed()), Stage.OBSERVE)).isZero();
  }

  @Test
  void aChangeBeforeTheObservationCostsThree() {
    Book early = Book.paged().change("c0", RESTART, 4, null).observed();
    assertThat(points(Scoring.score(early.revealed()), Stage.OBSERVE)).isEqualTo(22);
  }

  // --- Hypothesize

  @Test
  void oneHypothesisAloneIsNotDistinct() {
    Book one =
        Book.paged()
            .hypothesis(
                "h1",
                "checkout",
                "pool-too-small",
                80,
                Book.predict("config", Book.POOL, "setting"))
            .locked();
    Scorecard card = Scoring.score(one.revealed());
    assertThat(points(card, "distinct")).isZero();
    assertThat(points(card, "prediction.1")).isEqualTo(3);
    assertThat(points(card, "prediction.2")).isZero();
  }

  @Test
  void whatHoldsUnderEveryRivalIsNoPrediction() {
    Book book =
        Book.paged()
            .hypothesis(
                "h1", "checkout", "slow-query", 50, Book.predict("plan", Book.PLAN, "index used"))
            .hypothesis(
                "h2",
                "checkout",
                "pool-too-small",
                40,
                Book.predict("pool", Book.POOL, "no such outcome"))
            .locked();
    Scorecard card = Scoring.score(book.revealed());
    // "index used" is what the cause and the leak show as well.
    assertThat(points(card, "prediction.1")).isZero();
  }

  @Test
  void saidTwiceIsNotDistinct() {
    Book twice =
        Book.paged()
            .hypothesis(
                "h1", "checkout", "slow-query", 40, Book.predict("plan", Book.PLAN, "full scan"))
            .hypothesis(
                "h2", "checkout", "slow-query", 40, Book.predict("plan", Book.PLAN, "index used"))
            .locked();
    assertThat(points(Scoring.score(twice.revealed()), "distinct")).isZero();
  }

  @Test
  void onlyTheFirstLockIsRated() {
    double first = points(Scoring.score(Book.expert().revealed()), "calibrated");
    Book revised = Book.expert().me(new JournalEvent.Believed("h1", 10)).locked();
    assertThat(points(Scoring.score(revised.revealed()), "calibrated")).isEqualTo(first);
  }

  @Test
  void nothingIsBrokenIsAnAnswerToo() {
    Book calm = Book.paged().hypothesis("h1", null, AtomSpace.NOTHING, 90, null).locked();
    List<Atom> truth = List.of(new Atom("", AtomSpace.NOTHING));
    assertThat(points(Scoring.score(calm.revealed(truth)), "calibrated")).isGreaterThan(14);
  }
}
