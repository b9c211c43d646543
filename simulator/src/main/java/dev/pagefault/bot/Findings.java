package dev.pagefault.bot;

import dev.pagefault.drill.Act;
import dev.pagefault.journal.JournalEvent.Scope.Kind;
import dev.pagefault.journal.JournalEvent.Term;
import dev.pagefault.scenario.Topology;
import dev.pagefault.telemetry.RangeResult;
import dev.pagefault.telemetry.Series;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What can be read off the dashboards by somebody who looks carefully: who is hurt, and since when.
 * Uses queries only, as a person would.
 */
final class Findings {
  /**
   * A value counts as hurt when its share of bad answers rose by this much over the quiet before.
   */
  private static final double HURT = 0.02;

  /** How far back the quiet minute lies that everything is compared with, before the page. */
  private static final long QUIET_MILLIS = 90_000;

  private static final long WINDOW_MILLIS = 5_000;

  private final Seat seat;
  private final Topology topology;
  private final long pagedAt;

  Findings(Seat seat, Topology topology, long pagedAt) {
    this.seat = seat;
    this.topology = topology;
    this.pagedAt = pagedAt;
  }

  /** Which customers are hurt, over all segments. */
  Act.Scope who(long now) {
    List<Term> hurt = new ArrayList<>();
    int values = 0;
    for (Map.Entry<String, Map<String, Double>> segment : topology.segments().entrySet()) {
      String dimension = segment.getKey();
      values += segment.getValue().size();
      hurt.addAll(
          hurt(
              "user_segment_requests_total",
              "dimension=\"" + dimension + "\"",
              "value",
              dimension,
              now));
    }
    return scope(hurt, values);
  }

  /** Which journeys are hurt: whose answers are bad, or later than their SLO allows. */
  Act.Scope journeys(long now) {
    List<Term> hurt = new ArrayList<>(hurt("user_requests_total", "", "journey", "journey", now));
    topology
        .slos()
        .values()
        .forEach(slo -> {
          Term term = new Term("journey", slo.journey());
          if (slo.kind() == Topology.SliKind.LATENCY && !hurt.contains(term) && late(slo, now)) {
            hurt.add(term);
          }
        });
    return scope(hurt, topology.journeys().size());
  }

  /** Which regions are hurt. */
  Act.Scope where(long now) {
    List<Term> hurt =
        segmented()
            ? hurt("user_segment_requests_total", anySegment(), "region", "region", now)
            : hurt("user_requests_total", "", "region", "region", now);
    return scope(hurt, topology.regions().size());
  }

  /**
   * When it began: the start of the first of three windows in a row in which the bad answers that
   * an SLO is about were clearly more than in the quiet before. Late ones are told by segment only.
   */
  long onset(Topology.Slo slo, long now) {
    String which =
        slo.kind() == Topology.SliKind.LATENCY && segmented()
            ? "user_segment_requests_total{" + anySegment()
            : "user_requests_total{journey=\"" + slo.journey() + "\"";
    String bad = "sum(increase(" + which + ",outcome!=\"ok\"}[5s]))";
    long from = pagedAt - QUIET_MILLIS;
    double[] counts = first(seat.range(bad, from, now, 5));
    double quiet = 0;
    int quietWindows = Math.min(6, counts.length);
    for (int i = 0; i < quietWindows; i++) {
      quiet += Double.isNaN(counts[i]) ? 0 : counts[i];
    }
    double usual = quiet / Math.max(1, quietWindows);
    int run = 0;
    for (int i = quietWindows; i < counts.length; i++) {
      run = counts[i] > usual * 2 + 2 ? run + 1 : 0;
      if (run == 3) {
        return from + (i - 3) * WINDOW_MILLIS;
      }
    }
    return pagedAt - 2 * WINDOW_MILLIS;
  }

  private List<Term> hurt(String metric, String matcher, String label, String dimension, long now) {
    String comma = matcher.isEmpty() ? "" : ",";
    String bad = "%s{%s%soutcome!=\"ok\"}".formatted(metric, matcher, comma);
    String all = "%s{%s}".formatted(metric, matcher);
    String share =
        "sum by (%s) (increase(%s[30s])) / sum by (%s) (increase(%s[30s]))"
            .formatted(label, bad, label, all);
    Map<String, Double> before =
        at(seat.range(share, pagedAt - QUIET_MILLIS, pagedAt - 60_000, 5), label);
    Map<String, Double> after = at(seat.range(share, now - 10_000, now, 5), label);
    Set<String> hurt =
        after.entrySet().stream()
            .filter(e -> e.getValue() > before.getOrDefault(e.getKey(), 0.0) + HURT)
            .map(Map.Entry::getKey)
            .collect(Collectors.toSet());
    return hurt.stream().sorted().map(value -> new Term(dimension, value)).toList();
  }

  private boolean segmented() {
    return !topology.segments().isEmpty();
  }

  /** Each request is counted once in every dimension, so one of them stands for all requests. */
  private String anySegment() {
    return "dimension=\"" + topology.segments().keySet().iterator().next() + "\"";
  }

  /** Whether more answers than before are later than an SLO allows. */
  private boolean late(Topology.Slo slo, long now) {
    Duration threshold = slo.threshold();
    String quantile =
        "histogram_quantile(%s, sum by (le) (rate(user_request_duration_seconds_bucket{journey=\"%s\"}[30s])))"
            .formatted(1 - HURT, slo.journey());
    double limit = threshold == null ? Double.MAX_VALUE : threshold.toMillis() / 1e3;
    return seat.highest(quantile, pagedAt - 60_000) <= limit && seat.highest(quantile, now) > limit;
  }

  private static Act.Scope scope(List<Term> hurt, int values) {
    if (hurt.isEmpty()) {
      return new Act.Scope(Kind.CANT_TELL, List.of());
    }
    return hurt.size() == values
        ? new Act.Scope(Kind.ALL, List.of())
        : new Act.Scope(Kind.ONLY, hurt);
  }

  private static double[] first(RangeResult result) {
    return result.series().isEmpty() ? new double[0] : result.series().getFirst().values();
  }

  private static Map<String, Double> at(RangeResult result, String label) {
    return result.series().stream()
        .filter(series -> series.labels().containsKey(label))
        .collect(
            Collectors.toMap(
                series -> series.labels().getOrDefault(label, ""), Findings::last, Math::max));
  }

  /** The latest number of a series, or 0. */
  static double last(Series series) {
    for (int i = series.values().length - 1; i >= 0; i--) {
      if (Double.isFinite(series.values()[i])) {
        return series.values()[i];
      }
    }
    return 0;
  }
}
