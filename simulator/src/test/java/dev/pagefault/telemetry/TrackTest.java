package dev.pagefault.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TrackTest {
  private static final long START = 1_700_000_000;

  private static Track counter() {
    return new Track("requests_total", Map.of(), Sample.Kind.COUNTER);
  }

  private static Sample count(double value) {
    return new Sample("requests_total", Map.of(), Sample.Kind.COUNTER, value, null);
  }

  private static Sample gauge(double value) {
    return new Sample("active", Map.of(), Sample.Kind.GAUGE, value, null);
  }

  @Test
  void aCounterIsKeptAsIncrementsAndARestartCountsFromZero() {
    Track track = counter();
    track.write(START, count(5));
    track.write(START + 1, count(8));
    track.write(START + 2, count(2)); // a new process
    track.write(START + 3, count(2));
    assertThat(track.read(START, START + 3, Track.VALUE)).containsExactly(5, 3, 2, 0);
    assertThat(track.total()).isEqualTo(10);
  }

  @Test
  void secondsWithoutAScrapeHoldNothing() {
    Track track = counter();
    track.write(START, count(1));
    track.write(START + 3, count(4));
    assertThat(track.read(START - 1, START + 4, Track.VALUE))
        .containsExactly(Double.NaN, 1, Double.NaN, Double.NaN, 3, Double.NaN);
  }

  @Test
  void whatComesLateIsCountedInTheNewestSecond() {
    Track track = counter();
    track.write(START + 5, count(1));
    track.write(START + 2, count(4));
    assertThat(track.read(START + 5, START + 5, Track.VALUE)).containsExactly(4);
  }

  @Test
  void fifteenMinutesAreKeptBySecondAndTwoHoursByTen() {
    Track track = counter();
    int hours = Track.TENS * Track.TEN;
    for (int i = 0; i < hours + 100; i++) {
      track.write(START + i, count(i * 2.0));
    }
    long newest = START + hours + 99;
    double[] all = track.read(START, newest, Track.VALUE);
    assertThat(all[99]).as("older than two hours").isNaN();
    assertThat(all[100]).as("the oldest ten").isEqualTo(2);
    double sum = 0;
    for (int i = 100; i < all.length; i++) {
      sum += all[i];
    }
    assertThat(sum).as("nothing is lost between the rings").isEqualTo(2.0 * hours);
  }

  @Test
  void theFineRingEndsWhereTheCoarseOneBegins() {
    Track track = new Track("active", Map.of(), Sample.Kind.GAUGE);
    for (int i = 0; i < Track.SECONDS + 20; i++) {
      track.write(START + i, gauge(i));
    }
    double[] all = track.read(START, START + Track.SECONDS + 19, Track.VALUE);
    assertThat(all[19]).as("the mean of 10 to 19").isEqualTo(14.5);
    assertThat(all[20]).as("the oldest single second").isEqualTo(20);
    assertThat(all[Track.SECONDS + 19]).isEqualTo(Track.SECONDS + 19);
  }

  @Test
  void aLongSilenceLeavesNothingOfTheLastRoundInTheRings() {
    Track track = new Track("active", Map.of(), Sample.Kind.GAUGE);
    for (int i = 0; i < 30; i++) {
      track.write(START + i, gauge(7));
    }
    long later = START + 3L * Track.SECONDS;
    track.write(later, gauge(9));
    double[] fine = track.read(later - Track.SECONDS + 1, later, Track.VALUE);
    assertThat(Arrays.stream(fine).filter(v -> !Double.isNaN(v))).containsExactly(9.0);
    assertThat(track.read(START + 5, START + 5, Track.VALUE)).containsExactly(7);
    track.write(later + 10L * Track.TENS * Track.TEN, gauge(1));
    assertThat(track.read(later, later, Track.VALUE)).containsExactly(Double.NaN);
  }

  @Test
  void aFullMeshOfSeriesTakesAtMostTwentyMegabytes() {
    // 1,420 counters and gauges, 80 histograms of which every bucket was touched: the worst case
    long plain = 1_420L * full(Sample.Kind.COUNTER).bytes();
    long histograms = 80L * full(Sample.Kind.HISTOGRAM).bytes();
    assertThat(plain + histograms).isBetween(15_000_000L, 20_000_000L);
  }

  private static Track full(Sample.Kind kind) {
    Track track = new Track("x", Map.of(), kind);
    long[] buckets = new long[Track.BUCKETS];
    for (int i = 0; i < Track.TENS * Track.TEN; i++) {
      for (int b = 0; b < buckets.length; b++) {
        buckets[b]++;
      }
      boolean histogram = kind == Sample.Kind.HISTOGRAM;
      track.write(START + i, new Sample("x", Map.of(), kind, i, histogram ? buckets : null));
    }
    return track;
  }
}
