package dev.pagefault.bot;

import dev.pagefault.drill.Assignment;
import dev.pagefault.scenario.Answer;
import java.util.ArrayList;
import java.util.List;

/** What must hold before a scenario may be served. Pure. */
final class Gates {
  /** From onset to page. */
  static final long PAGE_WITHIN_MS = 45_000;

  /** What the expert reaches. */
  static final double EXPERT_MIN = 90;

  /** What no naive player exceeds. */
  static final double NAIVE_MAX = 35;

  /** By how many bits some diagnostic must tell each rival from the cause. */
  static final double RIVAL_BITS = 2;

  private static final String MENDS = " mends";
  private static final String DOES_NOT_MEND = " does not mend";

  private Gates() {}

  /** The gates that one run decides. */
  static List<Proof.Gate> of(Prover.Outcome outcome) {
    Proof.Run run = outcome.run();
    List<Proof.Gate> gates = new ArrayList<>();
    if (run.invalid() != null) {
      gates.add(gate(run, run.bot() + " could play", false, run.invalid()));
      return gates;
    }
    Boolean mends = outcome.mends();
    if (mends != null) {
      gates.add(
          gate(
              run,
              run.bot() + (mends ? MENDS : DOES_NOT_MEND),
              mends == run.survivedReplay(),
              run.survivedReplay() ? "it held through the replay" : "it came back, or never left"));
      return gates;
    }
    outcome.seen().forEach(it -> gates.add(gate(run, it.what(), it.asSaid(), it.why())));
    Long paged = run.pagedAfterMs();
    gates.add(
        gate(
            run,
            run.bot() + " was paged within 45 s of onset",
            paged != null && paged <= PAGE_WITHIN_MS,
            paged == null ? "no onset was measured" : paged / 1000.0 + " s"));
    double total = outcome.played().total();
    if (run.bot().equals("expert")) {
      gates.add(
          gate(run, "the declared fix survives the replay", run.survivedReplay(), "verified"));
      gates.add(gate(run, "the expert reaches 90", total >= EXPERT_MIN, total + " points"));
    } else {
      gates.add(gate(run, run.bot() + " stays at 35", total <= NAIVE_MAX, total + " points"));
    }
    return gates;
  }

  /** Whether some diagnostic tells each rival from the cause. */
  static List<Proof.Gate> evidence(String id, Assignment assignment) {
    Matrix matrix = Matrix.of(assignment);
    List<Proof.Gate> gates = new ArrayList<>();
    for (Answer.Rival rival : assignment.answer().rivals()) {
      List<Matrix.Told> told = matrix.telling(Matrix.CAUSE, rival.id());
      boolean apart = !told.isEmpty() && told.getFirst().bits() >= RIVAL_BITS;
      String why =
          told.isEmpty()
              ? "nothing was measured; run prove --evidence"
              : "%s tells %.1f bits".formatted(told.getFirst().probe(), told.getFirst().bits());
      gates.add(
          new Proof.Gate(
              id, 0, "some diagnostic tells " + rival.id() + " from the cause", apart, why));
    }
    return gates;
  }

  /** What is known of a remedy from earlier proof. */
  static Proof.Gate kept(String id, Prover.Remedy remedy, boolean held) {
    return new Proof.Gate(
        id,
        1,
        Applies.name(remedy.remedy().id()) + (remedy.mends() ? MENDS : DOES_NOT_MEND),
        remedy.mends() == held,
        "as proof of these same files showed before");
  }

  private static Proof.Gate gate(Proof.Run run, String gate, boolean passed, String why) {
    return new Proof.Gate(run.scenario(), run.seed(), gate, passed, why);
  }
}
