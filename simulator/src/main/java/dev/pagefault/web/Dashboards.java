package dev.pagefault.web;

import static dev.pagefault.web.Panels.W;
import static dev.pagefault.web.Panels.sum;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.pagefault.scenario.Answer.Aspect;
import dev.pagefault.scenario.Topology;
import java.util.ArrayList;
import java.util.List;

/** Dashboards made from a topology: RED and USE for everything in it. Pure. */
final class Dashboards {
  private Dashboards() {}

  /** One dashboard. */
  record Dashboard(String id, String title, Kind kind, List<Panel> panels) {}

  /**
   * One graph.
   *
   * @param legend labels in double braces are filled in
   */
  record Panel(String id, String title, Unit unit, String query, String legend, Aspect aspect) {}

  /** What a dashboard is about. */
  enum Kind {
    USERS,
    SERVICE,
    DATASTORE,
    QUEUE,
    HOST
  }

  /** What a panel's numbers are. */
  enum Unit {
    RPS,
    RATIO,
    SECONDS,
    COUNT,
    BYTES,
    CORES;

    @JsonValue
    String text() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }

  /** All of a topology: users first, then its parts in its own order, then the hosts. */
  static List<Dashboard> of(Topology topology) {
    List<Dashboard> all = new ArrayList<>();
    all.add(users(topology));
    topology
        .services()
        .forEach((name, service) -> {
          if (!service.external()) {
            all.add(ServiceDashboard.of(topology, name));
          }
        });
    topology.datastores().keySet().forEach(name -> all.add(datastore(name)));
    topology.queues().keySet().forEach(name -> all.add(queue(name)));
    all.add(host());
    return all;
  }

  private static Dashboard users(Topology topology) {
    Panels p = new Panels("users");
    p.add(
        "traffic",
        "Requests by journey",
        Unit.RPS,
        Aspect.TRAFFIC,
        "{{journey}}",
        "sum by (journey) (rate(user_requests_total" + W + "))");
    p.add(
        "offered",
        "Offered by journey",
        Unit.RPS,
        Aspect.TRAFFIC,
        "{{journey}}",
        "sum by (journey) (rate(user_offered_total" + W + "))");
    p.add(
        "failed",
        "Failed share by journey",
        Unit.RATIO,
        Aspect.ERRORS,
        "{{journey}}",
        "sum by (journey) (rate(user_requests_total{outcome!=\"ok\"}"
            + W
            + ")) / sum by (journey) (rate(user_requests_total"
            + W
            + "))");
    p.add(
        "outcomes",
        "Outcomes",
        Unit.RPS,
        Aspect.ERRORS,
        "{{outcome}}",
        "sum by (outcome) (rate(user_requests_total" + W + "))");
    p.add(
        "regions",
        "Failed share by region",
        Unit.RATIO,
        Aspect.ERRORS,
        "{{region}}",
        "sum by (region) (rate(user_requests_total{outcome!=\"ok\"}"
            + W
            + ")) / sum by (region) (rate(user_requests_total"
            + W
            + "))");
    p.quantiles(
        "Latency by request",
        "user_request_duration_seconds_bucket",
        "",
        "journey, request",
        "{{journey}}/{{request}}");
    for (String segment : topology.segments().keySet()) {
      String of = "dimension=\"" + segment + "\"";
      p.add(
          "segment-" + segment,
          "Failed share by " + segment,
          Unit.RATIO,
          Aspect.ERRORS,
          "{{value}}",
          "sum by (value) (rate(user_segment_requests_total{"
              + of
              + ",outcome!=\"ok\"}"
              + W
              + ")) / sum by (value) (rate(user_segment_requests_total{"
              + of
              + "}"
              + W
              + "))");
    }
    return new Dashboard("users", "Users", Kind.USERS, p.list);
  }

