package dev.pagefault.scoring;

import dev.pagefault.journal.JournalEvent.Hypothesized;
import dev.pagefault.journal.JournalEvent.Outcomes;
import dev.pagefault.journal.JournalEvent.Revealed;
import dev.pagefault.journal.JournalEvent.Verdict;
import dev.pagefault.scenario.Answer.Atom;
import dev.pagefault.scenario.Answer.Rival;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What a reading says of a hypothesis, by the evidence matrix: how often each outcome was seen when
 * each candidate (the cause, the rivals) was run on the mesh.
 *
 * <p>A hypothesis stands for the candidates that it covers (a mixture of their rows, where it
 * covers several); else for the nearest one within {@link #NEAR}; else for "other", which has the
 * healthy baseline's row. What was seen is weighed as {@code ln(P(outcome | its rows) / P(outcome |
 * the other candidates' rows))}, the others mixed evenly; the baseline is no candidate, since
 * somebody was paged.
 */
public final class Evidence {

  /** Row of the cause. */
  public static final String CAUSE = "cause";

  /** Row of the healthy mesh. */
  public static final String BASELINE = "baseline";

  /** A reading fits above this log ratio, and speaks against below its negative. */
  static final double FITS_ABOVE = StrictMath.log(3);

  /** A reading rules out below the negative of this log ratio. */
  static final double RULES_OUT_BELOW = -StrictMath.log(10);

  private static final double NEAR = 0.3;
  private static final double ROUNDING = 1e-9;

  /** Rows are smoothed already; this keeps a hand-written zero from becoming infinite certainty. */
  private static final double LEAST_PROBABILITY = 1e-3;

  private final AtomSpace space;
  private final Revealed revealed;

  /** The cause first, then its rivals as the answer lists them. */
  private final Map<String, List<Atom>> candidates = new LinkedHashMap<>();

  public Evidence(AtomSpace space, Revealed revealed) {
    this.space = space;
    this.revealed = revealed;
    candidates.put(CAUSE, List.copyOf(revealed.answer().atoms()));
    for (Rival rival : revealed.answer().rivals()) {
      candidates.put(rival.id(), List.of(rival.atom()));
    }
  }

  /** How a diagnostic and its target are written as a key of the matrix. */
  public static String key(String diagnostic, String target) {
    return diagnostic.toLowerCase(Locale.ROOT) + " " + target;
  }

  /** Where an outcome stands in its diagnostic's rows, or -1. */
  public int outcome(String diagnostic, String outcome) {
    Outcomes known = revealed.diagnostics().get(diagnostic.toLowerCase(Locale.ROOT));
    return known == null ? -1 : known.outcomes().indexOf(outcome);
  }

  /** Candidates that a hypothesis stands for, or {@link #BASELINE} alone for "other". */
  public SortedSet<String> standsFor(Hypothesized h) {
    SortedSet<String> covered = new TreeSet<>();
    candidates.forEach((id, atoms) -> {
      if (atoms.stream().anyMatch(atom -> space.covers(h, atom))) {
        covered.add(id);
      }
    });
    return covered.isEmpty() ? new TreeSet<>(Set.of(nearest(h))) : covered;
  }

  private String nearest(Hypothesized h) {
    List<Atom> said = space.covered(h);
    String nearest = BASELINE;
    double least = NEAR + ROUNDING;
    for (Map.Entry<String, List<Atom>> candidate : candidates.entrySet()) {
      for (Atom atom : candidate.getValue()) {
        for (Atom mine : said) {
          // The first one keeps a tie.
          double d = space.distance(mine, atom);
          if (d < least - ROUNDING || (d < least && nearest.equals(BASELINE))) {
            least = d;
            nearest = candidate.getKey();
          }
        }
      }
    }
    return nearest;
  }

  /**
   * Natural logarithm of the likelihood ratio of an outcome for a hypothesis; empty where the rows
   * don't tell.
   *
   * @param rows candidate → probability of each outcome
   */
  public OptionalDouble logRatio(Map<String, List<Double>> rows, int outcome, Hypothesized h) {
    SortedSet<String> own = standsFor(h);
    SortedSet<String> others = new TreeSet<>(candidates.keySet());
    others.removeAll(own);
    OptionalDouble mine = mixture(rows, own, outcome);
    if (mine.isEmpty()) {
      return OptionalDouble.empty();
    }
    if (others.isEmpty()) {
      return OptionalDouble.of(0); // it claims every candidate, so nothing can speak for or against
    }
    OptionalDouble theirs = mixture(rows, others, outcome);
    return theirs.isEmpty()
        ? OptionalDouble.empty()
        : OptionalDouble.of(StrictMath.log(mine.getAsDouble() / theirs.getAsDouble()));
  }

  /** The verdict that a log ratio warrants. */
  public static Verdict warranted(double logRatio) {
    if (logRatio > FITS_ABOVE) {
      return Verdict.FITS;
    }
    if (logRatio < RULES_OUT_BELOW) {
      return Verdict.RULES_OUT;
    }
    return logRatio < -FITS_ABOVE ? Verdict.AGAINST : Verdict.SAYS_NOTHING;
  }

  /** The rows of a diagnostic and target; empty where it was never run. */
  public Map<String, List<Double>> rows(String diagnostic, String target) {
    return revealed.matrix().getOrDefault(key(diagnostic, target), Map.of());
  }

  /** Ids of the cause and its rivals, in fixed order. */
  public SortedSet<String> candidates() {
    return new TreeSet<>(candidates.keySet());
  }

  /** Even mixture of some candidates' probability of an outcome; empty where no row tells. */
  public static OptionalDouble mixture(
      Map<String, List<Double>> rows, SortedSet<String> ids, int outcome) {
    double sum = 0;
    int n = 0;
    for (String id : ids) {
      List<Double> row = rows.get(id);
      if (row != null && outcome >= 0 && outcome < row.size()) {
        sum += Math.max(LEAST_PROBABILITY, row.get(outcome));
        n++;
      }
    }
    return n == 0 ? OptionalDouble.empty() : OptionalDouble.of(sum / n);
  }
}
