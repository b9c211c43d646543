package dev.pagefault.debrief;

import dev.pagefault.journal.JournalEvent.Outcomes;
import dev.pagefault.journal.JournalEvent.Revealed;
import dev.pagefault.scoring.Evidence;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SortedSet;
import java.util.TreeMap;

/**
 * How a diagnostic differs under two explanations: its likeliest outcome under each, with that
 * outcome's probability; {@code otherProbability} is that of the first's outcome under the other.
 *
 * @param information symmetric divergence of the two rows, {@code Σ (p−q)·ln(p/q)}, in nats
 *     (Jeffreys 1946)
 */
record Difference(
    String diagnostic,
    String target,
    double information,
    String outcome,
    double probability,
    String otherOutcome,
    double otherProbability) {

  /** The one with the greatest information; the first in the order of keys keeps a tie. */
  static Optional<Difference> greatest(
      Revealed revealed, SortedSet<String> one, SortedSet<String> other) {
    Difference best = null;
    for (Map.Entry<String, Map<String, List<Double>>> row :
        new TreeMap<>(revealed.matrix()).entrySet()) {
      Optional<Difference> difference = of(revealed, row.getKey(), row.getValue(), one, other);
      if (difference.isPresent()
          && (best == null || difference.get().information() > best.information())) {
        best = difference.get();
      }
    }
    return Optional.ofNullable(best);
  }

  private static Optional<Difference> of(
      Revealed revealed,
      String key,
      Map<String, List<Double>> rows,
      SortedSet<String> one,
      SortedSet<String> other) {
    int space = key.indexOf(' ');
    String diagnostic = key.substring(0, Math.max(0, space));
    Outcomes known = revealed.diagnostics().get(diagnostic);
    if (known == null) {
      return Optional.empty();
    }
    List<String> outcomes = known.outcomes();
    List<Double> p = new ArrayList<>();
    List<Double> q = new ArrayList<>();
    double information = 0;
    for (int i = 0; i < outcomes.size(); i++) {
      OptionalDouble here = Evidence.mixture(rows, one, i);
      OptionalDouble there = Evidence.mixture(rows, other, i);
      if (here.isEmpty() || there.isEmpty()) {
        return Optional.empty();
      }
      p.add(here.getAsDouble());
      q.add(there.getAsDouble());
      information += (p.get(i) - q.get(i)) * StrictMath.log(p.get(i) / q.get(i));
    }
    int first = likeliest(p);
    return Optional.of(
        new Difference(
            diagnostic,
            key.substring(space + 1),
            information,
            outcomes.get(first),
            p.get(first),
            outcomes.get(likeliest(q)),
            q.get(first)));
  }

  private static int likeliest(List<Double> row) {
    int most = 0;
    for (int i = 1; i < row.size(); i++) {
      if (row.get(i) > row.get(most)) {
        most = i;
      }
    }
    return most;
  }
}
