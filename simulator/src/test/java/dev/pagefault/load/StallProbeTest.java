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
    assertThat(probe.stalledShare(Long.MIN_VALUE)).isZero();
  }

  @Test
  void oneLateTickMarksItsWindow() {
    run(12_000);
    now += 60 * MILLI;
    probe.tick(now);
    run(38_000);
    assertThat(probe.stalledShare(Long.MIN_VALUE)).isEqualTo(0.1);
    assertThat(probe.stalledShare(20_000 * MILLI)).as("since then").isZero();
  }

  @Test
  void aLongStallMarksEveryWindowItCovers() {
    run(10_000);
    now += 10_000 * MILLI;
    probe.tick(now);
    run(30_000);
    assertThat(probe.stalledShare(Long.MIN_VALUE)).isBetween(0.2, 0.4);
  }
}
