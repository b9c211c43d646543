package dev.pagefault.mesh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.pagefault.scenario.Change;
import dev.pagefault.scenario.Selector;
import dev.pagefault.scenario.ToxicSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Toxics as part of the state that is wanted of a mesh, and the way back from them. */
final class ToxicsTest {
  private static final Map<String, String> ADDRESSES =
      Map.of(
          "orders-eu-1", "127.0.0.1:1", "orders-us-1", "127.0.0.1:2", "edge-eu-1", "127.0.0.1:3");

  private final MeshState healthy = MeshState.initial(TinyTopology.create());

  @Test
  void aToxicIsWantedOfEveryCallerThatIsSelectedThoseToComeIncluded() {
    MeshState state = healthy.with(toxic("edge/eu", "orders", "far", latency(200)));
    assertThat(plan(state, "edge-eu-1").toxics().to("orders")).containsEntry("far", latency(200));
    assertThat(plan(state, "edge-us-1").toxics()).isEqualTo(Toxics.NONE);
    MeshState later =
        state
            .with(new Change.Restart(Selector.parse("edge")))
            .with(new Change.Scale(Selector.parse("edge/eu"), 2));
    assertThat(plan(later, "edge-eu-1").toxics()).isEqualTo(plan(state, "edge-eu-1").toxics());
    assertThat(plan(later, "edge-eu-2").toxics()).isEqualTo(plan(state, "edge-eu-1").toxics());
    assertThat(healthy.touched(toxic("edge", "orders", "far", latency(1))))
        .containsExactly("edge-eu-1", "edge-us-1");
  }

  @Test
  void oneOfTheSameNameIsReplacedAndNullTakesItAway() {
    MeshState state =
        healthy
            .with(toxic("edge/eu", "orders", "far", latency(200)))
            .with(toxic("edge/eu", "orders", "thin", spec("bandwidth", "rate", 50)))
            .with(toxic("edge/eu", "orders", "far", latency(300)));
    assertThat(plan(state, "edge-eu-1").toxics().to("orders"))
        .containsOnly(
            Map.entry("far", latency(300)), Map.entry("thin", spec("bandwidth", "rate", 50)));
    MeshState well =
        state
            .with(toxic("edge", "orders", "far", null))
            .with(toxic("edge", "orders", "thin", null));
    assertThat(well).isEqualTo(healthy);
  }

