package dev.pagefault.web;

import static dev.pagefault.web.NodeDraft.share;

import dev.pagefault.mesh.InstancePlan;
import dev.pagefault.scenario.Topology;
import dev.pagefault.web.Graph.BadgeKind;
import dev.pagefault.web.Graph.By;
import dev.pagefault.web.Graph.Edge;
import dev.pagefault.web.Graph.Kind;
import dev.pagefault.web.Graph.Level;
import dev.pagefault.web.Instant.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Draws the graph from what was measured. Pure over the topology, the plan of instances and an
 * {@link Instant}.
 *
 * <pre>
 *   users --> edge --> checkout --> orders-db      requests as their senders saw them
 *                         |
 *                         +--> orders-placed --> notification
 * </pre>
 *
 * What a client measures names the service it called and not which part of it, so where nodes are
 * split an edge goes to the parts in the sender's own region, by the share of what each served.
 */
final class GraphReader {
  /** Over how long rates are taken. */
  private static final String WINDOW = "[10s]";

  /** An instance this much younger than the oldest was restarted. Seconds. */
  private static final double RESTARTED_SECONDS = 60;

  private static final String FAILED = "{status=~\"5..|IO_ERROR\"}";

  private final Topology topology;
  private final By by;
  private final Instant instant;
  private final List<InstancePlan> plans;
  private final Map<String, NodeDraft> nodes = new LinkedHashMap<>();
  private final List<Edge> edges = new ArrayList<>();

  private GraphReader(Topology topology, By by, Instant instant, List<InstancePlan> plans) {
    this.topology = topology;
    this.by = by;
    this.instant = instant;
    this.plans = plans;
  }

  /** The graph; {@code plans} are the instances that are wanted, or empty when nothing runs. */
  static Graph read(Topology topology, By by, Instant instant, List<InstancePlan> plans) {
    GraphReader reader = new GraphReader(topology, by, instant, plans);
    reader.services();
    reader.datastores();
    reader.queues();
    reader.users();
    reader.calls();
    reader.statements();
    reader.messages();
    return new Graph(
        reader.nodes.values().stream().map(NodeDraft::done).toList(), List.copyOf(reader.edges));
  }

  private void services() {
    for (InstancePlan plan : plans) {
      NodeDraft node = node(plan.service(), plan.region(), plan.version(), plan.instance());
      node.drained &= plan.drained();
      node.planned = true;
    }
    if (by == By.SERVICE) {
      topology.services().keySet().forEach(name -> node(name, "", "", ""));
    }
    String group = by.labels();
    for (Value v : instant.ask(sum(group, "http_server_requests_seconds_count", ""))) {
      own(v).rps = v.value();
    }
    for (Value v :
        instant.ask(sum(group, "http_server_requests_seconds_count", "{status=~\"5..\"}"))) {
      own(v).failed = v.value();
    }
    for (Value v : instant.ask(sum(group, "queue_handling_delay_seconds_count", ""))) {
      own(v).rps += v.value(); // messages handled are its work too
    }
    for (Value v : instant.ask(p95(group, "http_server_requests_seconds_bucket"))) {
      own(v).p95Ms = v.value() * 1000;
    }
    saturation("max by (%s) (hikaricp_connections_active / hikaricp_connections_max)");
    saturation("max by (%s) (executor_active_threads / executor_pool_max_threads)");
    saturation("max by (%s) (process_cpu_usage)");
    badges();
  }

  private void saturation(String query) {
    for (Value v : instant.ask(query.formatted(by.labels()))) {
      own(v).fuller(v.value());
    }
  }

  private void badges() {
    String group = by.labels();
    for (Value v : instant.ask("sum by (" + group + ", pool) (hikaricp_connections_pending)")) {
      if (v.value() >= 1) {
        own(v)
            .badge(
                BadgeKind.POOL, "%s: %d waiting".formatted(v.label("pool"), whole(v)), Level.BAD);
      }
    }
    for (Value v :
        instant.ask(
            "max by (" + group + ", name) (resilience4j_circuitbreaker_state{state=\"open\"})")) {
      if (v.value() >= 1) {
        own(v).badge(BadgeKind.BREAKER, "breaker to " + v.label("name") + " open", Level.BAD);
      }
    }
    List<Value> ages = instant.ask("min by (" + group + ") (process_uptime_seconds)");
    double oldest = ages.stream().mapToDouble(Value::value).max().orElse(0);
    for (Value v : ages) {
      if (v.value() < RESTARTED_SECONDS && oldest - v.value() > RESTARTED_SECONDS) {
        own(v).badge(BadgeKind.RESTARTS, "started %d s ago".formatted(whole(v)), Level.WARN);
      }
    }
    for (NodeDraft node : nodes.values()) {
      if (node.planned && node.drained) {
        node.badge(BadgeKind.DRAINED, "drained", Level.INFO);
      }
    }
  }

