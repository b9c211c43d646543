package dev.pagefault.load;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class StallProbeTest {
  private static final long MILLI = 1_000_000;
  private long now;
  private final StallProbe probe = new StallProbe(0);

  private void run(long millis) {
    for (long end = now + millis * MILLI; now < end; ) {
      now += 5 * MILLI;
      probe.tick(now);
    }
  }

  @Test
  void aHostThatKeepsTimeHasNoStalledWindow() {
    run(50_000);
    assertThat(probe.since(0)).isEqualTo(new Stalls(10, 0, 0));
  }

  @Test
  void oneLateTickMarksItsWindow() {
    run(12_000);
    now += 60 * MILLI;
    probe.tick(now);
    run(38_000);
    assertThat(probe.since(0)).isEqualTo(new Stalls(10, 1, 55));
    assertThat(probe.since(20_000 * MILLI).stalled()).as("since then").isZero();
  }

  @Test
  void aLongStallMarksEveryWindowItCovers() {
    run(10_000);
    now += 10_000 * MILLI;
    probe.tick(now);
    run(30_000);
    assertThat(probe.since(0)).isEqualTo(new Stalls(10, 2, 9_995));
  }

  @Test
  void aStallThatReachesIntoTheNextWindowMarksItToo() {
    run(3_000);
    now += 6_000 * MILLI;
    probe.tick(now);
    run(41_000);
    assertThat(probe.since(0)).isEqualTo(new Stalls(10, 2, 5_995));
    assertThat(probe.since(5_000 * MILLI).stalled()).as("[5, 10) and later").isEqualTo(1);
  }

  @Test
  void aWindowThatAStallOnlyTouchesIsNotMarked() {
    run(4_960);
    now += 1_000 * MILLI; // 35 ms late in [0, 5)
    probe.tick(now);
    run(8_080);
    now += 1_000 * MILLI; // 40 ms late in [15, 20)
    probe.tick(now);
    run(34_960);
    assertThat(probe.since(0)).isEqualTo(new Stalls(10, 2, 995));
    assertThat(probe.since(5_000 * MILLI).stalled()).as("[5, 10) and later").isEqualTo(2);
    assertThat(probe.since(10_000 * MILLI).stalled()).as("[10, 15) and later").isEqualTo(1);
    assertThat(probe.since(15_000 * MILLI).stalled()).as("[15, 20) and later").isZero();
  }

  @Test
  void aSingleStallInAShortRunSaysLittleButTwoOfThemDo() {
    assertThat(new Stalls(20, 1, 80).tooMany()).isFalse();
    assertThat(new Stalls(20, 2, 80).tooMany()).isTrue();
    assertThat(new Stalls(300, 3, 80).tooMany()).isFalse();
    assertThat(new Stalls(300, 4, 80).tooMany()).isTrue();
  }
}
