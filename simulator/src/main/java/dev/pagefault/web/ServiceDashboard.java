package dev.pagefault.web;

import static dev.pagefault.web.Panels.p99;
import static dev.pagefault.web.Panels.sum;

import dev.pagefault.scenario.Answer.Aspect;
import dev.pagefault.scenario.Topology;
import dev.pagefault.web.Dashboards.Dashboard;
import dev.pagefault.web.Dashboards.Kind;
import dev.pagefault.web.Dashboards.Unit;
import java.util.Set;
import java.util.TreeSet;

/** RED and USE panels of one service, and where its slow requests spend their time. */
final class ServiceDashboard {
  private ServiceDashboard() {}

  /** The dashboard of a service. */
  static Dashboard of(Topology topology, String name) {
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
}