  private void datastores() {
    topology
        .datastores()
        .forEach((name, store) -> nodes.put(name, new NodeDraft(name, name, Kind.DATASTORE, null)));
    for (Value v : instant.ask(sum("service", "pg_stat_statements_calls_total", ""))) {
      other(v).rps = v.value();
    }
    for (Value v : instant.ask("max by (service) (db_cpu_utilization)")) {
      other(v).fuller(v.value());
    }
    for (Value v : instant.ask("sum by (service) (pg_stat_activity_count)")) {
      Topology.Datastore store = topology.datastores().get(v.label("service"));
      if (store != null) {
        other(v).fuller(v.value() / store.maxConnections());
      }
    }
  }

  private void queues() {
    topology
        .queues()
        .forEach((name, queue) -> nodes.put(name, new NodeDraft(name, name, Kind.QUEUE, null)));
    for (Value v : instant.ask(sum("service", "queue_messages_published_total", ""))) {
      other(v).rps = v.value();
    }
    for (Value v : instant.ask("sum by (service) (queue_messages_ready)")) {
      Topology.Queue queue = topology.queues().get(v.label("service"));
      if (queue != null) {
        NodeDraft node = other(v);
        node.fuller(v.value() / queue.capacity());
        if (v.value() >= Math.max(100, queue.capacity() / 10.0)) {
          node.badge(BadgeKind.QUEUE, "%d waiting".formatted(whole(v)), Level.WARN);
        }
      }
    }
  }

  private void users() {
    boolean split = by == By.REGION;
    String group = split ? "region" : "service";
    Map<String, NodeDraft> users = new LinkedHashMap<>();
    for (Value v : instant.ask(sum(group, "user_requests_total", ""))) {
      usersOf(users, v, split).rps = v.value();
    }
    for (Value v : instant.ask(sum(group, "user_requests_total", "{outcome!=\"ok\"}"))) {
      usersOf(users, v, split).failed = v.value();
    }
    for (Value v : instant.ask(p95(group, "user_request_duration_seconds_bucket"))) {
      usersOf(users, v, split).p95Ms = v.value() * 1000;
    }
    users.forEach((region, node) -> {
      nodes.put(node.id, node);
      spread(node, topology.edge(), region, node.rps, node.errorRate(), node.p95Ms);
    });
  }

  private static NodeDraft usersOf(Map<String, NodeDraft> users, Value v, boolean split) {
    String region = split ? v.label("region") : "";
    return users.computeIfAbsent(
        region,
        r ->
            new NodeDraft(
                r.isEmpty() ? "users" : "users/" + r, "users", Kind.USERS, r.isEmpty() ? null : r));
  }

  private void calls() {
    String group = by.labels() + ", client_name";
    Map<Map<String, String>, Double> failed = new LinkedHashMap<>();
    instant
        .ask(sum(group, "http_client_requests_seconds_count", FAILED))
        .forEach(v -> failed.put(v.labels(), v.value()));
    Map<Map<String, String>, Double> slow = new LinkedHashMap<>();
    instant
        .ask(p95(group, "http_client_requests_seconds_bucket"))
        .forEach(v -> slow.put(v.labels(), v.value() * 1000));
    for (Value v : instant.ask(sum(group, "http_client_requests_seconds_count", ""))) {
      String to = v.label("client_name");
      Topology.Service callee = topology.services().get(to);
      if (callee != null) {
        double errors = share(failed.getOrDefault(v.labels(), 0.0), v.value());
        spread(own(v), to, v.label("region"), v.value(), errors, slow.get(v.labels()));
      }
    }
  }

