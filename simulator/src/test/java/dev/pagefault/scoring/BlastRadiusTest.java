package dev.pagefault.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.pagefault.journal.JournalEvent.BlastTruth;
import dev.pagefault.journal.JournalEvent.Question;
import dev.pagefault.journal.JournalEvent.Scope;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BlastRadiusTest {

  private static final Map<String, Boolean> BOTH_REGIONS = Map.of("eu", true, "us", true);

  /** Guests with a coupon, everywhere: the languages are hurt alike, because guests speak all. */
  private static final BlastTruth GUESTS_WITH_A_COUPON =
      new BlastTruth(
          Map.of(
              "tier", Map.of("guest", true, "silver", false, "gold", false),
              "coupon", Map.of("yes", true, "no", false),
              "locale", Map.of("en", true, "de", true),
              "region", BOTH_REGIONS));

  @Test
  void aConjunctionIsStatedByItsTwoAttributes() {
    assertThat(who(GUESTS_WITH_A_COUPON, Book.only("tier", "guest", "coupon", "yes"))).isEqualTo(1);
  }

  @Test
  void oneOfTheTwoEarnsPart() {
    assertThat(who(GUESTS_WITH_A_COUPON, Book.only("tier", "guest")))
        .isCloseTo((1 + 2 / 3.0) / 2, within(1e-9));
  }

  @Test
  void allIsPoorWhereOnlySomeAreHurt() {
    assertThat(who(GUESTS_WITH_A_COUPON, Book.all())).isCloseTo((0.5 + 2 / 3.0) / 2, within(1e-9));
  }

  @Test
  void aDimensionThatPlaysNoPartIsBestLeftOut() {
    assertThat(
            who(GUESTS_WITH_A_COUPON, Book.only("tier", "guest", "coupon", "yes", "locale", "en")))
        .isLessThan(1);
  }

  @Test
  void severalValuesOfOneDimensionAreJoinedWithOr() {
    BlastTruth truth =
        new BlastTruth(Map.of("tier", Map.of("guest", true, "silver", true, "gold", false)));
    assertThat(who(truth, Book.only("tier", "guest", "tier", "silver"))).isEqualTo(1);
  }

  @Test
  void everybodyIsAll() {
    BlastTruth truth = new BlastTruth(Map.of("region", BOTH_REGIONS));
    assertThat(new BlastRadius(truth, Question.WHERE).f1(Book.all())).isEqualTo(1);
    assertThat(new BlastRadius(truth, Question.WHERE).f1(Book.only("region", "eu")))
        .isCloseTo(2 / 3.0, within(1e-9));
  }

  @Test
  void nobodyIsOnlyWithoutTerms() {
    BlastTruth calm = new BlastTruth(Map.of("region", Map.of("eu", false, "us", false)));
    assertThat(new BlastRadius(calm, Question.WHERE).f1(Book.only())).isEqualTo(1);
    assertThat(new BlastRadius(calm, Question.WHERE).f1(Book.all())).isZero();
  }

  @Test
  void whatOneCannotTellEarnsNothing() {
    assertThat(who(GUESTS_WITH_A_COUPON, Book.cantTell())).isZero();
  }

  @Test
  void whatDoesNotExistEarnsNothingButHarmsNothingElse() {
    assertThat(who(GUESTS_WITH_A_COUPON, Book.only("planet", "mars"))).isBetween(0.0, 0.6);
  }

  private static double who(BlastTruth truth, Scope scope) {
    return new BlastRadius(truth, Question.WHO).f1(scope);
  }
}