  private static Dashboard datastore(String name) {
    Panels p = new Panels(name);
    String here = "{service=\"" + name + "\"}";
    p.add(
        "statements",
        "Statements",
        Unit.RPS,
        Aspect.TRAFFIC,
        "{{query}}",
        sum("query", "pg_stat_statements_calls_total" + here));
    p.add(
        "mean",
        "Time per statement",
        Unit.SECONDS,
        Aspect.LATENCY,
        "{{query}}",
        sum("query", "pg_stat_statements_seconds_total" + here)
            + " / "
            + sum("query", "pg_stat_statements_calls_total" + here));
    p.add(
        "share",
        "Time spent by statement",
        Unit.CORES,
        Aspect.SATURATION,
        "{{query}}",
        sum("query", "pg_stat_statements_seconds_total" + here));
    p.add(
        "rows",
        "Rows by statement",
        Unit.RPS,
        Aspect.TRAFFIC,
        "{{query}}",
        sum("query", "pg_stat_statements_rows_total" + here));
    p.add(
        "sessions",
        "Sessions by state",
        Unit.COUNT,
        Aspect.SATURATION,
        "{{state}}",
        "sum by (state) (pg_stat_activity_count" + here + ")");
    p.add(
        "by-client",
        "Sessions by application",
        Unit.COUNT,
        Aspect.SATURATION,
        "{{application_name}}",
        "sum by (application_name) (pg_stat_activity_count" + here + ")");
    p.add(
        "limit",
        "Sessions accepted",
        Unit.COUNT,
        Aspect.SATURATION,
        "max",
        "pg_settings_max_connections" + here);
    p.add(
        "cpu",
        "Processor of the host, share in use",
        Unit.RATIO,
        Aspect.SATURATION,
        "cpu",
        "db_cpu_utilization" + here);
    return new Dashboard(name, name, Kind.DATASTORE, p.list);
  }

  private static Dashboard queue(String name) {
    Panels p = new Panels(name);
    String here = "{service=\"" + name + "\"}";
    p.add(
        "published",
        "Published",
        Unit.RPS,
        Aspect.TRAFFIC,
        "published",
        sum("service", "queue_messages_published_total" + here));
    p.add(
        "delivered",
        "Delivered",
        Unit.RPS,
        Aspect.TRAFFIC,
        "delivered",
        sum("service", "queue_messages_delivered_total" + here));
    p.add(
        "ready",
        "Messages waiting",
        Unit.COUNT,
        Aspect.SATURATION,
        "ready",
        "sum by (service) (queue_messages_ready" + here + ")");
    p.add(
        "age",
        "Age of the oldest message",
        Unit.SECONDS,
        Aspect.LATENCY,
        "oldest",
        "max by (service) (queue_oldest_message_age_seconds" + here + ")");
    p.add(
        "delay",
        "From published to handled, p95",
        Unit.SECONDS,
        Aspect.LATENCY,
        "{{service}}",
        "histogram_quantile(0.95, sum by (le, service) (rate(queue_handling_delay_seconds_bucket{queue=\""
            + name
            + "\"}"
            + W
            + ")))");
    return new Dashboard(name, name, Kind.QUEUE, p.list);
  }

  private static Dashboard host() {
    Panels p = new Panels("hosts");
    p.add(
        "cpu",
        "Processor by service",
        Unit.CORES,
        Aspect.SATURATION,
        "{{service}}",
        sum("service", "container_cpu_usage_seconds_total"));
    p.add(
        "throttled",
        "Throttled share of periods",
        Unit.RATIO,
        Aspect.SATURATION,
        "{{service}}",
        sum("service", "container_cpu_cfs_throttled_periods_total")
            + " / "
            + sum("service", "container_cpu_cfs_periods_total"));
    p.add(
        "databases",
        "Processor of database hosts, share in use",
        Unit.RATIO,
        Aspect.SATURATION,
        "{{service}}",
        "max by (service) (db_cpu_utilization)");
    return new Dashboard("hosts", "Hosts", Kind.HOST, p.list);
  }
}
