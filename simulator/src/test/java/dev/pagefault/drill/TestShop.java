package dev.pagefault.drill;

import dev.pagefault.scenario.Answer;
import dev.pagefault.scenario.Change;
import dev.pagefault.scenario.FailureMode;
import dev.pagefault.scenario.Scenario;
import dev.pagefault.scenario.Selector;
import dev.pagefault.scenario.Step;
import dev.pagefault.scenario.Topology;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * A shop with one service, its database and a payment provider. Its scenario: a release made the
 * pool too small, and a wave of visitors makes that bite. Each secret text bears {@link #CANARY}.
 */
final class TestShop {
  static final String CANARY = "canary-7f3a";
  static final Selector CHECKOUT = Selector.parse("checkout");
  static final Change CAUSE = new Change.Config(CHECKOUT, "orders-db.pool.max", "1");
  static final Change WAVE = new Change.Load("browse", 4, null, null, null);
  static final Change FIX = new Change.Config(CHECKOUT, "orders-db.pool.max", "4");

  private TestShop() {}

  static Topology topology() {
    Topology.Service checkout =
        new Topology.Service(
            "Takes orders.",
            "Basket",
            "Look at its pool first.",
            false,
            1,
            1,
            "1.0",
            Map.of("orders-db.pool.max", "4"),
            Map.of(
                "POST /order",
                List.of(
                    new Step.Query(
                        "load-cart",
                        null,
                        "orders-db",
                        "select 1",
                        List.of(),
                        null,
                        Step.Close.ALWAYS))),
            Map.of(),
            List.of(
                new Topology.Version("1.0", "First", "First.", null, Map.of(), Map.of()),
                new Topology.Version("1.1", "Second", "Second.", null, Map.of(), Map.of())));
    Topology.Service payment =
        new Topology.Service(
            "Takes money.",
            "Payments Inc.",
            "Call them.",
            true,
            1,
            1,
            "9",
            Map.of(),
            Map.of(),
            Map.of(),
            List.of(new Topology.Version("9", "Theirs", "Theirs.", null, Map.of(), Map.of())));
    Topology.Journey journey =
        new Topology.Journey(
            "Visits.",
            20,
            Duration.ofSeconds(2),
            Map.of(),
            List.of(new Topology.Request("place-order", "POST /order", Duration.ZERO, null)));
    return new Topology(
        "shop",
        "Shop",
        "A shop.",
        List.of("eu", "us"),
        "checkout",
        1_000,
        Map.of("checkout", checkout, "payment", payment),
        Map.of(
            "orders-db",
            new Topology.Datastore(
                "Orders.", "Basket", 2, 50, "", Duration.ofMillis(1), Duration.ofNanos(100))),
        Map.of(),
        Map.of("new-cart", new Topology.Flag("A new cart.", "off")),
        Map.of("tier", Map.of("gold", 0.2, "basic", 0.8)),
        Map.of(),
        Map.of("buy", journey, "browse", journey),
        Map.of(
            "checkout-availability",
            new Topology.Slo(
                "Checkout availability",
                Topology.SliKind.AVAILABILITY,
                "buy",
                null,
                0.99,
                null,
                null,
                "checkout")),
        Map.of());
  }

  static Scenario scenario(String id) {
    return new Scenario(
        id,
        "shop",
        "You are on call.",
        "02:07",
        Duration.ofMinutes(10),
        "checkout-availability",
        Duration.ofSeconds(30),
        1,
        false,
        Map.of("checkout", "We changed nothing."),
        List.of(
            new Scenario.Entry(
                "c-1",
                Duration.ofHours(-26),
                new Change.Deploy(CHECKOUT, "1.1"),
                true,
                "orders-team",
                "Deploy checkout 1.1",
                null),
            new Scenario.Entry(
                "c-2", Duration.ofHours(-25), CAUSE, false, CANARY, CANARY + " silent", CANARY)),
        List.of(new Scenario.Event("c-3", Duration.ZERO, WAVE, false, null, CANARY, CANARY)),
        List.of(new Scenario.Event("c-3", Duration.ZERO, WAVE, false, null, CANARY, CANARY)),
        Map.of("victim", "checkout"));
  }

  /** The same with a wave that is over after eight seconds, in the incident and in the replay. */
  static Assignment passing(String id, long seed) {
    Scenario lasting = scenario(id);
    List<Scenario.Event> wave =
        List.of(
            lasting.timeline().getFirst(),
            new Scenario.Event(
                "c-4",
                Duration.ofSeconds(8),
                new Change.Load("browse", 1, null, null, null),
                false,
                null,
                CANARY,
                CANARY));
    Assignment same = assignment(id, seed);
    return new Assignment(
        new Scenario(
            lasting.id(),
            lasting.topology(),
            lasting.brief(),
            lasting.clock(),
            lasting.limit(),
            lasting.page(),
            lasting.onsetWithin(),
            lasting.load(),
            lasting.guided(),
            lasting.owners(),
            lasting.history(),
            wave,
            wave,
            lasting.draws()),
        same.answer(),
        same.answerYaml(),
        same.topology(),
        same.modes(),
        same.matrix(),
        same.lastingFixes(),
        same.references());
  }

  static Answer answer() {
    return new Answer(
        CANARY + " the pool is too small",
        List.of(new Answer.Atom("checkout", "pool-too-small")),
        List.of("c-2"),
        List.of(new Answer.Hop("checkout", CANARY, CANARY)),
        List.of(
            new Answer.Rival(
                CANARY + "-rival",
                new Answer.Atom("orders-db", "slow-query"),
                List.of(),
                List.of(),
                CANARY)),
        List.of(new Answer.Remedy(CANARY, CANARY, List.of(FIX), CANARY)),
        List.of(),
        Map.of(Answer.Stage.OBSERVE, List.of("Look at journeys.", CANARY)),
        "review-" + CANARY,
        List.of(new Answer.Evidence(Answer.Aspect.ERRORS, CANARY, true)),
        null);
  }

  static Assignment assignment(String id, long seed) {
    if (!id.equals("quiet-river")) {
      throw new IllegalArgumentException("there is no scenario " + id);
    }
    return new Assignment(
        scenario(id),
        answer(),
        "cause: " + CANARY + seed,
        topology(),
        List.of(
            new FailureMode("pool-too-small", "Pool too small", "pools", "…", List.of()),
            new FailureMode("slow-query", "Slow query", "queries", "…", List.of())),
        Map.of(
            "pool $victim-eu-1/orders-db",
            Map.of(
                "cause",
                List.of(0.1, 0.1, 0.7, 0.1),
                "baseline",
                List.of(0.7, 0.1, 0.1, 0.1),
                CANARY + "-rival",
                List.of(0.1, 0.7, 0.1, 0.1))),
        Map.of("review-pool", "Review pool sizes"),
        Map.of());
  }
}
