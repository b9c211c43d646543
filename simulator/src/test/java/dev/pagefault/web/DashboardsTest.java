package dev.pagefault.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.pagefault.scenario.Topology;
import dev.pagefault.telemetry.Batch;
import dev.pagefault.telemetry.Identity;
import dev.pagefault.telemetry.Sample;
import dev.pagefault.telemetry.Telemetry;
import dev.pagefault.time.Clock;
import java.util.List;
import java.util.Map;
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
  void asksOfMemoryWhatItsMetersAre() {
    Telemetry telemetry = new Telemetry(Clock.system());
    Sample restarts = counter("kube_pod_container_status_restarts_total");
    Sample pauses = counter("jvm_gc_pause_seconds_sum");
    for (int second = 1; second <= 3; second++) {
      Batch batch = new Batch(List.of(restarts, pauses), List.of(), List.of(), 0);
      telemetry.ingest(
          new Identity("checkout", "eu", "checkout-eu-1", "1"), second * 1_000L, batch);
    }
    for (Dashboard.Panel panel : of("checkout").panels()) {
      if (panel.query().contains("kube_") || panel.query().contains("jvm_gc_pause")) {
        assertThat(telemetry.range(panel.query(), 3_000, 3_000, 1).series())
            .as(panel.query())
            .isNotEmpty();
      }
    }
  }

  private static Sample counter(String name) {
    return new Sample(name, Map.of(), Sample.Kind.COUNTER, 1, null);
  }

  private static Dashboard of(String id) {
    return Dashboards.of(SHOP).stream().filter(d -> d.id().equals(id)).findFirst().orElseThrow();
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
