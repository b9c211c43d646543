package dev.pagefault.control;

import static dev.pagefault.control.Outcomes.get;
import static dev.pagefault.control.Outcomes.judged;

import dev.pagefault.mesh.FieldFigures;
import dev.pagefault.mesh.Reading;
import java.util.Map;

/**
 * Which outcome a reading of a field's bytes shows. Shares are of a few hundred samples, so that
 * they vary: one is above its baseline when it exceeds it by a margin and three standard deviations
 * of the difference of two such shares,
 *
 * <pre>
 *   σ² = p (1 − p) (1/n + 1/m)     p at the baseline, of m samples; now, of n
 * </pre>
 *
 * Pure.
 */
final class BytesOutcomes {
  /** Margin for values that are absent. */
  static final double ABSENT_MORE = 0.02;

  /** Margin for values whose bytes are another charset's: at rest there are none. */
  static final double REREAD_MORE = 0.01;

  /** Margin for values that a step can't use, and for values that were never seen before. */
  static final double UNUSABLE_MORE = 0.02;

  /** Margin for the commonest value. */
  static final double COMMONEST_MORE = 0.15;

  /** Fewer samples say nothing of which values are usual. */
  static final double SAMPLES_MIN = 20;

  private static final double DEVIATIONS = 3;
  private static final double MINUTES_PER_HOUR = 60;

  private BytesOutcomes() {}

  static Outcomes.Judged judge(Map<String, Double> was, Map<String, Double> is) {
    double samples = get(is, FieldFigures.SAMPLES);
    if (above(was, is, FieldFigures.ABSENT, ABSENT_MORE)) {
      return share("absent for some", "are absent", FieldFigures.ABSENT, was, is);
    }
    if (above(was, is, FieldFigures.REREAD, REREAD_MORE)) {
      return share(
          "bytes of another charset",
          "are bytes that were taken for another charset's",
          FieldFigures.REREAD,
          was,
          is);
    }
    if (offBy(was, is)) {
      return judged(
          "off by whole hours",
          "clocks are %+.2f h ahead of UTC (baseline %+.2f h)",
          get(is, FieldFigures.OFFSET_MINUTES) / MINUTES_PER_HOUR,
          get(was, FieldFigures.OFFSET_MINUTES) / MINUTES_PER_HOUR);
    }
    if (above(was, is, FieldFigures.UNUSABLE, UNUSABLE_MORE)) {
      return share("other values than usual", "can't be used", FieldFigures.UNUSABLE, was, is);
    }
    double unseen = unseen(was, is);
    if (unseen >= UNUSABLE_MORE) {
      return judged(
          "other values than usual",
          "%.1f %% of %.0f values were not seen at the baseline",
          unseen * 100,
          samples);
    }
    if (get(was, FieldFigures.SAMPLES) >= SAMPLES_MIN
        && samples >= SAMPLES_MIN
        && above(was, is, FieldFigures.COMMONEST, COMMONEST_MORE)) {
      return share(
          "other values than usual", "are the same value", FieldFigures.COMMONEST, was, is);
    }
    return judged(
        "as usual",
        "of %.0f values %.1f %% are absent, %.1f %% another charset's, %.1f %% can't be used",
        samples,
        get(is, FieldFigures.ABSENT) * 100,
        get(is, FieldFigures.REREAD) * 100,
        get(is, FieldFigures.UNUSABLE) * 100);
  }

  /** The reading with the baseline's samples below its own. */
  static Reading.Raw beside(Reading.Raw baseline, Reading.Raw now) {
    if (baseline.text().isEmpty()) {
      return now;
    }
    String both = now.text() + "\n# at the baseline\n" + baseline.text();
    return new Reading.Raw(both, now.rows(), now.figures());
  }

  private static boolean above(
      Map<String, Double> was, Map<String, Double> is, String figure, double margin) {
    double p = get(was, figure);
    double n = Math.max(1, get(is, FieldFigures.SAMPLES));
    double m = Math.max(1, get(was, FieldFigures.SAMPLES));
    double deviation = Math.sqrt(p * (1 - p) * (1 / n + 1 / m));
    return get(is, figure) >= p + margin + DEVIATIONS * deviation;
  }

  /**
   * Whether local times are made by another zone: where all had one offset, by a different one;
   * where customers' zones differed, by one for all.
   */
  private static boolean offBy(Map<String, Double> was, Map<String, Double> is) {
    if (get(was, FieldFigures.TIMES) == 0 || get(is, FieldFigures.TIMES) == 0) {
      return false;
    }
    boolean oneWas = get(was, FieldFigures.OFFSET_SPREAD) == 0;
    boolean oneIs = get(is, FieldFigures.OFFSET_SPREAD) == 0;
    if (oneWas && oneIs) {
      return get(was, FieldFigures.OFFSET_MINUTES) != get(is, FieldFigures.OFFSET_MINUTES);
    }
    boolean enough =
        get(was, FieldFigures.TIMES) >= SAMPLES_MIN && get(is, FieldFigures.TIMES) >= SAMPLES_MIN;
    return enough && !oneWas && oneIs;
  }

  /** Share of values, where there are few different ones, that the baseline doesn't know. */
  private static double unseen(Map<String, Double> was, Map<String, Double> is) {
    boolean told = was.keySet().stream().anyMatch(name -> name.startsWith(FieldFigures.VALUE_OF));
    if (!told || get(was, FieldFigures.SAMPLES) < SAMPLES_MIN) {
      return 0;
    }
    return is.entrySet().stream()
        .filter(figure -> figure.getKey().startsWith(FieldFigures.VALUE_OF))
        .filter(figure -> !was.containsKey(figure.getKey()))
        .mapToDouble(Map.Entry::getValue)
        .sum();
  }

  private static Outcomes.Judged share(
      String outcome, String what, String figure, Map<String, Double> was, Map<String, Double> is) {
    return judged(
        outcome,
        "%.1f %% of %.0f values " + what + " (baseline %.1f %%)",
        get(is, figure) * 100,
        get(is, FieldFigures.SAMPLES),
        get(was, figure) * 100);
  }
}
