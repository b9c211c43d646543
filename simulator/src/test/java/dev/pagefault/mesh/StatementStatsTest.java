package dev.pagefault.mesh;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.pagefault.time.ManualClock;
import org.junit.jupiter.api.Test;

/** Six steps of 5 s, the last of them not over; the clock begins at 5 s. */
final class StatementStatsTest {
  private static final long SECOND = 1_000_000_000L;
  private static final String OWNER = "orders/find";

  private final ManualClock clock = new ManualClock();
  private final StatementStats stats = new StatementStats(clock);

  @Test
  void tenCallsASecondAreThatOverWhatTheWindowReallyCovers() {
    for (int call = 0; call < 407; call++) { // at 5.05 s, 5.15 s, … 45.65 s
      clock.advance(SECOND / 20);
      call();
      clock.advance(SECOND / 20);
    }
    StatementStats.Window window = stats.read(); // from 20 s to 45.7 s
    assertThat(window.seconds()).isEqualTo(25.7);
    assertThat(stat().recent().calls()).isEqualTo(257);
    assertThat(stat().before().calls()).isEqualTo(150);
    assertThat(stat().recent().calls() / window.seconds()).isCloseTo(10, within(1e-9));
  }

  @Test
  void whatIsOlderThanTheWindowCameBefore() {
    call(); // at 5 s
    clock.advance(25 * SECOND); // from 5 s to 30 s
    assertThat(stats.read().seconds()).isEqualTo(25);
    assertThat(stat().recent().calls()).isEqualTo(1);
    clock.advance(5 * SECOND); // from 10 s to 35 s
    assertThat(stat().recent()).isEqualTo(StatementStats.Sums.NONE);
    assertThat(stat().before()).isEqualTo(new StatementStats.Sums(1, 2_000_000, 1, 1));
    assertThat(stat().total()).isEqualTo(stat().before());
  }

  private void call() {
    stats.record(OWNER, "SELECT 1", null, 1, 2_000_000);
  }

  private StatementStats.Stat stat() {
    return requireNonNull(stats.read().stats().get(OWNER));
  }
}
