package dev.pagefault.mesh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.pagefault.load.LoadPlan;
import dev.pagefault.scenario.Change;
import dev.pagefault.scenario.Selector;
import dev.pagefault.scenario.Step;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class MeshStateTest {
  private final MeshState healthy = MeshState.initial(TinyTopology.create());

  @Test
  void aTopologyRunsItsInstancesInEachRegionAtTheCurrentVersion() {
    assertThat(healthy.instances())
        .extracting(InstancePlan::instance)
        .containsExactly(
            "edge-eu-1", "edge-us-1", "orders-eu-1", "orders-us-1", "bank-eu-1", "bank-us-1");
    assertThat(plan(healthy, "orders-eu-1").version()).isEqualTo("2.1.0");
    assertThat(healthy.load()).isEqualTo(LoadPlan.ORDINARY);
  }

  @Test
  void aSettingIsTheNearestThatWasSaid() {
    MeshState state =
        healthy
            .with(config("orders/eu/orders-eu-1", "orders-db.pool.max", "9"))
            .with(config("orders", "orders-db.pool.max", "7"))
            .with(config("orders/us", "orders-db.pool.max", "8"))
            .with(new Change.Scale(Selector.parse("orders/eu"), 2));
    assertThat(pool(healthy, "orders-eu-1")).isEqualTo("4");
    assertThat(pool(state, "orders-eu-1")).isEqualTo("9");
    assertThat(pool(state, "orders-eu-2")).isEqualTo("7");
    assertThat(pool(state, "orders-us-1")).isEqualTo("8");
    assertThat(plan(state, "orders-eu-1").settings())
        .containsEntry("log.level", "warn")
        .containsEntry("orders-db.pool.acquire-timeout", "1s");
  }

  @Test
  void aDeployPutsTheVersionsPatchesOnAndRestarts() {
    MeshState state = healthy.with(deploy("orders/eu", "2.3.0"));
    InstancePlan eu = plan(state, "orders-eu-1");
    assertThat(eu.generation()).isEqualTo(1);
    assertThat(eu.endpoints().get("GET /orders"))
        .extracting(Step::id)
        .containsExactly("price", "find", "charge");
    assertThat(eu.settings()).containsEntry("orders-db.pool.max", "5");
    assertThat(plan(state, "orders-us-1")).isEqualTo(plan(healthy, "orders-us-1"));
    assertThat(healthy.touched(deploy("orders", "2.3.0")))
        .containsExactly("orders-eu-1", "orders-us-1");
  }

  @Test
  void aDeployMaySelectByVersion() {
    MeshState state =
        healthy.with(deploy("orders/eu", "2.2.0")).with(deploy("orders/*/*/2.2.0", "2.0.0"));
    assertThat(plan(state, "orders-eu-1").version()).isEqualTo("2.0.0");
    assertThat(plan(state, "orders-us-1").version()).isEqualTo("2.1.0");
  }

  @Test
  void aRestartRaisesTheGenerationAndHasNoWayBack() {
    Change restart = new Change.Restart(Selector.parse("orders/us"));
    assertThat(plan(healthy.with(restart), "orders-us-1").generation()).isEqualTo(1);
    assertThat(healthy.inverse(restart)).isEmpty();
    assertThat(healthy.inverse(new Change.Cancel("orders-db", 3))).isEmpty();
    assertThat(healthy.with(new Change.Cancel("orders-db", 3))).isEqualTo(healthy);
  }

  @Test
  void scalingDownAndUpAgainBringsBackTheSame() {
    MeshState two = healthy.with(new Change.Scale(Selector.parse("orders"), 2));
    MeshState canary = two.with(deploy("orders/eu/orders-eu-2", "2.2.0"));
    Change down = new Change.Scale(Selector.parse("orders"), 1);
    assertThat(canary.touched(down)).containsExactly("orders-eu-2", "orders-us-2");
    MeshState back = all(canary.with(down), canary.inverse(down));
    assertThat(plan(back, "orders-eu-2").version()).isEqualTo("2.2.0");
  }

  @Test
  void flagsTrafficAndLoadAreKeptBesideTheInstances() {
    MeshState state =
        healthy
            .with(new Change.Flag("gifts", "25%"))
            .with(new Change.Traffic("eu", 100))
            .with(new Change.Load("look", 3, "order", "7", 0.5))
            .with(new Change.Load("*", 0.5, null, null, null));
    assertThat(plan(state, "orders-eu-1").flags()).containsEntry("gifts", "25%");
    assertThat(state.load())
        .isEqualTo(
            new LoadPlan(
                0.5,
                Map.of("look", new LoadPlan.JourneyLoad(3, "order", "7", 0.5)),
                Map.of("eu", 100)));
    assertThat(healthy.touched(new Change.Flag("gifts", "on")))
        .containsExactly("orders-eu-1", "orders-us-1");
  }

  @Test
  void wavesAreTakenBackWithTheLoadTheyCameWith() {
    MeshState spot = healthy.with(waves("look", Duration.ofSeconds(5)));
    assertThat(spot.load().journeys().get("look"))
        .isEqualTo(new LoadPlan.JourneyLoad(1, null, "", 1, Duration.ofSeconds(5)));
    Change after = new Change.Load("look", 3, null, null, null);
    assertThat(all(spot.with(after), spot.inverse(after)).load()).isEqualTo(spot.load());
    assertThat(all(spot, healthy.inverse(after)).load()).isEqualTo(healthy.load());
  }

  private static Change waves(String journey, Duration apart) {
    return new Change.Load(journey, 1, null, null, null, apart);
  }

  @Test
  void aRevertPutsBackWhatWasThereEvenOutOfOrder() {
    Change first = config("orders", "orders-db.pool.max", "7");
    Change second = config("orders", "orders-db.pool.max", "2");
    MeshState after = healthy.with(first);
    List<Change> backFirst = healthy.inverse(first);
    List<Change> backSecond = after.inverse(second);
    MeshState both = after.with(second);
    assertThat(pool(all(both, backFirst), "orders-eu-1")).isEqualTo("4");
    assertThat(pool(all(all(both, backFirst), backSecond), "orders-eu-1")).isEqualTo("7");
    assertThat(backSecond).containsExactly(config("orders", "orders-db.pool.max", "7"));
    assertThat(backFirst).containsExactly(config("orders", "orders-db.pool.max", null));
  }

  @Test
  void aRevertOfADeployOverACanaryIsTheCommonVersionAndThenTheException() {
    MeshState canary = healthy.with(deploy("orders/us/orders-us-1", "2.2.0"));
    assertThat(canary.inverse(deploy("orders", "2.3.0")))
        .containsExactly(deploy("orders", "2.1.0"), deploy("orders/us/orders-us-1", "2.2.0"));
    assertThat(healthy.inverse(deploy("orders", "2.3.0")))
        .containsExactly(deploy("orders", "2.1.0"));
    assertThat(healthy.inverse(deploy("orders", "2.1.0"))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void everyChangeAndItsInverseLeaveTheSameMeshButForGenerations(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    MeshState state = healthy;
    for (int i = 0; i < 120; i++) {
      Change change = draw(random);
      MeshState next = state.with(change);
      if (!(change instanceof Change.Restart)) {
        assertThat(same(all(next, state.inverse(change))))
            .as("seed %d, step %d: %s and back by %s", seed, i, change, state.inverse(change))
            .isEqualTo(same(state));
      }
      state = next;
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {11, 12, 13, 14})
  void aWholeDayOfChangesIsTakenBackFromTheEnd(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    MeshState state = healthy;
    List<List<Change>> back = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      Change change = draw(random);
      back.addFirst(state.inverse(change));
      state = state.with(change);
    }
    for (List<Change> changes : back) {
      state = all(state, changes);
    }
    assertThat(same(state)).as("seed %d", seed).isEqualTo(same(healthy));
  }

  @Test
  void whatIsNotThereIsRefusedByFieldAndWithWhatThereIs() {
    refused(deploy("checkout", "1"), "target: no checkout; there are [edge, orders, bank]");
    refused(deploy("orders/asia", "2.0.0"), "target: no asia; there are [eu, us]");
    refused(deploy("orders", "9"), "version: no 9; there are [2.0.0, 2.1.0, 2.2.0, 2.3.0]");
    refused(deploy("orders/eu/orders-us-1", "2.0.0"), "target: selects no instance");
    refused(config("orders", "orders-db.pool.mox", "5"), "key: no orders-db.pool.mox; there are");
    refused(new Change.Flag("gift", "on"), "flag: no gift; there are [gifts]");
    refused(new Change.Traffic("asia", 10), "region: no asia");
    refused(new Change.Cancel("cart-db", 1), "datastore: no cart-db; there are [orders-db]");
    refused(new Change.Load("buy", 1, null, null, null), "journey: no buy; there are [look]");
    refused(new Change.Load("look", 1, "sku", "1", 1.0), "attribute: no sku; there are [order]");
  }

  @Test
  void whatIsOutOfBoundsIsRefusedByFieldAndWithTheBounds() {
    refused(
        config("orders", "orders-db.pool.max", "0"),
        "value: orders-db.pool.max takes a whole number from 1 to 200; not \"0\"");
    refused(
        config("orders", "orders-db.pool.acquire-timeout", "30"),
        "value: orders-db.pool.acquire-timeout takes 0 (none) or a duration from 250ms to 60s");
    refused(config("orders", "log.level", "a\nb"), "value: log.level takes one line");
    refused(config("orders/*/*/2.1.0", "log.level", "info"), "target: a setting is set for");
    refused(new Change.Scale(Selector.parse("orders"), 7), "instances: from 0 to 6; not 7");
    refused(new Change.Scale(Selector.parse("orders/eu/orders-eu-1"), 2), "target: what is scaled");
    refused(new Change.Traffic("eu", 101), "percent: from 0 to 100; not 101");
    refused(new Change.Flag("gifts", "101%"), "value: a flag is on, off, or a share");
    refused(new Change.Load("look", 51, null, null, null), "factor: from 0 to 50.0; not 51.0");
    refused(waves("look", Duration.ofMillis(999)), "waves: from 1s to 60s apart; not 999ms");
    refused(waves("look", Duration.ofSeconds(61)), "waves: from 1s to 60s apart; not 61000ms");
    refused(waves("*", Duration.ofSeconds(5)), "waves: are those of one journey, not of all");
  }

  private void refused(Change change, String message) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> healthy.with(change))
        .withMessageStartingWith(message);
    assertThatIllegalArgumentException().isThrownBy(() -> healthy.inverse(change));
  }

  private static Change draw(SplittableRandom random) {
    String[] targets = {
      "orders", "orders/eu", "orders/us", "orders/eu/orders-eu-1", "orders/us/orders-us-2"
    };
    Selector target = Selector.parse(targets[random.nextInt(targets.length)]);
    String[] versions = {"2.0.0", "2.1.0", "2.2.0", "2.3.0"};
    return switch (random.nextInt(8)) {
      case 0 -> new Change.Deploy(target, versions[random.nextInt(4)]);
      case 1 -> config(target.toString(), "orders-db.pool.max", "" + (1 + random.nextInt(9)));
      case 2 -> config(target.toString(), "log.level", null);
      case 3 -> new Change.Flag("gifts", random.nextInt(101) + "%");
      case 4 -> new Change.Scale(Selector.parse(targets[random.nextInt(3)]), random.nextInt(7));
      case 5 -> new Change.Drain(target, random.nextBoolean());
      case 6 -> new Change.Traffic(random.nextBoolean() ? "eu" : "us", random.nextInt(101));
      default ->
          random.nextBoolean()
              ? new Change.Load("look", random.nextInt(5), null, null, null)
              : new Change.Load("look", 1, "order", Integer.toString(random.nextInt(9)), 0.5);
    };
  }

  /** Everything that is wanted of a mesh but generations, slots that don't run included. */
  private static List<Object> same(MeshState state) {
    List<Object> all = new ArrayList<>(List.of(state.counts(), state.overrides(), state.flags()));
    all.add(state.load());
    state.slots().values().forEach(it -> all.add(List.of(it.name(), it.version(), it.drained())));
    return all;
  }

  private static MeshState all(MeshState from, List<Change> changes) {
    MeshState state = from;
    for (Change change : changes) {
      state = state.with(change);
    }
    return state;
  }

  private static InstancePlan plan(MeshState state, String instance) {
    return state.instances().stream()
        .filter(plan -> plan.instance().equals(instance))
        .findFirst()
        .orElseThrow();
  }

  private static @Nullable String pool(MeshState state, String instance) {
    return plan(state, instance).settings().get("orders-db.pool.max");
  }

  private static Change deploy(String target, String version) {
    return new Change.Deploy(Selector.parse(target), version);
  }

  private static Change config(String target, String key, @Nullable String value) {
    return new Change.Config(Selector.parse(target), key, value);
  }
}
