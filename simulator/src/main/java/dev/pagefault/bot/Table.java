package dev.pagefault.bot;

import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Proof as a table for people. Pure. */
public final class Table {
  private static final String HEAD =
      "%-14s %4s  %-28s %6s %8s %8s %6s %6s  %7s %9s  %s"
          .formatted(
              "scenario",
              "seed",
              "player",
              "total",
              "observe",
              "hypoth.",
              "test",
              "fix",
              "paged",
              "mitigated",
              "replay");

  private Table() {}

  /** The whole proof. */
  public static String of(Proof proof) {
    String runs = proof.runs().stream().map(Table::line).collect(Collectors.joining("\n"));
    String failed =
        proof.gates().stream()
            .filter(gate -> !gate.passed())
            .map(gate ->
                "FAILED  %s seed %d: %s (%s)"
                    .formatted(gate.scenario(), gate.seed(), gate.gate(), gate.why()))
            .collect(Collectors.joining("\n"));
    long passed = proof.gates().stream().filter(Proof.Gate::passed).count();
    return "%s%n%s%n%n%s%s%d of %d gates passed"
        .formatted(HEAD, runs, failed, failed.isEmpty() ? "" : "\n", passed, proof.gates().size());
  }

  /** One run. */
  static String line(Proof.Run run) {
    Proof.Score score = run.score();
    if (score == null) {
      return "%-14s %4d  %-28s invalid: %s"
          .formatted(run.scenario(), run.seed(), run.bot(), run.invalid());
    }
    return String.format(
        Locale.ROOT,
        "%-14s %4d  %-28s %6.1f %8.1f %8.1f %6.1f %6.1f  %7s %9s  %s%s",
        run.scenario(),
        run.seed(),
        run.bot(),
        score.total(),
        score.observe(),
        score.hypothesize(),
        score.test(),
        score.fix(),
        seconds(run.pagedAfterMs()),
        seconds(run.mitigatedAfterMs()),
        run.survivedReplay() ? "held" : "no",
        run.invalid() == null ? "" : "  invalid: " + run.invalid());
  }

  private static String seconds(@Nullable Long millis) {
    return millis == null ? "-" : "%.1f s".formatted(millis / 1000.0);
  }
}
