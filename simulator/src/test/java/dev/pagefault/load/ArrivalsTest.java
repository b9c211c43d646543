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
  void atARateCloseToNoneNobodyComesForYears() {
    Arrivals arrivals = new Arrivals(new SplittableRandom(5), 1e-12, 0);
    assertThat(arrivals.next()).isGreaterThan(365L * 24 * 3_600 * SECOND);
    arrivals.rate(10, SECOND);
    assertThat(arrivals.next()).isBetween(SECOND, 6 * SECOND);
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
    assertThat(until(process, 3 * SECOND)).as("each when they like").isNotEmpty();
    process.waves(5 * SECOND, 3 * SECOND);
    process.waves(5 * SECOND, 4 * SECOND);
    assertThat(until(process, 50 * SECOND))
        .allMatch(time -> Math.floorMod(time - 3 * SECOND, 5 * SECOND) < SECOND / 2);
  }

  /** In waves at 5 s and 10 s; it is 9 s, and who was due since 5 s waits for the next. */
  private static Arrivals betweenWaves() {
    Arrivals process = new Arrivals(new SplittableRandom(6), 12, 0);
    process.waves(5 * SECOND, 0);
    assertThat(until(process, 9 * SECOND)).isNotEmpty();
    return process;
  }

  @Test
  void whoeverWaitsForTheNextWaveComesWithItWhateverChangesMeanwhile() {
    long due = 10 * SECOND + 4 * SECOND / 10; // when in the wave those come who were due at 9 s
    List<Long> ordered = until(betweenWaves(), due);
    assertThat(ordered).hasSizeGreaterThan(20).allMatch(time -> time >= 10 * SECOND);
    Arrivals same = betweenWaves();
    same.rate(12, 9 * SECOND);
    assertThat(until(same, due)).as("nothing changed").isEqualTo(ordered);
    Arrivals faster = betweenWaves();
    faster.rate(24, 9 * SECOND);
    assertThat(until(faster, due)).as("the rate").isEqualTo(ordered);
    Arrivals nobody = betweenWaves();
    nobody.rate(0, 9 * SECOND);
    assertThat(until(nobody, due)).as("none after them").isEqualTo(ordered);
    assertThat(nobody.next()).isEqualTo(Long.MAX_VALUE);
    Arrivals single = betweenWaves();
    single.waves(0, 9 * SECOND);
    List<Long> all = until(single, due);
    assertThat(all).as("others come between").isSorted().containsAll(ordered);
    assertThat(all).hasSizeGreaterThan(ordered.size());
    assertThat(all.getFirst()).isBetween(9 * SECOND, 10 * SECOND);
  }
}
