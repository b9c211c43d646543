package dev.pagefault.mesh;

import dev.pagefault.telemetry.Sample;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A database's meters, named as the PostgreSQL exporter names them. Stateless. */
final class DatabaseMeters {
  private DatabaseMeters() {}

  /** How many sessions each application has in which state. */
  static List<Sample> sessions(List<SessionsReading.Seen> seen, int maxConnections) {
    Map<String, Map<String, Integer>> counts = new TreeMap<>();
    for (SessionsReading.Seen session : seen) {
      counts
          .computeIfAbsent(
              session.application(), it -> new TreeMap<>(Map.of("active", 0, "idle", 0)))
          .merge(session.state(), 1, Integer::sum);
    }
    List<Sample> samples = new ArrayList<>();
    counts.forEach((application, states) ->
        states.forEach((state, count) ->
            samples.add(
                gauge(
                    "pg_stat_activity_count",
                    Map.of("state", state, "application_name", application),
                    count))));
    samples.add(gauge("pg_settings_max_connections", Map.of(), maxConnections));
    return samples;
  }

  /** What was ever spent on each statement. */
  static List<Sample> statements(StatementStats.Window window) {
    List<Sample> samples = new ArrayList<>();
    window
        .stats()
        .forEach((owner, it) -> {
          Map<String, String> query = Map.of("query", owner);
          StatementStats.Sums total = it.total();
          samples.add(counter("pg_stat_statements_calls_total", query, (double) total.calls()));
          samples.add(counter("pg_stat_statements_seconds_total", query, total.nanos() / 1e9));
          samples.add(counter("pg_stat_statements_rows_total", query, (double) total.rows()));
        });
    return samples;
  }

  static Sample gauge(String name, Map<String, String> labels, double value) {
    return new Sample(name, labels, Sample.Kind.GAUGE, value, null);
  }

  static Sample counter(String name, Map<String, String> labels, double value) {
    return new Sample(name, labels, Sample.Kind.COUNTER, value, null);
  }
}
