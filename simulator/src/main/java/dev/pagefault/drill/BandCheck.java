package dev.pagefault.drill;

import dev.pagefault.incident.Band;
import dev.pagefault.journal.JournalEvent;
import dev.pagefault.telemetry.Buckets;
import dev.pagefault.telemetry.QueryException;
import dev.pagefault.telemetry.Series;
import dev.pagefault.telemetry.Telemetry;
import java.util.Arrays;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Whether a cited reading is abnormal: the same query over the healthy baseline makes the band, and
 * the line that passes closest to the cited value at the cited time is the one that was cited. A
 * quantile that has moved by less than a bucket of its histogram may not have moved at all.
 */
public final class BandCheck {
  /** Resolution of the queries, seconds. */
  private static final int STEP_SECONDS = 1;

  /** How far the crosshair may be from a sample. */
  private static final long NEAR_MILLIS = 10_000;

  private BandCheck() {}

  /**
   * What was measured where the crosshair stood.
   *
   * @param abnormal whether the band says so
   * @param known whether it lies within what the baseline itself showed, from the least to the most
   */
  public record Finding(double value, boolean abnormal, boolean known) {}

  /** Throws {@link ActRefused} when the query can't be answered or nothing was measured there. */
  public static Finding of(
      Telemetry telemetry,
      JournalEvent.@Nullable Warmed healthy,
      String query,
      long atMillis,
      double cited) {
    List<Series> now = ask(telemetry, query, atMillis - NEAR_MILLIS, atMillis);
    Map<String, String> labels = null;
    double value = Double.NaN;
    for (Series line : now) {
      double there = last(line.values());
      if (!Double.isNaN(there)
          && (Double.isNaN(value) || Math.abs(there - cited) < Math.abs(value - cited))) {
        value = there;
        labels = line.labels();
      }
    }
    if (labels == null || healthy == null) {
      throw ActRefused.invalid("at", "nothing was measured there; cite a point on a line");
    }
    double[] baseline = {};
    for (Series line :
        ask(telemetry, query, healthy.healthyFromMillis(), healthy.healthyToMillis())) {
      if (line.labels().equals(labels)) {
        baseline = Arrays.stream(line.values()).filter(Double::isFinite).toArray();
      }
    }
    // A line that wasn't there while all was well (errors, mostly) stood at zero.
    double[] usual = baseline.length == 0 ? new double[] {0} : baseline;
    DoubleSummaryStatistics range = Arrays.stream(usual).summaryStatistics();
    return new Finding(
        value,
        Band.of(usual, resolution(query)).abnormal(value),
        value >= range.getMin() && value <= range.getMax());
  }

  /** How much of a value is as good as nothing, by the way in which it is measured. */
  private static double resolution(String query) {
    return query.contains("histogram_quantile") ? Buckets.STEP - 1 : 0;
  }

  private static List<Series> ask(Telemetry telemetry, String query, long from, long to) {
    try {
      return telemetry.range(query, from, to, STEP_SECONDS).series();
    } catch (QueryException e) {
      throw ActRefused.invalid(
          "query", "%s (at position %d)".formatted(e.getMessage(), e.position()));
    }
  }

  private static double last(double[] values) {
    for (int i = values.length - 1; i >= 0; i--) {
      if (Double.isFinite(values[i])) {
        return values[i];
      }
    }
    return Double.NaN;
  }
}
