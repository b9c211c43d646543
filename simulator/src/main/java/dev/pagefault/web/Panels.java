package dev.pagefault.web;

import dev.pagefault.scenario.Answer.Aspect;
import dev.pagefault.web.Dashboards.Panel;
import dev.pagefault.web.Dashboards.Unit;
import java.util.ArrayList;
import java.util.List;

/** Panels of one dashboard while they are listed. */
final class Panels {
  /** Over how long rates are taken. */
  static final String W = "[30s]";

  private final String dashboard;
  final List<Panel> list = new ArrayList<>();

  Panels(String dashboard) {
    this.dashboard = dashboard;
  }

  void add(String id, String title, Unit unit, Aspect aspect, String legend, String query) {
    list.add(new Panel(dashboard + "." + id, title, unit, query, legend, aspect));
  }

  void quantiles(String title, String bucket, String of, String by, String legend) {
    for (int percent : new int[] {50, 95, 99}) {
      add(
          "p" + percent,
          title + ", p" + percent,
          Unit.SECONDS,
          Aspect.LATENCY,
          legend,
          "histogram_quantile(0."
              + percent
              + ", sum by (le, "
              + by
              + ") (rate("
              + bucket
              + (of.isEmpty() ? "" : "{" + of + "}")
              + W
              + ")))");
    }
  }

  /** Summed per-second rate of counters, by a label. */
  static String sum(String by, String selector) {
    return "sum by (" + by + ") (rate(" + selector + W + "))";
  }

  /** 99th percentile of a histogram's buckets, by a label. */
  static String p99(String by, String bucket, String of) {
    return "histogram_quantile(0.99, sum by (le, "
        + by
        + ") (rate("
        + bucket
        + "{"
        + of
        + "}"
        + W
        + ")))";
  }
}
