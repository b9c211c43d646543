package dev.pagefault.bot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** From readings to a matrix, and what it tells. */
final class EvidenceTest {

  @Test
  void aRowIsSmoothedByHalfAnObservationOfEachOutcome() {
    // 20 readings, all of the first of three outcomes: (20 + 0.5) / (20 + 3 × 0.5)
    assertThat(Tally.smoothed(new int[] {20, 0, 0})).containsExactly(0.9535, 0.0233, 0.0233);
  }

  @Test
  void bitsAreTheSymmetricRatioAndNoneForTheSame() {
    List<Double> often = List.of(0.9, 0.1);
    List<Double> seldom = List.of(0.1, 0.9);
    // 2 × 0.8 × log2 9
    assertThat(Matrix.bits(often, seldom)).isCloseTo(5.0719, within(1e-4));
    assertThat(Matrix.bits(often, often)).isZero();
  }

  @Test
  void theSharpestReadingComesFirst() {
    Matrix matrix =
        new Matrix(
            Map.of(
                "cpu orders-db",
                Map.of("cause", List.of(0.6, 0.4), "small-pool", List.of(0.4, 0.6)),
                "sessions orders-db",
                Map.of("cause", List.of(0.9, 0.1), "small-pool", List.of(0.1, 0.9)),
                "plan orders-db",
                Map.of("cause", List.of(0.5, 0.5))));
    assertThat(matrix.telling("cause", "small-pool"))
        .extracting(Matrix.Told::probe)
        .containsExactly("sessions orders-db", "cpu orders-db");
  }
}
