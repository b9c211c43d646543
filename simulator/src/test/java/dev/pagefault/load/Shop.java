package dev.pagefault.load;

import dev.pagefault.scenario.Topology;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A topology with one journey of two requests, as small as it gets. */
final class Shop {
  private Shop() {}

  static Topology.Slo slo(Topology.SliKind kind, @Nullable Duration threshold) {
    boolean freshness = kind == Topology.SliKind.FRESHNESS;
    return new Topology.Slo(
        "", kind, "buy", null, 0.99, threshold, freshness ? "orders" : null, "checkout");
  }

  static Topology topology(double perSecond, Duration patience, Duration think) {
    return new Topology(
        "small",
        "",
        "",
        List.of("eu", "us"),
        "edge",
        1,
        Map.of(),
        Map.of(),
        Map.of(),
        Map.of(),
        Map.of("tier", Map.of("gold", 1.0, "free", 3.0)),
        Map.of("sku", new Topology.Attribute(1, 10)),
        Map.of(
            "buy",
            new Topology.Journey(
                "",
                perSecond,
                patience,
                Map.of("customer", new Topology.Attribute(5, 5)),
                List.of(
                    new Topology.Request(
                        "look",
                        "GET /product",
                        Duration.ZERO,
                        new Topology.Truth("price", "db", "", "sku")),
                    new Topology.Request("pay", "POST /order", think, null)))),
        Map.of(
            "availability", slo(Topology.SliKind.AVAILABILITY, null),
            "latency", slo(Topology.SliKind.LATENCY, Duration.ofMillis(400)),
            "correctness", slo(Topology.SliKind.CORRECTNESS, null),
            "freshness", slo(Topology.SliKind.FRESHNESS, Duration.ofSeconds(2))),
        Map.of());
  }
}
