package dev.pagefault.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.pagefault.scenario.Topology;
import dev.pagefault.telemetry.Telemetry;
import dev.pagefault.time.Clock;
import java.util.List;
import org.junit.jupiter.api.Test;

class DashboardsTest {
  private static final Topology SHOP = Rehearsal.LIBRARY.topology("shop");

  @Test
  void hasOneForUsersEachOwnServiceDatastoreAndQueue() {
    List<String> ids = Dashboards.of(SHOP).stream().map(Dashboard::id).toList();
    assertThat(ids).startsWith("users").containsAll(SHOP.datastores().keySet());
    assertThat(ids).containsAll(SHOP.queues().keySet()).contains("checkout").doesNotContain("psp");
  }

  @Test
  void asksOnlyWhatTelemetryUnderstands() {
    Telemetry telemetry = new Telemetry(Clock.system());
    for (Dashboard dashboard : Dashboards.of(SHOP)) {
      for (Dashboard.Panel panel : dashboard.panels()) {
        assertThatCode(() -> telemetry.range(panel.query(), 0, 10_000, 1))
            .as("%s: %s", panel.id(), panel.query())
            .doesNotThrowAnyException();
      }
    }
  }

  @Test
  void namesEachPanelOnce() {
    List<String> ids =
        Dashboards.of(SHOP).stream()
            .flatMap(dashboard -> dashboard.panels().stream())
            .map(Dashboard.Panel::id)
            .toList();
    assertThat(ids).doesNotHaveDuplicates();
  }

  @Test
  void showsWhereTheTimeOfACallerOfDatabasesGoes() {
    Dashboard checkout =
        Dashboards.of(SHOP).stream()
            .filter(d -> d.id().equals("checkout"))
            .findFirst()
            .orElseThrow();
    assertThat(checkout.panels())
        .extracting(Dashboard.Panel::id)
        .contains("checkout.p99-pool-wait", "checkout.p99-calls", "checkout.own-cpu");
  }
}
