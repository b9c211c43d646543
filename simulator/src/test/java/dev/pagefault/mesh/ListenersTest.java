package dev.pagefault.mesh;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pagefault.hardware.Heap;
import dev.pagefault.hardware.HeapModel;
import dev.pagefault.hardware.HeapSpec;
import dev.pagefault.scenario.ByteSize;
import dev.pagefault.scenario.Step;
import dev.pagefault.time.Clock;
import dev.pagefault.time.ManualClock;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Listeners that pile up, and what they and caches leave behind: nothing. */
class ListenersTest extends BoxTest {
  private static final long MIB = 1L << 20;

  @Test
  void eachEventTakesLongerTheMoreListenersWereForgotten() {
    Instance pricing = start(box(Step.Unregister.NEVER));
    long none = event(pricing);
    double live = meter(pricing, "jvm_memory_used_bytes", "heap");
    sessions(pricing, 40);
    long forty = event(pricing);
    sessions(pricing, 80);
    long more = event(pricing);

    assertThat(forty).as("40 × 1 ms").isGreaterThan(Math.max(none, 39_000_000L));
    assertThat(more).as("120 × 1 ms").isGreaterThan(Math.max(forty, 115_000_000L));
    assertThat(meter(pricing, "vertx_eventbus_handlers", "price-changes")).isEqualTo(120);
    assertThat(meter(pricing, "vertx_eventbus_published_total", "price-changes")).isEqualTo(3);
    assertThat(meter(pricing, "vertx_eventbus_delivered_total", "price-changes")).isEqualTo(160);
    assertThat(meter(pricing, "jvm_memory_used_bytes", "heap")).isGreaterThan(live + 12 * MIB);
    assertThat(read(pricing, Diagnostic.HEAP, "pricing-eu-1").text())
        .contains("app.pricing.PriceChangesListener");
  }

  @Test
  void whoUnregistersLeavesNoTrace() {
    Instance pricing = start(box(Step.Unregister.ALWAYS));
    sessions(pricing, 30);
    event(pricing);
    assertThat(meter(pricing, "vertx_eventbus_handlers", "price-changes")).isZero();
    assertThat(meter(pricing, "vertx_eventbus_delivered_total", "price-changes")).isZero();
  }

  @Test
  void aPathThatLeavesEarlyMayForget() {
    Step.Call failing = new Step.Call("rate", null, "nobody", "GET /rate", false);
    Instance pricing =
        start(
            box(Step.Unregister.ON_SUCCESS)
                .endpoint("GET /broken", listen(Step.Unregister.ON_SUCCESS), failing));
    sessions(pricing, 5);
    for (int i = 0; i < 3; i++) {
      assertThat(get(pricing, "/broken").statusCode()).isEqualTo(502);
    }
    assertThat(meter(pricing, "vertx_eventbus_handlers", "price-changes")).isEqualTo(3);
  }

  @Test
  void aTopicTakesSoManyAndNoMore() {
    Topic topic = new Topic();
    for (int i = 0; i < Topic.LISTENERS_MAX; i++) {
      assertThat(topic.register()).isTrue();
    }
    assertThat(topic.register()).isFalse();
    assertThat(topic.listeners()).isEqualTo(Topic.LISTENERS_MAX);
  }

  @Test
  void whatIsClosedHoldsNothing() {
    Heap heap = new HeapModel(HeapSpec.of(256 * MIB, 512 * MIB, 0), _ -> {}, Clock.system());
    long before = heap.stat().live();
    Topic topic = new Topic();
    TtlCache cache = new TtlCache(Clock.system());
    for (int i = 0; i < 100; i++) {
      topic.register();
      topic.abandon(heap.retain("Listener", MIB / 2));
      cache.put(
          "k" + i, Map.of("a", "b"), TtlCache.FOR_EVER, TtlCache.UNBOUNDED, heap.retain("E", MIB));
    }
    assertThat(heap.stat().live()).isEqualTo(before + 150 * MIB);
    topic.clear();
    cache.clear();
    assertThat(heap.stat().live()).isEqualTo(before);
    assertThat(topic.listeners() + cache.size()).isZero();
  }

  @Test
  void anUnboundedCacheCountsAllAndReallyHoldsFew() {
    Heap heap = new HeapModel(HeapSpec.of(256 * MIB, 512 * MIB, 0), _ -> {}, Clock.system());
    long before = heap.stat().live();
    TtlCache cache = new TtlCache(Clock.system());
    int all = TtlCache.FINDABLE_MAX + 500;
    for (int i = 0; i < all; i++) {
      cache.put(
          "k" + i, Map.of(), TtlCache.FOR_EVER, TtlCache.UNBOUNDED, heap.retain("Entry", 1_024));
    }
    assertThat(cache.size()).isEqualTo(all);
    assertThat(cache.evictions()).isZero();
    assertThat(heap.stat().live()).isEqualTo(before + all * 1_024L);
    assertThat(cache.get("k0")).as("no longer found").isNull();
    assertThat(cache.get("k" + (all - 1))).isNotNull();
  }

  @Test
  void aBoundedCacheReleasesWhatItEvicts() {
    Heap heap = new HeapModel(HeapSpec.of(256 * MIB, 512 * MIB, 0), _ -> {}, Clock.system());
    long before = heap.stat().live();
    ManualClock clock = new ManualClock();
    TtlCache cache = new TtlCache(clock);
    for (int i = 0; i < 20; i++) {
      cache.put("k" + i, Map.of(), 5_000_000_000L, 10, heap.retain("Entry", MIB));
    }
    assertThat(heap.stat().live()).isEqualTo(before + 10 * MIB);
    clock.advance(6_000_000_000L);
    cache.put("new", Map.of(), 5_000_000_000L, 10, heap.retain("Entry", MIB));
    assertThat(heap.stat().live()).as("old ones went by their age").isEqualTo(before + MIB);
    assertThat(cache.evictions()).isEqualTo(20);
  }

  private static Box box(Step.Unregister close) {
    return Box.of("pricing")
        .endpoint("GET /session", listen(close))
        .endpoint("GET /event", new Step.Emit("tell", null, "price-changes", Duration.ofMillis(1)));
  }

  private static Step listen(Step.Unregister close) {
    return new Step.Listen("watch", null, "price-changes", ByteSize.parse("128KB"), close, null);
  }

  private void sessions(Instance pricing, int many) {
    for (int i = 0; i < many; i++) {
      assertThat(get(pricing, "/session").statusCode()).isEqualTo(200);
    }
  }

  private long event(Instance pricing) {
    long start = clock.nanos();
    assertThat(get(pricing, "/event").statusCode()).isEqualTo(200);
    return clock.nanos() - start;
  }
}
