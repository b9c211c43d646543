package dev.pagefault.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.pagefault.scenario.Topology;
import dev.pagefault.time.Seed;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CustomersTest {
  private static final int MANY = 4_000;
  private final Topology shop = Shop.topology(1, Duration.ofSeconds(1), Duration.ZERO);

  private List<Customer> draw(long seed, LoadPlan plan) {
    Topology.Journey journey = shop.journeys().values().iterator().next();
    Customers customers = new Customers(shop, "buy", journey, new Seed(seed));
    return Stream.generate(() -> customers.next(plan)).limit(MANY).toList();
  }

  private static double share(List<Customer> customers, java.util.function.Predicate<Customer> of) {
    return customers.stream().filter(of).count() / (double) MANY;
  }

  @Test
  void aSeedReproducesThem() {
    assertThat(draw(1, LoadPlan.ORDINARY).stream().map(CustomersTest::described))
        .containsExactlyElementsOf(
            draw(1, LoadPlan.ORDINARY).stream().map(CustomersTest::described).toList());
  }

  private static String described(Customer customer) {
    return customer.region() + customer.baggage() + customer.query() + customer.traceparent();
  }

  @Test
  void theyAreWhatTheTopologySays() {
    List<Customer> customers = draw(2, LoadPlan.ORDINARY);
    assertThat(share(customers, c -> c.region().equals("eu"))).isEqualTo(0.5, within(0.03));
    assertThat(share(customers, c -> "gold".equals(c.segments().get("tier"))))
        .isEqualTo(0.25, within(0.03));
    assertThat(customers).allMatch(c -> c.query().matches("\\?customer=5&sku=([1-9]|10)"));
    assertThat(customers.stream().map(c -> c.attributes().get("sku")).distinct()).hasSize(10);
    assertThat(customers.getFirst().baggage()).matches("tier=(gold|free),region=(eu|us)");
    assertThat(customers.getFirst().traceparent()).matches("00-[0-9a-f]{32}-[0-9a-f]{16}-01");
  }

  @Test
  void trafficGoesAwayFromARegion() {
    LoadPlan away = new LoadPlan(1, Map.of(), Map.of("eu", 40));
    assertThat(share(draw(3, away), c -> c.region().equals("eu"))).isEqualTo(0.3, within(0.03));
    LoadPlan gone = new LoadPlan(1, Map.of(), Map.of("eu", 100));
    assertThat(share(draw(3, gone), c -> c.region().equals("eu"))).isZero();
  }

  @Test
  void anAttributeIsFixedForAShareAndNothingElseShifts() {
    LoadPlan hot =
        new LoadPlan(1, Map.of("buy", new LoadPlan.JourneyLoad(1, "sku", "999", 0.3)), Map.of());
    List<Customer> ordinary = draw(4, LoadPlan.ORDINARY);
    List<Customer> changed = draw(4, hot);
    assertThat(share(changed, c -> c.query().endsWith("sku=999"))).isEqualTo(0.3, within(0.03));
    assertThat(changed.stream().map(Customer::segments))
        .containsExactlyElementsOf(ordinary.stream().map(Customer::segments).toList());
  }

  @Test
  void numbersAreDrawnAsEverWhateverTextsThereAre() {
    SplittableRandom random = new Seed(4).stream("customers/buy");
    for (Customer customer : draw(4, LoadPlan.ORDINARY)) {
      SplittableRandom own = new SplittableRandom(random.nextLong());
      own.nextInt(2);
      own.nextDouble();
      own.nextInt(1);
      own.nextDouble(); // tier
      assertThat(customer.attributes())
          .containsEntry("customer", Integer.toString(own.nextInt(5, 6)))
          .containsEntry("sku", Integer.toString(own.nextInt(1, 11)));
    }
  }

  @Test
  void textsFollowTheirWeightsListsAndAbsences() {
    Map<String, Topology.Attribute> texts =
        Map.of(
            "tea",
            text(Map.of("烏龍", 3.0, "煎茶", 1.0), Map.of(), null, 0.1, Map.of()),
            "name",
            text(
                Map.of("Ann", 1.0),
                Map.of("gold", List.of("Zoë", "Nguyễn Ánh")),
                "tier",
                0,
                Map.of("free", 0.5)),
            "either",
            text(Map.of(), Map.of("a", List.of("x"), "b", List.of("y", "z")), null, 0, Map.of()));
    Topology.Journey spec = new Topology.Journey("", 1, Duration.ofSeconds(1), texts, List.of());
    Customers drawn = new Customers(shop, "buy", spec, new Seed(9));
    List<Customer> all = Stream.generate(() -> drawn.next(LoadPlan.ORDINARY)).limit(MANY).toList();
    assertThat(share(all, c -> has(c, "tea", "烏龍"))).isEqualTo(0.675, within(0.03));
    assertThat(share(all, c -> !c.attributes().containsKey("tea"))).isEqualTo(0.1, within(0.03));
    assertThat(share(all, c -> has(c, "either", "y"))).isEqualTo(1 / 3.0, within(0.03));
    assertThat(all)
        .filteredOn(c -> "gold".equals(c.segments().get("tier")))
        .allMatch(c -> has(c, "name", "Zoë") || has(c, "name", "Nguyễn Ánh"));
    assertThat(share(all, c -> has(c, "name", "Ann"))).isEqualTo(0.375, within(0.03));
    assertThat(all).anyMatch(c -> c.query().contains("name=Nguy%E1%BB%85n%20%C3%81nh"));
  }

  private static boolean has(Customer customer, String name, String value) {
    return value.equals(customer.attributes().get(name));
  }

  private static Topology.Attribute text(
      Map<String, Double> values,
      Map<String, List<String>> lists,
      @Nullable String by,
      double absent,
      Map<String, Double> absentBy) {
    return new Topology.Attribute(null, null, values, lists, by, absent, absentBy);
  }

  @Test
  void anAttributeIsTakenAwayFromAShare() {
    LoadPlan none =
        new LoadPlan(1, Map.of("buy", new LoadPlan.JourneyLoad(1, "sku", "", 0.3)), Map.of());
    List<Customer> changed = draw(4, none);
    assertThat(share(changed, c -> !c.attributes().containsKey("sku")))
        .isEqualTo(0.3, within(0.03));
    assertThat(changed).allMatch(c -> !c.query().contains("sku=&") && !c.query().endsWith("sku="));
  }

  @Test
  void baggageIsPercentEncoded() {
    Customer customer =
        new Customer(
            "buy", "eu", Map.of("tier", "a b,c=ü"), Map.of(), new java.util.SplittableRandom(1));
    assertThat(customer.baggage()).isEqualTo("tier=a%20b%2Cc%3D%C3%BC,region=eu");
  }
}
