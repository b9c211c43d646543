package dev.pagefault.web;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.pagefault.scenario.Answer.Aspect;
import dev.pagefault.scenario.Topology;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Dashboards made from a topology: RED and USE for everything in it. Pure. */
final class Dashboards {
  private static final String W = "[30s]";

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
            all.add(service(topology, name));
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

  private static Dashboard service(Topology topology, String name) {
    Panels p = new Panels(name);
    String of = "service=\"" + name + "\"";
    String here = "{" + of + "}";
    p.add(
        "traffic",
        "Requests by endpoint",
        Unit.RPS,
        Aspect.TRAFFIC,
        "{{uri}}",
        sum("uri", "http_server_requests_seconds_count" + here));
    p.add(
        "errors",
        "Errors by endpoint and status",
        Unit.RPS,
        Aspect.ERRORS,
        "{{uri}} {{status}}",
        sum("uri, status", "http_server_requests_seconds_count{" + of + ",status=~\"5..\"}"));
    p.add(
        "error-share",
        "Error share by region",
        Unit.RATIO,
        Aspect.ERRORS,
        "{{region}}",
        sum("region", "http_server_requests_seconds_count{" + of + ",status=~\"5..\"}")
            + " / "
            + sum("region", "http_server_requests_seconds_count" + here));
    p.quantiles("Latency by endpoint", "http_server_requests_seconds_bucket", of, "uri", "{{uri}}");
    Set<String> callees = new TreeSet<>();
    Set<String> stores = new TreeSet<>();
    for (Links.Link link : Links.of(topology)) {
      if (link.from().equals(name)) {
        if (topology.services().containsKey(link.to())) {
          callees.add(link.to());
        } else if (topology.datastores().containsKey(link.to())) {
          stores.add(link.to());
        }
      }
    }
    where(p, of, callees, stores);
    if (!stores.isEmpty()) {
      pools(p, of);
    }
    if (!callees.isEmpty()) {
      clients(p, of);
    }
    p.add(
        "workers",
        "Busy workers",
        Unit.COUNT,
        Aspect.SATURATION,
        "{{instance}}",
        "executor_active_threads" + here);
    p.add(
        "queued",
        "Requests waiting for a worker",
        Unit.COUNT,
        Aspect.SATURATION,
        "{{instance}}",
        "executor_queued_tasks" + here);
    p.add(
        "cpu",
        "Processor",
        Unit.CORES,
        Aspect.SATURATION,
        "{{instance}}",
        sum("instance", "container_cpu_usage_seconds_total" + here));
    p.add(
        "throttled",
        "Throttled share of periods",
        Unit.RATIO,
        Aspect.SATURATION,
        "{{instance}}",
        sum("instance", "container_cpu_cfs_throttled_periods_total" + here)
            + " / "
            + sum("instance", "container_cpu_cfs_periods_total" + here));
    p.add(
        "uptime",
        "Uptime",
        Unit.SECONDS,
        Aspect.SATURATION,
        "{{instance}}",
        "process_uptime_seconds" + here);
    return new Dashboard(name, name, Kind.SERVICE, p.list);
  }

  /**
   * Where the time of the slowest goes, as far as metrics tell: each wait's own 99th percentile.
   */
  private static void where(Panels p, String of, Set<String> callees, Set<String> stores) {
    if (!stores.isEmpty()) {
      p.add(
          "p99-pool-wait",
          "Where p99 goes: waiting for a pool",
          Unit.SECONDS,
          Aspect.LATENCY,
          "{{pool}}",
          p99("pool", "hikaricp_connections_acquire_seconds_bucket", of));
      p.add(
          "held",
          "Where time goes: connection held, mean",
          Unit.SECONDS,
          Aspect.LATENCY,
          "{{pool}}",
          sum("pool", "hikaricp_connections_usage_seconds_sum{" + of + "}")
              + " / "
              + sum("pool", "hikaricp_connections_usage_seconds_count{" + of + "}"));
    }
    if (!callees.isEmpty()) {
      p.add(
          "p99-calls",
          "Where p99 goes: calls",
          Unit.SECONDS,
          Aspect.LATENCY,
          "{{client_name}}{{uri}}",
          p99("client_name, uri", "http_client_requests_seconds_bucket", of));
    }
    p.add(
        "own-cpu",
        "Where time goes: own processor per request",
        Unit.SECONDS,
        Aspect.LATENCY,
        "{{region}}",
        sum("region", "container_cpu_usage_seconds_total{" + of + "}")
            + " / "
            + sum("region", "http_server_requests_seconds_count{" + of + "}"));
  }

  private static void pools(Panels p, String of) {
    String here = "{" + of + "}";
    p.add(
        "pool-active",
        "Connections in use",
        Unit.COUNT,
        Aspect.SATURATION,
        "{{pool}} {{instance}}",
        "hikaricp_connections_active" + here);
    p.add(
        "pool-pending",
        "Requests waiting for a connection",
        Unit.COUNT,
        Aspect.SATURATION,
        "{{pool}} {{instance}}",
        "hikaricp_connections_pending" + here);
    p.add(
        "pool-max",
        "Pool size",
        Unit.COUNT,
        Aspect.SATURATION,
        "{{pool}} {{instance}}",
        "hikaricp_connections_max" + here);
    p.add(
        "pool-timeouts",
        "Waits for a connection that timed out",
        Unit.RPS,
        Aspect.ERRORS,
        "{{pool}} {{instance}}",
        sum("pool, instance", "hikaricp_connections_timeout_total" + here));
  }

  private static void clients(Panels p, String of) {
    String here = "{" + of + "}";
    p.add(
        "calls",
        "Calls by service called",
        Unit.RPS,
        Aspect.TRAFFIC,
        "{{client_name}}",
        sum("client_name", "http_client_requests_seconds_count" + here));
    p.add(
        "call-errors",
        "Failed calls by service called",
        Unit.RPS,
        Aspect.ERRORS,
        "{{client_name}} {{status}}",
        sum(
            "client_name, status",
            "http_client_requests_seconds_count{" + of + ",status=~\"5..|IO_ERROR\"}"));
    p.add(
        "retries",
        "Calls by retry outcome",
        Unit.RPS,
        Aspect.ERRORS,
        "{{name}} {{kind}}",
        sum("name, kind", "resilience4j_retry_calls_total" + here));
    p.add(
        "client-pending",
        "Calls waiting for a connection",
        Unit.COUNT,
        Aspect.SATURATION,
        "{{client_name}} {{instance}}",
        "vertx_http_client_queue_pending" + here);
    p.add(
        "client-active",
        "Client connections in use",
        Unit.COUNT,
        Aspect.SATURATION,
        "{{client_name}} {{instance}}",
        "vertx_http_client_active_connections" + here);
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

  private static String sum(String by, String selector) {
    return "sum by (" + by + ") (rate(" + selector + W + "))";
  }

  private static String p99(String by, String bucket, String of) {
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

  /** Panels of one dashboard while they are listed. */
  private static final class Panels {
    private final String dashboard;
    private final List<Panel> list = new ArrayList<>();

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
  }
}
