package dev.pagefault.telemetry;

import dev.pagefault.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Everything that one production measured of itself: series, logs, traces and the change feed, each
 * bounded; what exceeds a bound is refused and counted. Belongs to one mesh. Any thread may write
 * and read.
 */
@SuppressWarnings("DoNotCallSuggester") // parts land one after the other
public final class Telemetry {
  private final Clock clock;
  private final SeriesStore series = new SeriesStore();
  private final ChangeFeed feed = new ChangeFeed();

  /** Empty stores. */
  public Telemetry(Clock clock) {
    this.clock = clock;
  }

  /** Time as the stores see it. */
  public Clock clock() {
    return clock;
  }

  /**
   * Takes what {@code who} had to tell when it was asked at {@code atMillis} (epoch milliseconds).
   * Counters and histograms are cumulative; increments are computed here.
   */
  public void ingest(Identity who, long atMillis, Batch batch) {
    long second = Math.floorDiv(atMillis, 1000L);
    for (Sample sample : batch.samples()) {
      series.write(who, second, sample);
    }
  }

  /**
   * Answers a query of the PromQL subset for each {@code stepSeconds} from {@code fromMillis} to
   * {@code toMillis}. Throws {@link QueryException} where it is malformed or asks for too much.
   */
  public RangeResult range(String promql, long fromMillis, long toMillis, int stepSeconds) {
    Expr expr = PromParser.parse(promql);
    Grid grid = Grid.of(fromMillis, toMillis, stepSeconds);
    List<Series> lines = grid.count() == 0 ? List.of() : new Evaluation(series, grid).answer(expr);
    return new RangeResult(promql, Units.of(expr), lines);
  }

  /** Every metric that was heard of, by name. */
  public List<MetricInfo> metrics() {
    throw new UnsupportedOperationException("the metric list has not landed yet");
  }

  /** A page of log lines. Throws {@link QueryException} where the query is malformed. */
  public LogPage logs(LogQuery query) {
    throw new UnsupportedOperationException("logs have not landed yet");
  }

  /** Traces that fit, newest first. */
  public List<TraceSummary> traces(TraceQuery query) {
    throw new UnsupportedOperationException("traces have not landed yet");
  }

  /** A whole trace, or null: it is not held (any more). */
  public @Nullable Trace trace(String id) {
    throw new UnsupportedOperationException("traces have not landed yet: " + id);
  }

  /**
   * What a histogram's series with this label ever counted, bucket by bucket, over restarts. Zeros
   * where there is none.
   */
  public long[] observed(String histogram, String label, String value) {
    long[] sums = new long[Track.BUCKETS];
    for (Track track : series.named(histogram)) {
      if (track.kind() == Sample.Kind.HISTOGRAM && value.equals(track.labels().get(label))) {
        track.addTotals(sums);
      }
    }
    return sums;
  }

  /** The highest of the newest values of a gauge's series with this label; NaN: there is none. */
  public double highest(String gauge, String label, String value) {
    return series.named(gauge).stream()
        .filter(track -> value.equals(track.labels().get(label)))
        .mapToDouble(Track::latest)
        .filter(latest -> !Double.isNaN(latest))
        .max()
        .orElse(Double.NaN);
  }

  /** What was announced of changes. */
  public ChangeFeed feed() {
    return feed;
  }

  /** Samples, lines and spans that were refused since the start. */
  public long refused() {
    return series.refused();
  }
}
