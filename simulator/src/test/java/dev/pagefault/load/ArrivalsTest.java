package dev.pagefault.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ArrivalsTest {
  private static final long SECOND = 1_000_000_000L;

  private static List<Long> until(Arrivals arrivals, long end) {
    List<Long> times = new ArrayList<>();
    while (arrivals.next() < end) {
      times.add(arrivals.next());
      arrivals.arrived();
    }
    return times;
  }

  @Test
  void aSeedReproducesTheArrivals() {
    List<Long> first = until(new Arrivals(new SplittableRandom(3), 40, 0), 60 * SECOND);
    List<Long> again = until(new Arrivals(new SplittableRandom(3), 40, 0), 60 * SECOND);
    assertThat(first)
        .isEqualTo(again)
        .isNotEqualTo(until(new Arrivals(new SplittableRandom(4), 40, 0), 60 * SECOND));
  }

  @Test
  void theyArePoisson() {
    long seed = 17;
    List<Long> times = until(new Arrivals(new SplittableRandom(seed), 40, 0), 1_000 * SECOND);
    int[] perSecond = new int[1_000];
    times.forEach(time -> perSecond[(int) (time / SECOND)]++);
    double mean = times.size() / 1_000.0;
    double variance = 0;
    for (int count : perSecond) {
      variance += (count - mean) * (count - mean) / 1_000;
    }
    assertThat(mean).as("seed %d", seed).isEqualTo(40, within(1.0));
    assertThat(variance).as("a Poisson count's variance is its mean").isEqualTo(40, within(6.0));
  }

  @Test
  void aChangeOfRateStretchesWhatWasDrawnAndDrawsNothing() {
    Arrivals steady = new Arrivals(new SplittableRandom(5), 10, 0);
    Arrivals doubled = new Arrivals(new SplittableRandom(5), 10, 0);
    long half = steady.next() / 2;
    doubled.rate(20, half);
    assertThat(doubled.next()).isCloseTo(half + (steady.next() - half) / 2, within(2L));
    steady.arrived();
    long firstOfDoubled = doubled.next();
    doubled.arrived();
    long gap = steady.next() - 2 * half;
    assertThat(doubled.next() - firstOfDoubled).isCloseTo(gap / 2, within(4L));
  }

  @Test
  void nobodyComesAtRateZeroUntilItRises() {
    Arrivals arrivals = new Arrivals(new SplittableRandom(5), 0, 0);
    assertThat(arrivals.next()).isEqualTo(Long.MAX_VALUE);
    arrivals.rate(10, 7 * SECOND);
    assertThat(arrivals.next()).isBetween(7 * SECOND, 12 * SECOND);
  }

  @Test
  void inWavesAsManyComeAsEverInTheFirstTenthOfTheTimeBetweenThem() {
    long end = 100 * SECOND;
    List<Long> single = until(new Arrivals(new SplittableRandom(6), 12, 0), end);
    Arrivals process = new Arrivals(new SplittableRandom(6), 12, 0);
    process.waves(5 * SECOND, 0);
    List<Long> waves = until(process, end + SECOND / 2);
    assertThat(waves)
        .hasSameSizeAs(single)
        .isSorted()
        .allMatch(time -> time % (5 * SECOND) < SECOND / 2);
    assertThat(waves.stream().map(time -> time / (5 * SECOND)).distinct()).hasSize(20);
    process.waves(0, end);
    assertThat(process.next()).as("each when they like again").isLessThan(end + SECOND);
  }

  @Test
  void wavesAreCountedFromWhenTheyWereOrdered() {
    Arrivals process = new Arrivals(new SplittableRandom(6), 12, 0);
    process.waves(5 * SECOND, 3 * SECOND);
    process.waves(5 * SECOND, 4 * SECOND);
    assertThat(until(process, 50 * SECOND))
        .allMatch(time -> Math.floorMod(time - 3 * SECOND, 5 * SECOND) < SECOND / 2);
  }
}
