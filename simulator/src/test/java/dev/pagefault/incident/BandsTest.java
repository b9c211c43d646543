package dev.pagefault.incident;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class BandsTest {

  @Test
  void wilsonAgreesWithFiguresWorkedByHand() {
    // all of 300: low = n / (n + z²) = 300 / 310.8276
    assertThat(Bands.wilson(300, 300).low()).isEqualTo(0.965165, within(1e-6));
    assertThat(Bands.wilson(300, 300).high()).isEqualTo(1, within(1e-12));
    // half of 100: 0.5 ± z·√(0.0025 + z²/40000) / (1 + z²/100) = 0.5 ± 0.173204/1.108276
    assertThat(Bands.wilson(50, 100).low()).isEqualTo(0.343718, within(1e-5));
    assertThat(Bands.wilson(50, 100).high()).isEqualTo(0.656282, within(1e-5));
    assertThat(Bands.wilson(0, 0)).isEqualTo(new Bands.Interval(0, 1));
  }

  @Test
  void theIntervalHoldsTheTruthAsOftenAsItSays() {
    long seed = 11;
    SplittableRandom random = new SplittableRandom(seed);
    int missed = 0;
    for (int i = 0; i < 5_000; i++) {
      double p = random.nextDouble(0.9, 0.999);
      int n = random.nextInt(100, 2_000);
      int good = 0;
      for (int k = 0; k < n; k++) {
        good += random.nextDouble() < p ? 1 : 0;
      }
      Bands.Interval band = Bands.wilson(good, n);
      missed += p < band.low() || p > band.high() ? 1 : 0;
    }
    assertThat(missed).as("of 5,000 at 99.9 %%, seed %d", seed).isLessThan(25);
  }

  @Test
  void aWindowOutsideIsWorseThanItsBaselineAndThanChance() {
    Count healthy = new Count(300, 300);
    assertThat(Bands.outside(healthy, new Count(23, 25))).isTrue();
    assertThat(Bands.outside(healthy, new Count(24, 25))).as("one bad event is chance").isFalse();
    assertThat(Bands.outside(healthy, new Count(98, 100))).as("within the interval").isFalse();
    assertThat(Bands.outside(new Count(5_994, 6_000), new Count(498, 500)))
        .as("two of 500 scatter from 0.1 %%")
        .isFalse();
    assertThat(Bands.outside(Count.NONE, new Count(0, 25))).as("no baseline").isFalse();
  }

  @Test
  void aReadingsBandIsRobust() {
    // median 10, distances 2 1 0 1 90: MAD 1, so ± 4 · 1.4826 = 5.93
    Band band = Band.of(new double[] {8, 9, 10, 11, 100});
    assertThat(band.median()).isEqualTo(10);
    assertThat(band.reach()).isEqualTo(5.9304, within(1e-9));
    assertThat(band.abnormal(15.9)).isFalse();
    assertThat(band.abnormal(16)).isTrue();
    assertThat(band.abnormal(4)).isTrue();
  }

  @Test
  void aReadingThatNeverMovedMayMoveByAQuarter() {
    Band band = Band.of(new double[] {4, 4, 4, 4});
    assertThat(band.abnormal(5)).isFalse();
    assertThat(band.abnormal(5.1)).isTrue();
    assertThat(Band.of(new double[] {4, 4, 4}, 0.5).abnormal(5.9)).isFalse();
    assertThat(Band.of(new double[] {4, 4, 4}, 0.1).abnormal(4.9)).isFalse();
    assertThat(Band.of(new double[] {0, 0, 0}).abnormal(1)).isTrue();
    assertThat(Band.of(new double[] {0, 0, 0}).abnormal(0)).isFalse();
    assertThat(Band.of(new double[] {}).abnormal(7)).as("no baseline").isFalse();
    assertThat(Band.of(new double[] {Double.NaN, 2, 4}).median()).isEqualTo(3);
  }
}
