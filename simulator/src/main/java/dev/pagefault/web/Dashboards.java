package dev.pagefault.web;

import static dev.pagefault.web.Panels.quantile;
import static dev.pagefault.web.Panels.rate;
import static dev.pagefault.web.Panels.share;

import dev.pagefault.scenario.Topology;
import dev.pagefault.web.Dashboard.Kind;
import dev.pagefault.web.Dashboard.Unit;
import java.util.ArrayList;
import java.util.List;

/** Dashboards made from a topology: RED and USE for everything in it. Pure. */
final class Dashboards {
  private static final String FAILED = "outcome!=\"ok\"";

  private Dashboards() {}

  /** All of a topology: users first, then its parts in its own order, then the hosts. */
  static List<Dashboard> of(Topology topology) {
    List<Dashboard> all = new ArrayList<>();
    all.add(users(topology));
    topology
        .services()
        .forEach((name, service) -> {
          if (!service.external()) {
            all.add(ServiceDashboard.of(topology, name, service));
          }
        });
    topology.datastores().forEach((name, store) -> all.add(datastore(name, store)));
    topology.queues().forEach((name, queue) -> all.add(queue(name, queue)));
    all.add(hosts());
    return all;
  }

  private static Dashboard users(Topology topology) {
    Panels p = new Panels("users");
    String requests = "user_requests_total";
    p.traffic("traffic", Unit.RPS, "Requests by journey", "{{journey}}", rate("journey", requests));
    p.traffic(
        "offered",
        Unit.RPS,
        "Offered by journey",
        "{{journey}}",
        rate("journey", "user_offered_total"));
    p.errors(
        "failed",
        Unit.RATIO,
        "Failed share by journey",
        "{{journey}}",
        share("journey", requests, "", FAILED));
    p.errors("outcomes", Unit.RPS, "Outcomes", "{{outcome}}", rate("outcome", requests));
    p.errors(
        "regions",
        Unit.RATIO,
        "Failed share by region",
        "{{region}}",
        share("region", requests, "", FAILED));
    p.quantiles(
        "Latency by request",
        "user_request_duration_seconds_bucket",
        "journey, request",
        "{{journey}}/{{request}}");
    for (String segment : topology.segments().keySet()) {
      p.errors(
          "segment-" + segment,
          Unit.RATIO,
          "Failed share by " + segment,
          "{{value}}",
          share("value", "user_segment_requests_total", "dimension=\"" + segment + "\"", FAILED));
    }
    return new Dashboard("users", "Users", Kind.USERS, p.list());
  }

  private static Dashboard datastore(String name, Topology.Datastore store) {
    Panels p = new Panels(name);
    String here = "{service=\"" + name + "\"}";
    String calls = rate("query", "pg_stat_statements_calls_total" + here);
    String seconds = rate("query", "pg_stat_statements_seconds_total" + here);
    p.traffic("statements", Unit.RPS, "Statements", "{{query}}", calls);
    p.latency("mean", Unit.SECONDS, "Time per statement", "{{query}}", seconds + " / " + calls);
    p.saturation("share", Unit.CORES, "Time spent by statement", "{{query}}", seconds);
    p.traffic(
        "rows",
        Unit.RPS,
        "Rows by statement",
        "{{query}}",
        rate("query", "pg_stat_statements_rows_total" + here));
    p.saturation(
        "sessions",
        Unit.COUNT,
        "Sessions by state",
        "{{state}}",
        "sum by (state) (pg_stat_activity_count" + here + ")");
    p.saturation(
        "by-client",
        Unit.COUNT,
        "Sessions by application",
        "{{application_name}}",
        "sum by (application_name) (pg_stat_activity_count" + here + ")");
    p.saturation(
        "limit", Unit.COUNT, "Sessions accepted", "max", "pg_settings_max_connections" + here);
    p.saturation(
        "cpu",
        Unit.RATIO,
        "Processor of the host, share in use",
        "cpu",
        "db_cpu_utilization" + here);
    Topology.Volume volume = store.volume();
    if (volume != null) {
      VolumePanels.add(p, here, volume);
    }
    return new Dashboard(name, name, Kind.DATASTORE, p.list());
  }

  private static Dashboard queue(String name, Topology.Queue queue) {
    Panels p = new Panels(name);
    String here = "{service=\"" + name + "\"}";
    p.traffic(
        "published",
        Unit.RPS,
        "Published",
        "published",
        rate("service", "queue_messages_published_total" + here));
    p.traffic(
        "delivered",
        Unit.RPS,
        "Delivered",
        "delivered",
        rate("service", "queue_messages_delivered_total" + here));
    p.saturation(
        "ready",
        Unit.COUNT,
        "Messages waiting",
        "ready",
        "sum by (service) (queue_messages_ready" + here + ")");
    p.latency(
        "age",
        Unit.SECONDS,
        "Age of the oldest message",
        "oldest",
        "max by (service) (queue_oldest_message_age_seconds" + here + ")");
    p.latency(
        "delay",
        Unit.SECONDS,
        "From published to handled, p95",
        "{{service}}",
        quantile(95, "service", "queue_handling_delay_seconds_bucket{queue=\"" + name + "\"}"));
    if (queue.partitions() > 1) {
      PartitionPanels.add(p, here);
    }
    return new Dashboard(name, name, Kind.QUEUE, p.list());
  }

  private static Dashboard hosts() {
    Panels p = new Panels("hosts");
    p.saturation(
        "cpu",
        Unit.CORES,
        "Processor by service",
        "{{service}}",
        rate("service", "container_cpu_usage_seconds_total"));
    p.saturation(
        "throttled",
        Unit.RATIO,
        "Throttled share of periods",
        "{{service}}",
        rate("service", "container_cpu_cfs_throttled_periods_total")
            + " / "
            + rate("service", "container_cpu_cfs_periods_total"));
    p.saturation(
        "databases",
        Unit.RATIO,
        "Processor of database hosts, share in use",
        "{{service}}",
        "max by (service) (db_cpu_utilization)");
    return new Dashboard("hosts", "Hosts", Kind.HOST, p.list());
  }
}
