package dev.pagefault.web;

import static dev.pagefault.web.Panels.part;
import static dev.pagefault.web.Panels.quantile;
import static dev.pagefault.web.Panels.rate;
import static dev.pagefault.web.Panels.share;

import dev.pagefault.scenario.Topology;
import dev.pagefault.web.Dashboard.Kind;
import dev.pagefault.web.Dashboard.Unit;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * A service's dashboard: rate, errors and duration of what it answers; where the time of the
 * slowest goes, as far as metrics tell; and how full its pools, workers and processor are.
 */
final class ServiceDashboard {
  private static final String ANSWERS = "http_server_requests_seconds_count";
  private static final String CALLS = "http_client_requests_seconds_count";
  private static final String RETRIES = ".client.retries";

  private final Panels p;
  private final String of;
  private final String here;

  private ServiceDashboard(String name) {
    this.p = new Panels(name);
    this.of = "service=\"" + name + "\"";
    this.here = "{" + of + "}";
  }

  static Dashboard of(Topology topology, String name, Topology.Service service) {
    Set<String> callees = new TreeSet<>();
    Set<String> stores = new TreeSet<>();
    for (Links.Link link : Links.of(topology)) {
      if (link.from().equals(name) && topology.services().containsKey(link.to())) {
        callees.add(link.to());
      } else if (link.from().equals(name) && topology.datastores().containsKey(link.to())) {
        stores.add(link.to());
      }
    }
    ServiceDashboard d = new ServiceDashboard(name);
    if (!service.endpoints().isEmpty()) {
      d.answers();
    }
    if (!service.consumers().isEmpty()) {
      d.messages();
    }
    if (!stores.isEmpty()) {
      d.pools();
    }
    if (!callees.isEmpty()) {
      d.calls();
    }
    if (retries(service)) {
      d.p.errors(
          "retries",
          Unit.RPS,
          "Calls by retry outcome",
          "{{name}} {{kind}}",
          rate("name, kind", "resilience4j_retry_calls_total" + d.here));
    }
    d.process();
    MemoryPanels.add(d.p, service, d.here);
    return new Dashboard(name, name, Kind.SERVICE, d.p.list());
  }

  /** Whether any release of a service, or its topology, has it call again. */
  private static boolean retries(Topology.Service service) {
    return retries(service.settings())
        || service.versions().stream().anyMatch(version -> retries(version.settings()));
  }

  private static boolean retries(Map<String, String> settings) {
    return settings.entrySet().stream()
        .anyMatch(e -> e.getKey().endsWith(RETRIES) && !e.getValue().equals("0"));
  }

  private void answers() {
    String bucket = "http_server_requests_seconds_bucket" + here;
    String broken = "status=~\"5..\"";
    p.traffic("traffic", Unit.RPS, "Requests by endpoint", "{{uri}}", rate("uri", ANSWERS + here));
    p.errors("errors", Unit.RPS, "Errors by endpoint", "{{uri}}", part("uri", ANSWERS, of, broken));
    p.errors(
        "error-share",
        Unit.RATIO,
        "Error share by region",
        "{{region}}",
        share("region", ANSWERS, of, broken));
    p.errors(
        "statuses", Unit.RPS, "Answers by status", "{{status}}", rate("status", ANSWERS + here));
    p.quantiles("Latency by endpoint", bucket, "uri", "{{uri}}");
    p.latency(
        "own-cpu",
        Unit.SECONDS,
        "Where time goes: own processor per request",
        "{{region}}",
        rate("region", "container_cpu_usage_seconds_total" + here)
            + " / "
            + rate("region", ANSWERS + here));
  }

  private void messages() {
    p.traffic(
        "handled",
        Unit.RPS,
        "Messages handled",
        "{{queue}}",
        rate("queue", "queue_handling_delay_seconds_count" + here));
    p.latency(
        "handling-p95",
        Unit.SECONDS,
        "From published to handled, p95",
        "{{queue}}",
        quantile(95, "queue", "queue_handling_delay_seconds_bucket" + here));
  }

  private void pools() {
    p.latency(
        "p99-pool-wait",
        Unit.SECONDS,
        "Where p99 goes: waiting for a pool",
        "{{pool}}",
        quantile(99, "pool", "hikaricp_connections_acquire_seconds_bucket" + here));
    p.latency(
        "held",
        Unit.SECONDS,
        "Where time goes: connection held, mean",
        "{{pool}}",
        rate("pool", "hikaricp_connections_usage_seconds_sum" + here)
            + " / "
            + rate("pool", "hikaricp_connections_usage_seconds_count" + here));
    String each = "{{pool}} {{instance}}";
    p.saturation(
        "pool-active",
        Unit.COUNT,
        "Connections in use",
        each,
        "hikaricp_connections_active" + here);
    p.saturation(
        "pool-pending",
        Unit.COUNT,
        "Requests waiting for a connection",
        each,
        "hikaricp_connections_pending" + here);
    p.saturation("pool-max", Unit.COUNT, "Pool size", each, "hikaricp_connections_max" + here);
    p.errors(
        "pool-timeouts",
        Unit.RPS,
        "Waits for a connection that timed out",
        each,
        rate("pool, instance", "hikaricp_connections_timeout_total" + here));
  }

  private void calls() {
    String each = "{{client_name}} {{instance}}";
    p.latency(
        "p99-calls",
        Unit.SECONDS,
        "Where p99 goes: calls",
        "{{client_name}}{{uri}}",
        quantile(99, "client_name, uri", "http_client_requests_seconds_bucket" + here));
    p.traffic(
        "calls",
        Unit.RPS,
        "Calls by service called",
        "{{client_name}}",
        rate("client_name", CALLS + here));
    p.errors(
        "call-errors",
        Unit.RPS,
        "Failed calls by service called",
        "{{client_name}}",
        part("client_name", CALLS, of, "status=~\"5..|IO_ERROR\""));
    p.saturation(
        "client-pending",
        Unit.COUNT,
        "Calls waiting for a connection",
        each,
        "vertx_http_client_queue_pending" + here);
    p.saturation(
        "client-active",
        Unit.COUNT,
        "Client connections in use",
        each,
        "vertx_http_client_active_connections" + here);
  }

  private void process() {
    String each = "{{instance}}";
    p.saturation("workers", Unit.COUNT, "Busy workers", each, "executor_active_threads" + here);
    p.saturation(
        "queued",
        Unit.COUNT,
        "Requests waiting for a worker",
        each,
        "executor_queued_tasks" + here);
    p.saturation(
        "cpu",
        Unit.CORES,
        "Processor",
        each,
        rate("instance", "container_cpu_usage_seconds_total" + here));
    p.saturation(
        "throttled",
        Unit.RATIO,
        "Throttled share of periods",
        each,
        rate("instance", "container_cpu_cfs_throttled_periods_total" + here)
            + " / "
            + rate("instance", "container_cpu_cfs_periods_total" + here));
    p.saturation("uptime", Unit.SECONDS, "Uptime", each, "process_uptime_seconds" + here);
  }
}