  /** Sends an edge to each part of a service that takes requests from {@code region}. */
  private void spread(
      NodeDraft from,
      String service,
      String region,
      double rps,
      double errors,
      @Nullable Double p95) {
    List<NodeDraft> near = new ArrayList<>();
    List<NodeDraft> all = new ArrayList<>();
    for (NodeDraft node : nodes.values()) {
      if (node.name.equals(service) || service.equals(node.service)) {
        all.add(node);
        if (node.region == null || region.isEmpty() || node.region.equals(region)) {
          near.add(node);
        }
      }
    }
    List<NodeDraft> parts = near.isEmpty() ? all : near;
    double served = parts.stream().mapToDouble(part -> part.rps).sum();
    for (NodeDraft part : parts) {
      double share = served > 0 ? part.rps / served : 1.0 / parts.size();
      part.asked(rps * share, errors);
      edges.add(new Edge(from.id, part.id, rps * share, errors, p95));
    }
  }

  private void statements() {
    String group = by.labels() + ", pool";
    Map<Map<String, String>, Double> refused = new LinkedHashMap<>();
    instant
        .ask(sum(group, "hikaricp_connections_timeout_total", ""))
        .forEach(v -> refused.put(v.labels(), v.value()));
    for (Value v : instant.ask(sum(group, "hikaricp_connections_usage_seconds_count", ""))) {
      String store = v.label("pool");
      if (topology.datastores().containsKey(store)) {
        double without = refused.getOrDefault(v.labels(), 0.0);
        double asked = v.value() + without;
        edges.add(new Edge(own(v).id, store, asked, share(without, asked), null));
      }
    }
  }

  /** Queues tell how much comes and goes, not from whom: one publisher or consumer gets it all. */
  private void messages() {
    Map<String, Double> delivered = new LinkedHashMap<>();
    instant
        .ask(sum("service", "queue_messages_delivered_total", ""))
        .forEach(v -> delivered.put(v.label("service"), v.value()));
    for (String queue : topology.queues().keySet()) {
      NodeDraft node = node(queue);
      List<NodeDraft> from = partsOf(Links.publishers(topology, queue));
      from.forEach(part -> edges.add(new Edge(part.id, queue, node.rps / from.size(), 0, null)));
      List<NodeDraft> to = partsOf(Links.consumers(topology, queue));
      double out = delivered.getOrDefault(queue, 0.0);
      to.forEach(part -> edges.add(new Edge(queue, part.id, out / to.size(), 0, null)));
    }
  }

  private List<NodeDraft> partsOf(Set<String> services) {
    Set<NodeDraft> parts = new LinkedHashSet<>();
    for (NodeDraft node : nodes.values()) {
      if (node.service != null && services.contains(node.service)) {
        parts.add(node);
      }
    }
    return List.copyOf(parts);
  }

  private NodeDraft own(Value v) {
    return node(v.label("service"), v.label("region"), v.label("version"), v.label("instance"));
  }

  /** The datastore or queue that told it; what isn't in the topology is written to nowhere. */
  private NodeDraft other(Value v) {
    return node(v.label("service"));
  }

  private NodeDraft node(String id) {
    NodeDraft node = nodes.get(id);
    return node == null ? new NodeDraft(id, id, Kind.SERVICE, null) : node;
  }

  private NodeDraft node(String service, String region, String version, String instance) {
    String id =
        switch (by) {
          case SERVICE -> service;
          case REGION -> service + "/" + region;
          case VERSION -> service + " " + version;
          case INSTANCE -> instance;
        };
    Topology.Service known = topology.services().get(service);
    Kind kind = known != null && known.external() ? Kind.EXTERNAL : Kind.SERVICE;
    boolean placed = by == By.REGION || by == By.INSTANCE;
    NodeDraft node =
        nodes.computeIfAbsent(
            id,
            none ->
                new NodeDraft(
                    id,
                    by == By.REGION ? service : id,
                    kind,
                    placed && !region.isEmpty() ? region : null));
    node.service = service;
    return node;
  }

  private static String sum(String group, String metric, String matchers) {
    return "sum by (" + group + ") (rate(" + metric + matchers + WINDOW + "))";
  }

  private static String p95(String group, String metric) {
    return "histogram_quantile(0.95, sum by (le, " + group + ") (rate(" + metric + WINDOW + ")))";
  }

  private static long whole(Value v) {
    return Math.round(v.value());
  }
}
