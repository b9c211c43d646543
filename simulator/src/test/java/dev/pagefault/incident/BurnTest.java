package dev.pagefault.incident;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class BurnTest {

  @Test
  void theWorkbooksExampleBurnsAtFourteenPointFour() {
    // objective 99.9 %: 1.44 % of bad events spend 2 % of a 30-day budget in an hour
    Count hour = new Count(100_000 - 1_440, 100_000);
    assertThat(Burn.rate(hour, 0.999)).isEqualTo(14.4, within(1e-9));
    assertThat(Burn.budgetBurned(hour, 0.999, Duration.ofHours(1))).isEqualTo(0.02, within(1e-9));
  }

  @Test
  void nothingCountedBurnsNothing() {
    assertThat(Burn.rate(Count.NONE, 0.99)).isZero();
    assertThat(Burn.rate(new Count(10, 10), 1)).isZero();
    assertThat(Burn.rate(new Count(9, 10), 1)).isFinite();
  }
}
