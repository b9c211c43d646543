package dev.pagefault.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.pagefault.scenario.Topology;
import dev.pagefault.time.Seed;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
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
        new LoadPlan(1, Map.of("buy", new LoadPlan.JourneyLoad(1, "sku", 999, 0.3)), Map.of());
    List<Customer> ordinary = draw(4, LoadPlan.ORDINARY);
    List<Customer> changed = draw(4, hot);
    assertThat(share(changed, c -> c.query().endsWith("sku=999"))).isEqualTo(0.3, within(0.03));
    assertThat(changed.stream().map(Customer::segments))
        .containsExactlyElementsOf(ordinary.stream().map(Customer::segments).toList());
  }

  @Test
  void baggageIsPercentEncoded() {
    Customer customer =
        new Customer(
            "buy", "eu", Map.of("tier", "a b,c=ü"), Map.of(), new java.util.SplittableRandom(1));
    assertThat(customer.baggage()).isEqualTo("tier=a%20b%2Cc%3D%C3%BC,region=eu");
  }
}
