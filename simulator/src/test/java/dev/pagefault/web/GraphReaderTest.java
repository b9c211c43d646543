package dev.pagefault.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.within;

import dev.pagefault.mesh.InstancePlan;
import dev.pagefault.mesh.MeshState;
import dev.pagefault.scenario.Change;
import dev.pagefault.scenario.Selector;
import dev.pagefault.scenario.Topology;
import dev.pagefault.telemetry.Telemetry;
import dev.pagefault.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GraphReaderTest {
  private static final Topology SHOP = Rehearsal.LIBRARY.topology("shop");

  private final Map<String, List<Instant.Value>> measured = new LinkedHashMap<>();
  private List<InstancePlan> plans = MeshState.initial(SHOP).instances();

  @Test
  void asksOnlyWhatTelemetryUnderstands() {
    Instant instant = Instant.of(new Telemetry(Clock.system()), 100_000);
    for (Graph.By by : Graph.By.values()) {
      assertThatCode(() -> GraphReader.read(SHOP, by, instant, plans))
          .as(by.name())
          .doesNotThrowAnyException();
    }
  }

  @Test
  void showsEveryPartOfTheTopologyBeforeAnythingWasMeasured() {
    Graph graph = read(Graph.By.SERVICE);
    assertThat(graph.nodes())
        .extracting(Graph.Node::id)
        .containsAll(SHOP.services().keySet())
        .containsAll(SHOP.datastores().keySet())
        .containsAll(SHOP.queues().keySet());
    assertThat(node(graph, "psp").kind()).isEqualTo(Graph.Kind.EXTERNAL);
  }

  @Test
  void takesRatesErrorsAndLatencyFromWhatServersMeasured() {
    put("http_server_requests_seconds_count[", 20, "service", "checkout");
    put("http_server_requests_seconds_count{status=~\"5..\"}", 5, "service", "checkout");
    put("http_server_requests_seconds_bucket", 0.9, "service", "checkout");
    Graph.Node checkout = node(read(Graph.By.SERVICE), "checkout");
    assertThat(checkout.rps()).isEqualTo(20);
    assertThat(checkout.errorRate()).isEqualTo(0.25);
    assertThat(checkout.p95Ms()).isCloseTo(900, within(0.001));
  }

  @Test
  void drawsEdgesAsTheirSendersSawThem() {
    put("http_client_requests_seconds_count[", 10, "service", "checkout", "client_name", "payment");
    put(
        "http_client_requests_seconds_count{status=~\"5..|IO_ERROR\"}",
        2,
        "service",
        "checkout",
        "client_name",
        "payment");
    Graph.Edge edge = edge(read(Graph.By.SERVICE), "checkout", "payment");
    assertThat(edge.rps()).isEqualTo(10);
    assertThat(edge.errorRate()).isEqualTo(0.2);
  }

  @Test
  void countsWaitsThatTimedOutAsErrorsOfTheDatabasesEdge() {
    put("hikaricp_connections_usage_seconds_count", 6, "service", "checkout", "pool", "orders-db");
    put("hikaricp_connections_timeout_total", 2, "service", "checkout", "pool", "orders-db");
    Graph.Edge edge = edge(read(Graph.By.SERVICE), "checkout", "orders-db");
    assertThat(edge.rps()).isEqualTo(8);
    assertThat(edge.errorRate()).isEqualTo(0.25);
  }

  @Test
  void showsUsersAtTheEdge() {
    put("user_requests_total[", 40, "service", "users");
    put("user_requests_total{outcome!=\"ok\"}", 4, "service", "users");
    Graph.Edge edge = edge(read(Graph.By.SERVICE), "users", "edge");
    assertThat(edge.rps()).isEqualTo(40);
    assertThat(edge.errorRate()).isEqualTo(0.1);
  }

  @Test
  void keepsCallsInTheirRegionWhereRegionsAreApart() {
    put(
        "http_client_requests_seconds_count[",
        10,
        "service",
        "checkout",
        "region",
        "eu",
        "client_name",
        "payment");
    Graph graph = read(Graph.By.REGION);
    assertThat(graph.edges())
        .filteredOn(e -> e.from().equals("checkout/eu"))
        .extracting(Graph.Edge::to)
        .contains("payment/eu")
        .doesNotContain("payment/us");
  }

  @Test
  void saysOfTheFullestResourceHowFullItIs() {
    put("process_cpu_usage", 0.3, "service", "checkout");
    put("hikaricp_connections_active / ", 1.0, "service", "checkout");
    assertThat(node(read(Graph.By.SERVICE), "checkout").saturation()).isEqualTo(1.0);
  }

  @Test
  void badgesWhatWantsAttention() {
    put("hikaricp_connections_pending", 12, "service", "checkout", "pool", "orders-db");
    put("resilience4j_circuitbreaker_state", 1, "service", "cart", "name", "pricing");
    measured.put(
        "process_uptime_seconds",
        List.of(value(500, "service", "cart"), value(12, "service", "pricing")));
    put("queue_messages_ready", 900_000, "service", SHOP.queues().keySet().iterator().next());
    plans =
        MeshState.initial(SHOP)
            .with(new Change.Drain(Selector.parse("shipping"), true))
            .instances();
    Graph graph = read(Graph.By.SERVICE);
    assertThat(node(graph, "checkout").badges())
        .containsExactly(
            new Graph.Badge(Graph.BadgeKind.POOL, "orders-db: 12 waiting", Graph.Level.BAD));
    assertThat(node(graph, "cart").badges())
        .extracting(Graph.Badge::text)
        .containsExactly("breaker to pricing open");
    assertThat(node(graph, "pricing").badges())
        .extracting(Graph.Badge::text)
        .containsExactly("started 12 s ago");
    assertThat(node(graph, "shipping").badges())
        .extracting(Graph.Badge::kind)
        .containsExactly(Graph.BadgeKind.DRAINED);
    assertThat(graph.nodes())
        .filteredOn(n -> n.kind() == Graph.Kind.QUEUE)
        .flatExtracting(Graph.Node::badges)
        .isNotEmpty();
  }

  @Test
  void seesSomebodyElsesServiceOnlyThroughCallsToIt() {
    put("http_server_requests_seconds_count[", 99, "service", "payment");
    put("process_cpu_usage", 1, "service", "psp");
    put("http_client_requests_seconds_count[", 5, "service", "payment", "client_name", "psp");
    Graph.Node psp = node(read(Graph.By.SERVICE), "psp");
    assertThat(psp.rps()).isEqualTo(5);
    assertThat(psp.saturation()).isNull();
  }

  private Graph read(Graph.By by) {
    Instant instant =
        query -> {
          List<Instant.Value> values = new ArrayList<>();
          measured.forEach((part, all) -> {
            if (query.contains(part)) {
              values.addAll(all);
            }
          });
          return values;
        };
    return GraphReader.read(SHOP, by, instant, plans);
  }

  private void put(String part, double value, String... labels) {
    measured.put(part, List.of(value(value, labels)));
  }

  private static Instant.Value value(double value, String... labels) {
    Map<String, String> map = new LinkedHashMap<>();
    for (int i = 0; i < labels.length; i += 2) {
      map.put(labels[i], labels[i + 1]);
    }
    return new Instant.Value(map, value);
  }

  private static Graph.Node node(Graph graph, String id) {
    return graph.nodes().stream().filter(n -> n.id().equals(id)).findFirst().orElseThrow();
  }

  private static Graph.Edge edge(Graph graph, String from, String to) {
    return graph.edges().stream()
        .filter(e -> e.from().equals(from) && e.to().equals(to))
        .findFirst()
        .orElseThrow();
  }
}
