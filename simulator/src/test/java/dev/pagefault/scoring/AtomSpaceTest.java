package dev.pagefault.scoring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pagefault.journal.JournalEvent.Hypothesized;
import dev.pagefault.scenario.Answer.Atom;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AtomSpaceTest {

  private static final AtomSpace SPACE =
      AtomSpace.of(
          List.of("checkout", "orders"),
          Map.of("slow", "pool", "small", "pool", "leak", "memory", AtomSpace.NOTHING, "no-fault"),
          List.of());

  @Test
  void itIsComponentsTimesModesAndNothingIsBroken() {
    assertThat(SPACE.atoms()).hasSize(2 * 3 + 1);
  }

  @Test
  void whatIsLeftOpenCoversEverythingButNothing() {
    assertThat(SPACE.covered(said("checkout", "pool", "slow"))).hasSize(1);
    assertThat(SPACE.covered(said("checkout", "pool", null))).hasSize(2);
    assertThat(SPACE.covered(said(null, "pool", null))).hasSize(4);
    assertThat(SPACE.covered(said("checkout", null, null))).hasSize(3);
    assertThat(SPACE.covered(said(null, null, null))).hasSize(6);
  }

  @Test
  void nothingIsBrokenIsOneAtomWhateverComponentItIsSaidOf() {
    assertThat(SPACE.covered(said("checkout", "no-fault", AtomSpace.NOTHING))).hasSize(1);
    assertThat(SPACE.covered(said(null, "no-fault", null))).hasSize(1);
    assertThat(SPACE.indexOf(new Atom("orders", AtomSpace.NOTHING))).isNotNegative();
  }

  @Test
  void distanceCountsTheComponentAndTheMode() {
    Atom truth = new Atom("checkout", "slow");
    assertThat(SPACE.distance(truth, truth)).isZero();
    assertThat(SPACE.distance(truth, new Atom("checkout", "small"))).isEqualTo(0.3);
    assertThat(SPACE.distance(truth, new Atom("orders", "slow"))).isEqualTo(0.4);
    assertThat(SPACE.distance(truth, new Atom("checkout", "leak"))).isEqualTo(0.6);
    assertThat(SPACE.distance(truth, new Atom("orders", "leak"))).isEqualTo(1);
    assertThat(SPACE.distance(truth, new Atom("", AtomSpace.NOTHING))).isEqualTo(1);
  }

  private static Hypothesized said(
      @Nullable String component, @Nullable String family, @Nullable String mode) {
    return new Hypothesized("h", "", component, family, mode, null, 50, null);
  }
}
