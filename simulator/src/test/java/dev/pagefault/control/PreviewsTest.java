package dev.pagefault.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.pagefault.mesh.MeshState;
import dev.pagefault.mesh.TinyTopology;
import dev.pagefault.scenario.Change;
import dev.pagefault.scenario.Selector;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class PreviewsTest {
  private final MeshState healthy = MeshState.initial(TinyTopology.create());

  @Test
  void aDeployLosesOneInstanceAtATimeAndSaysTheWayBack() {
    MeshState slow = healthy.with(config("orders", "server.startup", "2s"));
    Production.Preview preview = Previews.of(slow, deploy("orders", "2.2.0"));
    assertThat(preview.instances()).containsExactly("orders-eu-1", "orders-us-1");
    assertThat(preview.capacityLostPercent()).isEqualTo(50);
    assertThat(preview.seconds()).isEqualTo(4);
    assertThat(preview.wayBack()).isEqualTo("deploy orders 2.2.0 → 2.1.0");
    assertThat(preview.warning()).isNull();
  }

  @Test
  void aRestartHasNoWayBack() {
    Production.Preview preview =
        Previews.of(healthy, new Change.Restart(Selector.parse("orders/eu")));
    assertThat(preview.wayBack()).startsWith("none");
    assertThat(preview.capacityLostPercent()).isEqualTo(50);
  }

  @Test
  void whatTakesCapacityAwayForGoodSaysHowMuch() {
    Change scale = new Change.Scale(Selector.parse("orders/eu"), 0);
    Production.Preview preview = Previews.of(healthy, scale);
    assertThat(preview.capacityLostPercent()).isEqualTo(50);
    assertThat(preview.warning()).isEqualTo("nothing of orders/eu runs any more");
    Change drain = new Change.Drain(Selector.parse("orders"), true);
    assertThat(Previews.of(healthy, drain).capacityLostPercent()).isEqualTo(100);
    assertThat(Previews.of(healthy, drain).warning()).contains("is left in rotation");
  }

  @Test
  void protectiveLimitsThatAreSwitchedOffAreWarnedOf() {
    warned("orders", "orders-db.query.timeout", "0");
    warned("edge", "orders.client.timeout", "0");
    warned("edge", "orders.client.queue.max", "-1");
    warned("edge", "orders.client.retries", "6");
    assertThat(Previews.of(healthy, config("edge", "orders.client.retries", "2")).warning())
        .isNull();
    assertThat(Previews.of(healthy, config("orders", "orders-db.pool.max", "12")).wayBack())
        .isEqualTo("config orders-db.pool.max 12 → 4 on orders");
  }

  @Test
  void changesReadAsInADeployLog() {
    ChangeText deploy = ChangeText.of(healthy, deploy("orders", "2.2.0"));
    assertThat(deploy.summary()).isEqualTo("orders 2.1.0 → 2.2.0");
    assertThat(deploy.diff()).isEqualTo("- before\n+ after");
    assertThat(deploy.sha()).matches("[0-9a-f]{7}");
    assertThat(ChangeText.of(healthy, deploy("orders/eu", "2.2.0")).sha()).isEqualTo(deploy.sha());
    ChangeText rollback = ChangeText.of(healthy, deploy("orders", "2.0.0"));
    assertThat(rollback.summary()).isEqualTo("orders 2.1.0 → 2.0.0");
    assertThat(rollback.diff()).isNull();
    assertThat(ChangeText.of(healthy, config("orders/eu", "orders-db.pool.max", "2")).diff())
        .isEqualTo("- orders-db.pool.max: 4\n+ orders-db.pool.max: 2");
    assertThat(ChangeText.of(healthy, new Change.Flag("gifts", "on")).summary())
        .isEqualTo("gifts off → on");
    assertThat(ChangeText.of(healthy, new Change.Scale(Selector.parse("orders"), 3)).summary())
        .isEqualTo("orders 1 → 3");
  }

  @Test
  void peopleReachTheirOwnServicesOnly() {
    refused(
        new Change.Restart(Selector.parse("bank")),
        "target: bank belongs to another company; ask its owner: team");
    Change absent = new Change.Drain(Selector.parse("orders/eu/orders-eu-2"), true);
    refused(absent, "target: orders-eu-2 doesn't run; there are [orders-eu-1, orders-us-1]");
    refused(new Change.Load("look", 0, null, null, null), "kind: what customers do");
    Reach.check(healthy, new Change.Restart(Selector.parse("orders/eu/orders-eu-1")));
  }

  @Test
  void comparingSettingsShowsWhatDiffersFirst() {
    MeshState now = healthy.with(config("orders/eu", "orders-db.pool.max", "2"));
    var eu = ConfigComparison.of(now, healthy, "orders-eu-1");
    assertThat(eu.rows().getFirst())
        .containsEntry("setting", "orders-db.pool.max")
        .containsEntry("orders-eu-1", "2")
        .containsEntry("24 hours ago", "4")
        .containsEntry("orders-us-1", "4");
    assertThat(eu.figures())
        .containsEntry(Outcomes.DIFFERS_BETWEEN, 1.0)
        .containsEntry(Outcomes.DIFFERS_FROM_YESTERDAY, 1.0);
    var us = ConfigComparison.of(now, healthy, "orders-us-1");
    assertThat(us.figures())
        .containsEntry(Outcomes.DIFFERS_BETWEEN, 1.0)
        .containsEntry(Outcomes.DIFFERS_FROM_YESTERDAY, 0.0);
  }

  @Test
  void yesterdayIsWhatWasWantedADayAgo() {
    long hour = 3_600_000L;
    long now = 1_000 * hour;
    History history = new History(healthy);
    history.add(now, config("orders", "orders-db.pool.max", "9"));
    history.add(now - 26 * hour, deploy("orders", "2.2.0"));
    history.add(now - 2 * hour, new Change.Flag("gifts", "on"));
    MeshState yesterday = history.yesterday(now);
    assertThat(yesterday.instances())
        .filteredOn(plan -> plan.service().equals("orders"))
        .allSatisfy(plan -> {
          assertThat(plan.version()).isEqualTo("2.2.0");
          assertThat(plan.settings()).containsEntry("orders-db.pool.max", "4");
        });
    assertThat(yesterday.flags()).containsEntry("gifts", "off");
  }

  private void warned(String target, String key, String value) {
    assertThat(Previews.of(healthy, config(target, key, value)).warning()).startsWith(key);
  }

  private void refused(Change change, String message) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Reach.check(healthy, change))
        .withMessageStartingWith(message);
  }

  private static Change deploy(String target, String version) {
    return new Change.Deploy(Selector.parse(target), version);
  }

  private static Change config(String target, String key, @Nullable String value) {
    return new Change.Config(Selector.parse(target), key, value);
  }
}
