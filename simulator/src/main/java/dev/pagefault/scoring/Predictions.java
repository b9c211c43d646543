package dev.pagefault.scoring;

import dev.pagefault.journal.JournalEvent.Hypothesized;
import dev.pagefault.journal.JournalEvent.Prediction;
import dev.pagefault.journal.JournalEvent.Revealed;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Whether predictions can be told apart and proved wrong, by the evidence matrix. An outcome
 * <em>holds</em> under a candidate when its row gives it {@link #HOLDS} or more. Where the matrix
 * has no row for a target, the rows of the same diagnostic's other targets stand in: there a
 * prediction is one when it isn't what that diagnostic shows most often.
 */
final class Predictions {

  /** From this probability on, an outcome is what one has to expect. */
  private static final double HOLDS = 0.5;

  private final AtomSpace space;
  private final Evidence evidence;
  private final Revealed revealed;

  Predictions(AtomSpace space, Evidence evidence, Revealed revealed) {
    this.space = space;
    this.evidence = evidence;
    this.revealed = revealed;
  }

  /**
   * Whether two hypotheses that don't say the same predict differently on some diagnostic: another
   * outcome of the same reading, or an outcome that doesn't hold if the other is true.
   */
  boolean differ(Hypothesized a, Hypothesized b) {
    Prediction mine = a.prediction();
    Prediction theirs = b.prediction();
    if (mine == null || theirs == null || saysTheSame(a, b)) {
      return false;
    }
    if (sameReading(mine, theirs)) {
      return !mine.outcome().equals(theirs.outcome());
    }
    return failsUnder(mine, b) || failsUnder(theirs, a);
  }

  /** Whether some diagnostic can contradict a hypothesis's prediction. */
  boolean canFail(Hypothesized h) {
    Prediction p = h.prediction();
    if (p == null) {
      return false;
    }
    int outcome = evidence.outcome(p.diagnostic(), p.outcome());
    if (outcome < 0) {
      return false;
    }
    Map<String, List<Double>> rows = evidence.rows(p.diagnostic(), p.target());
    if (rows.isEmpty()) {
      return outcome != commonest(p.diagnostic());
    }
    SortedSet<String> rivals = evidence.candidates();
    rivals.removeAll(evidence.standsFor(h));
    for (String rival : rivals) {
      OptionalDouble there = Evidence.mixture(rows, new TreeSet<>(List.of(rival)), outcome);
      if (there.isPresent() && there.getAsDouble() < HOLDS) {
        return true;
      }
    }
    return false;
  }

  private boolean failsUnder(Prediction p, Hypothesized other) {
    OptionalDouble there =
        Evidence.mixture(
            evidence.rows(p.diagnostic(), p.target()),
            evidence.standsFor(other),
            evidence.outcome(p.diagnostic(), p.outcome()));
    return there.isPresent() && there.getAsDouble() < HOLDS;
  }

  private boolean saysTheSame(Hypothesized a, Hypothesized b) {
    return new HashSet<>(space.covered(a)).equals(new HashSet<>(space.covered(b)));
  }

  private static boolean sameReading(Prediction a, Prediction b) {
    return Evidence.key(a.diagnostic(), a.target())
        .equals(Evidence.key(b.diagnostic(), b.target()));
  }

  /** The outcome that a diagnostic shows most often over all targets and candidates, or -1. */
  private int commonest(String diagnostic) {
    String prefix = diagnostic.toLowerCase(Locale.ROOT) + " ";
    List<double[]> rows = new ArrayList<>();
    new TreeMap<>(revealed.matrix())
        .forEach((key, byCandidate) -> {
          if (key.startsWith(prefix)) {
            new TreeMap<>(byCandidate)
                .values()
                .forEach(row -> rows.add(row.stream().mapToDouble(Double::doubleValue).toArray()));
          }
        });
    double[] sum = new double[rows.stream().mapToInt(row -> row.length).max().orElse(0)];
    for (double[] row : rows) {
      for (int i = 0; i < row.length; i++) {
        sum[i] += row[i];
      }
    }
    double most = Arrays.stream(sum).max().orElse(0);
    for (int i = 0; i < sum.length; i++) {
      if (sum[i] == most) {
        return i;
      }
    }
    return -1;
  }
}
