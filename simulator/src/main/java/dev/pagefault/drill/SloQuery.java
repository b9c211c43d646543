package dev.pagefault.drill;

import dev.pagefault.scenario.Topology;

/** The query that shows, as a graph, the share of users' requests that an SLO calls bad. Pure. */
final class SloQuery {
  private SloQuery() {}

  static String of(Topology.Slo slo) {
    String request = slo.request();
    String labels =
        "journey=\"%s\"".formatted(slo.journey())
            + (request == null ? "" : ",request=\"%s\"".formatted(request));
    return switch (slo.kind()) {
      case AVAILABILITY -> ratio(labels, "outcome!=\"ok\"");
      case CORRECTNESS -> ratio(labels, "outcome=\"wrong\"");
      case LATENCY ->
          "histogram_quantile(0.99, sum by (le) (rate(user_request_duration_seconds_bucket{%s}[10s])))"
              .formatted(labels);
      case FRESHNESS ->
          "histogram_quantile(0.99, sum by (le) (rate(queue_handling_delay_seconds_bucket{queue=\"%s\"}[10s])))"
              .formatted(slo.queue());
    };
  }

  private static String ratio(String labels, String bad) {
    return "sum(rate(user_requests_total{%s,%s}[10s])) / sum(rate(user_requests_total{%s}[10s]))"
        .formatted(labels, bad, labels);
  }
}
