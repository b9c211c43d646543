package dev.pagefault.telemetry;

import dev.pagefault.time.Clock;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * Everything that one production measured of itself: series, logs, traces and the change feed, each
 * bounded; what exceeds a bound is refused and counted. Belongs to one mesh. Any thread may write
 * and read.
 */
public final class Telemetry {
  private final Clock clock;
  private final SeriesStore series = new SeriesStore();
  private final LogStore logs = new LogStore();
  private final TraceStore traces = new TraceStore();
  private final ChangeFeed feed = new ChangeFeed();
  private final LongAdder dropped = new LongAdder();

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
    if (!batch.logs().isEmpty()) {
      logs.add(second, batch.logs());
    }
    traces.add(atMillis, batch.spans());
    dropped.add(batch.dropped());
  }

  /**
   * Answers a query of the PromQL subset for each {@code stepSeconds} from {@code fromMillis} to
   * {@code toMillis}; equal times ask for one moment. Throws {@link QueryException} where it is
   * malformed or asks for too much.
   */
  public RangeResult range(String promql, long fromMillis, long toMillis, int stepSeconds) {
    Expr expr = PromParser.parse(promql);
    Grid grid = Grid.of(fromMillis, toMillis, stepSeconds);
    return new RangeResult(promql, Units.of(expr), new Evaluation(series, grid).answer(expr));
  }

  /** Every metric that was heard of, by name. */
  public List<MetricInfo> metrics() {
    return Catalogue.of(series);
  }

  /** A page of log lines. Throws {@link QueryException} where the query is malformed. */
  public LogPage logs(LogQuery query) {
    return logs.page(query);
  }

  /**
   * Every series as it was last heard of, by name, but for those that were silent for more than
   * {@code seconds}.
   */
  public List<LatestSample> latest(int seconds) {
    return series.heardSince(Math.floorDiv(clock.epochMillis(), 1000L) - seconds);
  }

  /** What a metric means, as its library's own documentation has it; empty: not known. */
  public static String meaning(String metric) {
    return Catalogue.meaning(metric);
  }

  /** Traces that fit, newest first. Throws {@link QueryException} for a limit out of bounds. */
  public List<TraceSummary> traces(TraceQuery query) {
    return traces.search(query);
  }

  /** A whole trace, or null: it is not held (any more). */
  public @Nullable Trace trace(String id) {
    return traces.trace(id);
  }

  /**
   * Whole traces that were kept after the one of that number, oldest first, at most {@code most}; 0
   * asks from the start. What was pushed out meanwhile is left out.
   */
  public List<KeptTrace> tracesAfter(long number, int most) {
    traces.judge(clock.epochMillis());
    return traces.keptAfter(number, most).stream()
        .map(stored -> new KeptTrace(stored.number(), stored.trace()))
        .toList();
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

  /**
   * Samples, lines, spans and traces that were refused or pushed out since the start, here or
   * already where they arose.
   */
  public long refused() {
    return series.refused() + logs.refused() + traces.refused() + dropped.sum();
  }

  /** Bytes that the stores hold, computed from their arrays; objects around them come on top. */
  public long bytes() {
    return series.bytes() + logs.bytes() + traces.bytes();
  }
}
