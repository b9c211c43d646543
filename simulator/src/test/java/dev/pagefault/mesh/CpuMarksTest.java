package dev.pagefault.mesh;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pagefault.hardware.CpuStat;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What a processor did lately. */
class CpuMarksTest {
  private final CpuMarks marks = new CpuMarks(0, new CpuStat(0, 0, 0, 0));

  @Test
  void aYoungProcessIsLookedAtSinceItsBirth() {
    assertThat(marks.windowBefore(seconds(3)).nanos()).isZero();
    marks.set(seconds(4), used(40));
    assertThat(marks.windowBefore(seconds(5)).nanos()).isZero();
  }

  @Test
  void anOlderOneOverTheLastTenSeconds() {
    for (int second = 1; second <= 60; second++) {
      marks.set(seconds(second), used(second));
    }
    assertThat(marks.windowBefore(seconds(60))).isEqualTo(new CpuMarks.Mark(seconds(50), used(50)));
  }

  @Test
  void oneThatNobodyAskedForLongIsLookedAtSinceItWasAsked() {
    marks.set(seconds(5), used(5));
    assertThat(marks.windowBefore(seconds(100)).nanos()).isEqualTo(seconds(5));
  }

  @Test
  void eachScrapeCountsFromTheOneBefore() {
    marks.set(seconds(1), used(1));
    assertThat(marks.set(seconds(2), used(2))).isEqualTo(new CpuMarks.Mark(seconds(1), used(1)));
  }

  private static long seconds(long seconds) {
    return TimeUnit.SECONDS.toNanos(seconds);
  }

  private static CpuStat used(long micros) {
    return new CpuStat(0, 0, 0, micros);
  }
}
