package dev.pagefault.scoring;

import static dev.pagefault.scoring.Book.points;
import static dev.pagefault.scoring.Test.credit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.pagefault.journal.JournalEvent;
import dev.pagefault.journal.JournalEvent.Verdict;
import dev.pagefault.scenario.Answer.Atom;
import dev.pagefault.scenario.Answer.Stage;
import dev.pagefault.scenario.Change;
import dev.pagefault.scenario.Selector;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The rules of the later steps, one by one, on journals written by hand. */
class ScoringLaterStepsTest {

  private static final Change RESTART = new Change.Restart(Selector.parse("checkout"));

  // --- Test

  @Test
  void aReadingOpenedBeforeItsTestWasDeclaredEarnsNothing() {
    Book spoiled =
        Book.paged()
            .observed()
            .hypothesized()
            .read(null, "config", Book.POOL, "setting", Book.CONFIG_ROW)
            .read(null, "plan", Book.PLAN, "index used", Book.PLAN_ROW)
            .tested();
    assertThat(points(Scoring.score(spoiled.revealed()), Stage.TEST)).isZero();
  }

  @Test
  void verdictsAreRatedByDistanceAndAnUnwarrantedRulesOutCostsDouble() {
    assertThat(credit(Verdict.FITS, Verdict.FITS)).isEqualTo(1);
    assertThat(credit(Verdict.FITS, Verdict.SAYS_NOTHING)).isEqualTo(0.5);
    assertThat(credit(Verdict.FITS, Verdict.RULES_OUT)).isZero();
    assertThat(credit(Verdict.AGAINST, Verdict.RULES_OUT)).isEqualTo(0.5);
    assertThat(credit(Verdict.RULES_OUT, Verdict.AGAINST)).isZero();
    assertThat(credit(Verdict.RULES_OUT, Verdict.FITS)).isEqualTo(-1);
    assertThat(credit(null, Verdict.FITS)).isZero();
  }

  @Test
  void theWarrantedVerdictFollowsTheOdds() {
    assertThat(Evidence.warranted(Math.log(3.1))).isEqualTo(Verdict.FITS);
    assertThat(Evidence.warranted(0)).isEqualTo(Verdict.SAYS_NOTHING);
    assertThat(Evidence.warranted(-Math.log(2.9))).isEqualTo(Verdict.SAYS_NOTHING);
    assertThat(Evidence.warranted(-Math.log(9))).isEqualTo(Verdict.AGAINST);
    assertThat(Evidence.warranted(-Math.log(11))).isEqualTo(Verdict.RULES_OUT);
  }

  @Test
  void aHypothesisOutsideTheRivalsIsJudgedByTheHealthyMesh() {
    Book far =
        Book.paged()
            .observed()
            .hypothesis("h1", "payment", "retry-storm", 60, null)
            .hypothesis("h2", "checkout", "pool-too-small", 30, null)
            .locked()
            .test("t1", "config", Book.POOL, "setting", Book.CONFIG_ROW, "h1", "h2")
            .verdict("t1", "h1", Verdict.RULES_OUT)
            .verdict("t1", "h2", Verdict.FITS);
    assertThat(points(Scoring.score(far.revealed()), "verdict.t1"))
        .isCloseTo(10 * 25 / 15.0, within(0.01));
  }

  @Test
  void testsThatTellNothingEarnHalfAndCountForNoOrder() {
    Map<String, List<Double>> flat =
        Map.of(
            "cause", List.of(0.9, 0.1),
            "slow-query", List.of(0.9, 0.1),
            "leak", List.of(0.9, 0.1),
            "baseline", List.of(0.9, 0.1));
    Book idle = Book.paged().observed().hypothesized();
    for (int i = 0; i < 4; i++) {
      String id = "t" + i;
      idle.test(id, "plan", "other-db-" + i, "index used", flat, "h1", "h2")
          .verdict(id, "h1", Verdict.SAYS_NOTHING)
          .verdict(id, "h2", Verdict.SAYS_NOTHING);
    }
    assertThat(points(Scoring.score(idle.revealed()), Stage.TEST))
        .isCloseTo(5 * 25 / 15.0, within(0.01));
  }

  @Test
  void leavingOutTheLikeliestCostsOne() {
    Book beside =
        Book.paged()
            .observed()
            .hypothesized()
            .test("t1", "plan", Book.PLAN, "index used", Book.PLAN_ROW, "h2")
            .verdict("t1", "h2", Verdict.RULES_OUT);
    assertThat(points(Scoring.score(beside.revealed()), "left-out.t1"))
        .isCloseTo(-25 / 15.0, within(0.01));
  }

