package dev.pagefault.mesh;

import dev.pagefault.scenario.ByteSize;
import dev.pagefault.scenario.Step;
import dev.pagefault.scenario.Topology;
import dev.pagefault.scenario.Topology.Attribute;
import dev.pagefault.scenario.Topology.Datastore;
import dev.pagefault.scenario.Topology.Flag;
import dev.pagefault.scenario.Topology.Journey;
import dev.pagefault.scenario.Topology.Queue;
import dev.pagefault.scenario.Topology.Request;
import dev.pagefault.scenario.Topology.Service;
import dev.pagefault.scenario.Topology.SliKind;
import dev.pagefault.scenario.Topology.Slo;
import dev.pagefault.scenario.Topology.StepPatch;
import dev.pagefault.scenario.Topology.Version;
import dev.pagefault.scenario.Topology.Volume;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Two regions, an edge that calls a service that asks a database: the smallest production there is.
 *
 * <pre>
 * users → edge → orders → orders-db
 *                  └────→ bank (somebody else's)
 * </pre>
 */
public final class TinyTopology {
  /** Finds one order by its key. */
  public static final String BY_KEY = "SELECT id, total FROM orders WHERE id = :order";

  /** Finds a customer's orders without an index. */
  public static final String BY_SCAN = "SELECT id, total FROM orders WHERE note = 'n' || :order";

  private TinyTopology() {}

  /** A fresh copy. */
  public static Topology create() {
    Map<String, Service> services = new LinkedHashMap<>();
    services.put(
        "edge",
        service(
            false,
            "1.0.0",
            Map.of(),
            Map.of("GET /orders", List.of(call("ask", "orders"))),
            List.of(version("1.0.0", Map.of(), Map.of()))));
    services.put(
        "orders",
        service(
            false,
            "2.1.0",
            Map.of("orders-db.pool.max", "4", "log.level", "info"),
            Map.of(
                "GET /orders",
                List.of(
                    new Step.Compute("price", null, Duration.ofMillis(1)),
                    query("find", BY_KEY),
                    new Step.Compute("gift", "gifts", Duration.ofMillis(1)))),
            List.of(
                version("2.0.0", Map.of(), Map.of()),
                version("2.1.0", Map.of(), Map.of("log.level", "warn")),
                version(
                    "2.2.0",
                    Map.of(
                        "GET /orders",
                        List.of(new StepPatch(null, null, query("find", BY_SCAN), null))),
                    Map.of()),
                version(
                    "2.3.0",
                    Map.of(
                        "GET /orders",
                        List.of(
                            new StepPatch(null, null, null, "gift"),
                            new StepPatch(call("charge", "bank"), "find", null, null))),
                    Map.of("orders-db.pool.max", "5")))));
    services.put(
        "bank",
        service(
            true,
            "1",
            Map.of(),
            Map.of("GET /orders", List.of(new Step.Compute("sum", null, Duration.ofMillis(1)))),
            List.of(version("1", Map.of(), Map.of()))));
    return new Topology(
        "tiny",
        "Tiny",
        "Orders.",
        List.of("eu", "us"),
        "edge",
        2_000,
        services,
        Map.of("orders-db", datastore(20)),
        Map.<String, Queue>of(),
        Map.of("gifts", new Flag("Gift wrapping.", "off")),
        Map.of("tier", Map.of("gold", 0.5, "plain", 0.5)),
        Map.of("order", new Attribute(1, 2_000)),
        Map.of(
            "look",
            new Journey(
                "Looks an order up.",
                10,
                Duration.ofSeconds(2),
                Map.of(),
                List.of(new Request("orders", "GET /orders", Duration.ZERO, null)))),
        Map.of(
            "look-availability",
            new Slo(
                "Orders can be looked up",
                SliKind.AVAILABILITY,
                "look",
                null,
                0.99,
                null,
                null,
                "orders")),
        Map.of());
  }

  /** A database of 2,000 orders. */
  public static Datastore datastore(int maxConnections) {
    return new Datastore(
        "Orders.",
        "team-orders",
        2,
        maxConnections,
        """
        CREATE TABLE orders (id INT PRIMARY KEY, customer INT, note VARCHAR(20), total INT);
        INSERT INTO orders SELECT x, MOD(x, 100), 'n' || x, x * 3 FROM SYSTEM_RANGE(1, 2000);
        """,
        Duration.ofNanos(200_000),
        Duration.ofNanos(50_000));
  }

  /** The same on a volume. */
  public static Datastore datastore(
      int maxConnections, Volume volume, @Nullable ByteSize perRowIo) {
    Datastore without = datastore(maxConnections);
    return new Datastore(
        without.about(),
        without.owner(),
        without.cores(),
        maxConnections,
        without.schema(),
        without.perStatement(),
        without.perRow(),
        volume,
        perRowIo,
        null);
  }

  /** One more database, on the host of another. */
  public static Datastore tenant(String host) {
    Datastore own = datastore(8);
    return new Datastore(
        own.about(),
        own.owner(),
        0,
        own.maxConnections(),
        own.schema(),
        own.perStatement(),
        own.perRow(),
        null,
        null,
        host);
  }

  /** The topology with its database on a volume. */
  public static Topology on(Volume volume) {
    return with(create(), Map.of("orders-db", datastore(20, volume, null)), Map.of());
  }

  /** The topology with its orders called over TLS. */
  public static Topology overTls(Map<String, Topology.Certificate> certificates) {
    Topology t = create();
    Map<String, Service> services = new LinkedHashMap<>(t.services());
    services.computeIfPresent("orders", (name, plain) -> secured(plain, certificates));
    return with(t, services, t.datastores(), t.queues());
  }

  private static Service secured(Service s, Map<String, Topology.Certificate> certificates) {
    return new Service(
        s.about(),
        s.owner(),
        s.runbook(),
        s.external(),
        s.instances(),
        s.cores(),
        s.current(),
        s.settings(),
        s.endpoints(),
        s.consumers(),
        s.versions(),
        s.limit(),
        certificates);
  }

  /** A topology with other queues. */
  public static Topology with(Topology topology, Map<String, Queue> queues) {
    return with(topology, topology.datastores(), queues);
  }

  /** A topology with other datastores and queues. */
  public static Topology with(
      Topology t, Map<String, Datastore> datastores, Map<String, Queue> queues) {
    return with(t, t.services(), datastores, queues);
  }

  private static Topology with(
      Topology t,
      Map<String, Service> services,
      Map<String, Datastore> datastores,
      Map<String, Queue> queues) {
    return new Topology(
        t.id(),
        t.title(),
        t.about(),
        t.regions(),
        t.edge(),
        t.hopsPerSecond(),
        services,
        datastores,
        queues,
        t.flags(),
        t.segments(),
        t.attributes(),
        t.journeys(),
        t.slos(),
        t.everyday());
  }

  private static Service service(
      boolean external,
      String current,
      Map<String, String> settings,
      Map<String, List<Step>> endpoints,
      List<Version> versions) {
    Map<String, String> all = new LinkedHashMap<>(settings);
    all.put("server.startup", "10ms");
    return new Service("", "team", "", external, 1, 1, current, all, endpoints, Map.of(), versions);
  }

  private static Version version(
      String id, Map<String, List<StepPatch>> endpoints, Map<String, String> settings) {
    return new Version(id, "Release " + id, "- before\n+ after", null, endpoints, settings);
  }

  private static Step query(String id, String sql) {
    return new Step.Query(id, null, "orders-db", sql, List.of("total"), null, Step.Close.ALWAYS);
  }

  private static Step call(String id, String service) {
    return new Step.Call(id, null, service, "GET /orders", false);
  }
}
