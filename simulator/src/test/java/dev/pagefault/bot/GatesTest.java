package dev.pagefault.bot;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What one run decides. */
final class GatesTest {

  @Test
  void anExpertMustBePagedReachNinetyAndMendForGood() {
    assertThat(failed(outcome("expert", 12_000L, true, null)))
        .containsExactly("the expert reaches 90"); // nobody scored this one
    assertThat(failed(outcome("expert", 45_001L, false, null)))
        .containsExactly(
            "expert was paged within 45 s of onset",
            "the declared fix survives the replay",
            "the expert reaches 90");
    assertThat(failed(outcome("expert", null, true, null)))
        .contains("expert was paged within 45 s of onset");
  }

  @Test
  void aRemedyMustDoWhatTheAnswerSaysOfIt() {
    assertThat(failed(outcome("applies restart", 1L, false, false))).isEmpty();
    assertThat(failed(outcome("applies restart", 1L, true, false)))
        .containsExactly("applies restart does not mend");
    assertThat(failed(outcome("applies roll-back", 1L, false, true)))
        .containsExactly("applies roll-back mends");
  }

  @Test
  void whatWasToBeSeenAndWasNotIsAGateThatFailed() {
    Conformance.Seen there = new Conformance.Seen("errors are abnormal once it broke", true, "");
    Conformance.Seen missing = new Conformance.Seen("traffic is normal once it broke", false, "");
    assertThat(failed(outcome("idler", 0L, false, null, there, missing)))
        .containsExactly("traffic is normal once it broke");
  }

  @Test
  void nothingIsKeptUnlessEveryBotPlayedAndEveryRemedyIsKnown() {
    List<Proof.Run> runs = Prover.BOTS.stream().map(bot -> run(bot, 1L, true)).toList();
    Proof proof = new Proof(runs, List.of());
    assertThat(proof.proven("teal-otter", "hash", Set.of(), Map.of())).isPresent();
    assertThat(proof.proven("teal-otter", "hash", Set.of("restart"), Map.of())).isEmpty();
    assertThat(proof.proven("teal-otter", "hash", Set.of("restart"), Map.of("restart", false)))
        .isPresent();
    assertThat(
            new Proof(runs.subList(0, 3), List.of())
                .proven("teal-otter", "hash", Set.of(), Map.of()))
        .isEmpty();
    Proof.Gate gate = new Proof.Gate("teal-otter", 1, "the expert reaches 90", false, "89 points");
    assertThat(new Proof(runs, List.of(gate)).proven("teal-otter", "hash", Set.of(), Map.of()))
        .isEmpty();
  }

  private static List<String> failed(Prover.Outcome outcome) {
    return Gates.of(outcome).stream().filter(gate -> !gate.passed()).map(Proof.Gate::gate).toList();
  }

  private static Prover.Outcome outcome(
      String bot,
      @Nullable Long paged,
      boolean survived,
      @Nullable Boolean mends,
      Conformance.Seen... seen) {
    return new Prover.Outcome(run(bot, paged, survived), Played.NOT, mends, List.of(seen), false);
  }

  private static Proof.Run run(String bot, @Nullable Long paged, boolean survived) {
    return new Proof.Run("teal-otter", 1, bot, null, paged, null, survived, null, null, null, null);
  }
}