  @Test
  void changesOnTopOfEachOtherCostTwoEach() {
    Book hasty = Book.expert().change("c2", RESTART, 8, null).change("c3", RESTART, 8, null);
    assertThat(points(Scoring.score(hasty.revealed()), "overlap"))
        .isCloseTo(-2 * 25 / 15.0, within(0.01));
    Book patient = Book.expert().every(30_000);
    patient.change("c2", RESTART, 8, null).change("c3", RESTART, 8, null);
    assertThat(Scoring.score(patient.revealed()).steps().get(2).items())
        .noneMatch(item -> item.id().equals("overlap"));
  }

  // --- Fix

  @Test
  void reliefAloneStopsAtTheReplay() {
    Book relief =
        Book.paged()
            .observed()
            .hypothesized()
            .tested()
            .change("c1", RESTART, 8, null)
            .me(new JournalEvent.ResolveClaimed())
            .verified(true, false);
    Scorecard card = Scoring.score(relief.revealed());
    assertThat(points(card, "worked.back")).isEqualTo(5);
    assertThat(points(card, "worked.survived")).isZero();
    assertThat(points(card, "smallest")).isCloseTo(8 * 7 / 11.0 * 2 / 8, within(0.01));
  }

  @Test
  void trafficThatWasShedIsNotServed() {
    Book shed = Book.paged().observed().hypothesized().tested().change("c1", RESTART, 4, null);
    shed.system(new JournalEvent.Verified(true, 0.7, true, List.of(), List.of(), ""));
    assertThat(points(Scoring.score(shed.revealed()), "worked.back")).isZero();
  }

  @Test
  void aRollbackIsAsGoodAsAFlagAndMoreCostsMore() {
    for (Map.Entry<Integer, Double> e : Map.of(2, 8.0, 4, 8.0, 8, 2.0, 16, 1.0).entrySet()) {
      Book book = Book.paged().observed().hypothesized().tested();
      book.change("c1", Book.FIX, e.getKey(), null).verified(true, true);
      assertThat(points(Scoring.score(book.revealed()), "smallest")).isEqualTo(e.getValue());
    }
  }

  @Test
  void whatWasTakenBackCountsHalf() {
    Book book = Book.paged().observed().hypothesized().tested().every(30_000);
    book.change("c0", RESTART, 8, null).change("c1", RESTART, 8, "c0");
    book.change("c2", Book.FIX, 2, null).verified(true, true);
    assertThat(points(Scoring.score(book.revealed()), "smallest"))
        .isCloseTo(8 * 2 / 6.0, within(0.01));
  }

  @Test
  void luckIsNotMethod() {
    Book lucky = Book.paged().observed().hypothesized().fixed();
    Scorecard card = Scoring.score(lucky.revealed());
    assertThat(points(card, Stage.FIX)).isEqualTo(12.5);
    assertThat(points(card, "grounded")).isEqualTo(-12.5);
  }

  @Test
  void sayingThatEverythingIsLikelyIsNoGround() {
    Book hedged = Book.paged().observed().hypothesized().tested();
    hedged.me(new JournalEvent.Believed("h1", 95)).me(new JournalEvent.Believed("h2", 95));
    assertThat(points(Scoring.score(hedged.fixed().revealed()), "grounded")).isNegative();
  }

  @Test
  void inADrillWithoutAFaultTheBestChangeIsNone() {
    List<Atom> truth = List.of(new Atom("", AtomSpace.NOTHING));
    Book calm =
        Book.paged().observed().hypothesis("h1", null, AtomSpace.NOTHING, 90, null).locked();
    calm.verified(true, true);
    assertThat(points(Scoring.score(calm.revealed(truth)), "smallest")).isEqualTo(8);
    Book busy =
        Book.paged().observed().hypothesis("h1", null, AtomSpace.NOTHING, 90, null).locked();
    busy.change("c1", RESTART, 4, null).verified(true, true);
    assertThat(points(Scoring.score(busy.revealed(truth)), "smallest"))
        .isCloseTo(8 / 5.0, within(0.01));
  }

  @Test
  void theTableOfCostsIsAsPublished() {
    Selector checkout = Selector.parse("checkout");
    assertThat(Costs.of(new Change.Flag("f", "off"), 4, 4)).isEqualTo(1);
    assertThat(Costs.of(new Change.Cancel("orders-db", 7), 1, 1)).isEqualTo(1);
    assertThat(Costs.of(new Change.Config(checkout, "k", "v"), 2, 2)).isEqualTo(2);
    assertThat(Costs.of(new Change.Drain(checkout, true), 1, 4)).isEqualTo(2);
    assertThat(Costs.of(new Change.Deploy(checkout, "41"), 2, 2)).isEqualTo(3);
    assertThat(Costs.of(new Change.Scale(checkout, 3), 2, 2)).isEqualTo(4);
    assertThat(Costs.of(new Change.Restart(checkout), 1, 2)).isEqualTo(4);
    assertThat(Costs.of(new Change.Restart(checkout), 2, 2)).isEqualTo(8);
    assertThat(Costs.of(new Change.Traffic("eu", 100), 9, 9)).isEqualTo(10);
  }
}
