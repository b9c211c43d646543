package dev.pagefault.web;

import dev.pagefault.scenario.Answer.Aspect;
import dev.pagefault.web.Dashboard.Panel;
import dev.pagefault.web.Dashboard.Unit;
import java.util.ArrayList;
import java.util.List;

/** The panels of one dashboard while they are listed, and the queries they are made of. */
final class Panels {
  /** Over how long rates are taken. */
  private static final String WINDOW = "[30s]";

  private final String dashboard;
  private final List<Panel> list = new ArrayList<>();

  Panels(String dashboard) {
    this.dashboard = dashboard;
  }

  List<Panel> list() {
    return List.copyOf(list);
  }

  void traffic(String id, Unit unit, String title, String legend, String query) {
    list.add(new Panel(dashboard + "." + id, title, unit, query, legend, Aspect.TRAFFIC));
  }

  void errors(String id, Unit unit, String title, String legend, String query) {
    list.add(new Panel(dashboard + "." + id, title, unit, query, legend, Aspect.ERRORS));
  }

  void latency(String id, Unit unit, String title, String legend, String query) {
    list.add(new Panel(dashboard + "." + id, title, unit, query, legend, Aspect.LATENCY));
  }

  void saturation(String id, Unit unit, String title, String legend, String query) {
    list.add(new Panel(dashboard + "." + id, title, unit, query, legend, Aspect.SATURATION));
  }

  /** Median, p95 and p99 of a histogram. */
  void quantiles(String title, String bucket, String by, String legend) {
    for (int percent : new int[] {50, 95, 99}) {
      String query = quantile(percent, by, bucket);
      latency("p" + percent, Unit.SECONDS, title + ", p" + percent, legend, query);
    }
  }

  /** Events per second. {@code selector} may have matchers. */
  static String rate(String by, String selector) {
    return "sum by (" + by + ") (rate(" + selector + WINDOW + "))";
  }

  /** A quantile of a histogram's buckets. */
  static String quantile(int percent, String by, String bucket) {
    return "histogram_quantile(0.%d, %s)".formatted(percent, rate("le, " + by, bucket));
  }

  /** Events per second that match, and 0, not nothing, where others came. */
  static String part(String by, String metric, String matchers, String matching) {
    return "(%s or 0 * %s)"
        .formatted(
            rate(by, metric + "{" + joined(matchers, matching) + "}"),
            rate(by, metric + "{" + matchers + "}"));
  }

  /** The same as a share of all. */
  static String share(String by, String metric, String matchers, String matching) {
    return part(by, metric, matchers, matching) + " / " + rate(by, metric + "{" + matchers + "}");
  }

  private static String joined(String first, String second) {
    return first.isEmpty() ? second : first + "," + second;
  }
}
