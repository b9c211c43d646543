package dev.pagefault.web;

import dev.pagefault.telemetry.Series;
import dev.pagefault.telemetry.Telemetry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Answers a PromQL query for one moment: the latest value of each series. */
interface Instant {

  /** The values there are. */
  List<Value> ask(String query);

  /** One series' value. */
  record Value(Map<String, String> labels, double value) {
    /** A label's value, or empty. */
    String label(String name) {
      return labels.getOrDefault(name, "");
    }
  }

  /** Seconds before {@code now} in which a value counts as the latest: scrapes may be late. */
  int SLACK_SECONDS = 3;

  /** Asks what was measured, as it was at {@code nowMillis}. */
  static Instant of(Telemetry telemetry, long nowMillis) {
    return query -> {
      List<Value> values = new ArrayList<>();
      long from = nowMillis - SLACK_SECONDS * 1000L;
      for (Series series : telemetry.range(query, from, nowMillis, 1).series()) {
        double[] points = series.values();
        for (int i = points.length - 1; i >= 0; i--) {
          if (Double.isFinite(points[i])) {
            values.add(new Value(series.labels(), points[i]));
            break;
          }
        }
      }
      return values;
    };
  }
}
