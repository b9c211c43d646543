package dev.pagefault.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pagefault.scenario.Topology;
import dev.pagefault.web.Links.Link;
import java.util.List;
import org.junit.jupiter.api.Test;

class LinksTest {
  private static final Topology SHOP = Rehearsal.LIBRARY.topology("shop");

  @Test
  void ofAJourneyAreWhatItsRequestsUseFromTheEdgeOn() {
    List<Link> buying = of("buy");
    assertThat(buying)
        .contains(new Link(SHOP.edge(), "checkout"), new Link("checkout", "orders-db"))
        .isSubsetOf(Links.of(SHOP));
    assertThat(of("browse")).isNotEmpty().noneMatch(link -> link.from().equals("checkout"));
  }

  @Test
  void ofAJourneyEndAtAQueue() {
    for (String journey : SHOP.journeys().keySet()) {
      assertThat(of(journey)).noneMatch(link -> SHOP.queues().containsKey(link.from()));
    }
  }

  private static List<Link> of(String journey) {
    Topology.Journey known = SHOP.journeys().get(journey);
    assertThat(known).as(journey).isNotNull();
    return Links.of(SHOP, java.util.Objects.requireNonNull(known));
  }
}