  @Test
  void theWayBackPutsBackWhatWasThereBefore() {
    Change put = toxic("edge", "orders", "far", latency(200));
    assertThat(healthy.inverse(put)).containsExactly(toxic("edge", "orders", "far", null));
    MeshState state = healthy.with(put);
    assertThat(state.inverse(put)).isEmpty();
    assertThat(state.inverse(toxic("edge", "orders", "far", latency(9)))).containsExactly(put);
    assertThat(state.inverse(toxic("edge/us", "orders", "far", null)))
        .containsExactly(toxic("edge/us", "orders", "far", latency(200)));
    MeshState mixed = healthy.with(toxic("edge/us/edge-us-1", "orders", "far", latency(7)));
    assertThat(mixed.inverse(toxic("edge/us/edge-us-1", "orders", "far", null))).hasSize(1);
    assertThat(mixed.with(put).inverse(toxic("edge", "orders", "far", null))).containsExactly(put);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void everyChangeOfToxicsAndItsInverseLeaveTheSame(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    MeshState state = healthy;
    for (int i = 0; i < 100; i++) {
      Change change = draw(random);
      List<Change> inverse = state.inverse(change);
      MeshState next = state.with(change);
      MeshState back = next;
      for (Change undo : inverse) {
        back = back.with(undo);
      }
      assertThat(same(back))
          .as("seed %d, step %d: %s by %s", seed, i, change, inverse)
          .isEqualTo(same(state));
      state = next;
    }
  }

  @Test
  void onlyPoisonedWiresLeadThroughProxies() {
    assertThat(directory(healthy).poisoned()).isEmpty();
    MeshState state = healthy.with(toxic("edge/eu", "orders", "far", latency(200)));
    assertThat(directory(state).poisoned())
        .containsOnly(
            Map.entry(
                "edge-eu-1.orders-eu-1",
                new ProxyPlan(
                    "edge-eu-1", "orders-eu-1", "127.0.0.1:1", Map.of("far", latency(200)))));
    InstanceSpec spec =
        spec(directory(state).through(Map.of("edge-eu-1.orders-eu-1", "127.0.0.1:9")), "edge-eu-1");
    assertThat(spec.peers()).containsEntry("orders", List.of("127.0.0.1:9"));
    assertThat(spec.names()).containsEntry("127.0.0.1:9", "orders.eu:8080");
  }

  @Test
  void theStandbyRouteLeadsPastThem() {
    MeshState state =
        healthy
            .with(toxic("edge", "orders", "far", latency(200)))
            .with(new Change.Config(Selector.parse("edge/eu"), "orders.client.route", "standby"));
    assertThat(directory(state).poisoned().values())
        .extracting(ProxyPlan::caller)
        .containsExactly("edge-us-1");
  }

  @Test
  void aPoisonedDatastoreIsReachedOverTcp() {
    MeshState state = healthy.with(toxic("orders/eu", "orders-db", "far", latency(20)));
    ProxyPlan plan = directory(state).poisoned().get("orders-eu-1.orders-db");
    assertThat(plan)
        .isEqualTo(new ProxyPlan("orders-eu-1", "orders-db", null, Map.of("far", latency(20))));
    String proxied = "jdbc:h2:tcp://127.0.0.1:9/orders-db";
    Directory through = directory(state).through(Map.of("orders-eu-1.orders-db", proxied));
    assertThat(spec(through, "orders-eu-1").databases()).containsEntry("orders-db", proxied);
    assertThat(spec(through, "orders-us-1").databases())
        .containsEntry("orders-db", "jdbc:h2:mem:x");
  }

  @Test
  void whatIsWrongIsRefusedByFieldAndWithTheWayOut() {
    refused(
        toxic("edge", "bank", "far", latency(1)), "peer: edge calls no bank; it calls [orders]");
    refused(toxic("edge", "orders", "Far", latency(1)), "name: up to 40 small letters");
    refused(
        toxic("edge", "orders", "far", spec("lateny", "latency", 1)),
        "toxic.type: there is no toxic of type lateny; did you mean latency?");
    refused(
        toxic("edge", "orders", "far", latency(60_001)),
        "toxic.attributes.latency: is out of bounds; write a whole number from 0 to 60000");
    refused(toxic("edge/asia", "orders", "far", latency(1)), "target: no asia");
    MeshState full = healthy;
    for (int i = 0; i < Toxics.PER_WIRE_MAX; i++) {
      full = full.with(toxic("edge", "orders", "t" + i, latency(1)));
    }
    MeshState state = full;
    assertThatIllegalArgumentException()
        .isThrownBy(() -> state.with(toxic("edge", "orders", "more", latency(1))))
        .withMessageStartingWith("name: a wire bears 8 toxics");
  }

  private void refused(Change change, String message) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> healthy.with(change))
        .withMessageStartingWith(message);
    assertThatIllegalArgumentException().isThrownBy(() -> healthy.inverse(change));
  }

  private static Change draw(SplittableRandom random) {
    String[] targets = {"edge", "edge/eu", "edge/us", "edge/eu/edge-eu-1", "edge/*/*/1.0.0"};
    String[] names = {"far", "thin"};
    return toxic(
        targets[random.nextInt(targets.length)],
        "orders",
        names[random.nextInt(2)],
        random.nextInt(3) == 0 ? null : latency(random.nextInt(3)));
  }

  private static List<Toxics> same(MeshState state) {
    return new ArrayList<>(state.slots().values().stream().map(Slot::toxics).toList());
  }

  private static Directory directory(MeshState state) {
    Map<String, InstancePlan> plans =
        state.instances().stream().collect(Collectors.toMap(InstancePlan::instance, plan -> plan));
    return new Directory(
        plans,
        ADDRESSES,
        Set.of(),
        Map.of("orders-db", "jdbc:h2:mem:x"),
        Map.of(),
        1,
        Map.of(),
        Map.of());
  }

  private static InstanceSpec spec(Directory directory, String instance) {
    return Objects.requireNonNull(directory.specs().get(instance));
  }

  private static InstancePlan plan(MeshState state, String instance) {
    return state.instances().stream()
        .filter(plan -> plan.instance().equals(instance))
        .findFirst()
        .orElseThrow();
  }

  static ToxicSpec latency(int millis) {
    return spec("latency", "latency", millis);
  }

  static ToxicSpec spec(String type, String attribute, int value) {
    return new ToxicSpec(type, ToxicSpec.DOWNSTREAM, 1, Map.of(attribute, value));
  }

  static Change toxic(String target, String peer, String name, @Nullable ToxicSpec toxic) {
    return new Change.Toxic(Selector.parse(target), peer, name, toxic);
  }
}
