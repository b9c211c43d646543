package dev.pagefault.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.AbstractMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TraceStoreTest {
  private static final long START = 1_700_000_000_000L;
  private static final TraceQuery ALL =
      new TraceQuery(null, null, null, null, null, 500, 0, Long.MAX_VALUE);
  private final TraceStore store = new TraceStore();

  private static SpanRecord span(
      String trace,
      String id,
      @Nullable String parent,
      String service,
      long atMillis,
      long millis,
      @Nullable String error) {
    return new SpanRecord(
        trace,
        id,
        parent,
        service,
        "eu",
        service + "-eu-1",
        "v1",
        "GET /" + service,
        "server",
        (START + atMillis) * 1000,
        millis * 1000,
        error,
        Map.of("http.response.status_code", "200"));
  }

  @Test
  void spansThatArriveInAnyOrderMakeATrace() {
    store.add(START, List.of(span("t", "b", "a", "checkout", 10, 350, "timed out")));
    store.add(START + 1_000, List.of(span("t", "a", "customer", "edge", 0, 400, null)));
    store.add(START + 20_000, List.of());
    TraceSummary summary = store.search(ALL).getFirst();
    assertThat(summary)
        .isEqualTo(
            new TraceSummary(
                "t", "GET /edge", "edge", START, 400, 2, 1, List.of("edge", "checkout")));
    Trace trace = Objects.requireNonNull(store.trace("t"));
    assertThat(trace.spans()).extracting(Trace.Span::id).containsExactly("a", "b");
    assertThat(trace.spans().getLast())
        .isEqualTo(
            new Trace.Span(
                "b",
                "a",
                "checkout",
                "eu",
                "checkout-eu-1",
                "v1",
                "GET /checkout",
                "server",
                (START + 10) * 1000,
                350_000,
                "timed out",
                Map.of("http.response.status_code", "200")));
  }

  @Test
  void failedAndSlowOnesAreKeptAndATenthOfTheHealthy() {
    for (int i = 0; i < 1_000; i++) {
      store.add(
          START + i * 100L, List.of(span("healthy-" + i, "a", null, "edge", i * 100L, 20, null)));
    }
    for (int i = 0; i < 50; i++) {
      store.add(START + 100_000, List.of(span("slow-" + i, "a", null, "edge", 100_000, 301, null)));
      store.add(
          START + 100_000, List.of(span("failed-" + i, "a", null, "edge", 100_000, 5, "500")));
    }
    store.add(START + 200_000, List.of());
    List<String> ids = store.search(ALL).stream().map(TraceSummary::id).toList();
    assertThat(ids.stream().filter(id -> id.startsWith("slow"))).hasSize(50);
    assertThat(ids.stream().filter(id -> id.startsWith("failed"))).hasSize(50);
    assertThat(ids.stream().filter(id -> id.startsWith("healthy"))).hasSizeBetween(60, 150);
    assertThat(store.refused()).isZero();
  }

  @Test
  void oneWhoseConsumerIsSlowIsNoHealthyOne() {
    for (int i = 0; i < 100; i++) {
      store.add(START, List.of(span("healthy-" + i, "a", null, "edge", 0, 20, null)));
    }
    store.add(START + 20_000, List.of());
    int healthy = store.size();
    int slow = TraceStore.MAX_HEALTHY + 100;
    for (int i = 0; i < slow; i++) {
      store.add(
          START + 30_000,
          List.of(
              span("slow-" + i, "a", null, "edge", 30_000, 20, null),
              span("slow-" + i, "b", "a", "mail", 30_010, 800, null)));
    }
    store.add(START + 60_000, List.of());
    assertThat(store.size()).isEqualTo(healthy + slow);
    assertThat(store.refused()).as("pushed out").isZero();
  }

  @Test
  void theOldestFailedGoWhenThereAreTooManyButTheHealthyStay() {
    for (int i = 0; i < 100; i++) {
      store.add(START, List.of(span("healthy-" + i, "a", null, "edge", 0, 20, null)));
    }
    store.add(START + 20_000, List.of());
    int healthy = store.size();
    for (int i = 0; i < 2_000; i++) {
      store.add(START + 30_000 + i, List.of(span("failed-" + i, "a", null, "edge", i, 5, "500")));
    }
    store.add(START + 60_000, List.of());
    assertThat(store.size()).isEqualTo(TraceStore.MAX_NOTABLE + healthy);
    assertThat(store.refused()).isEqualTo(2_000 - TraceStore.MAX_NOTABLE);
    assertThat(store.trace("failed-0")).isNull();
    assertThat(store.trace("failed-1999")).isNotNull();
  }

  @Test
  void whatIsKeptCanBeFollowedInTheOrderOfKeeping() {
    assertThat(store.keptAfter(0, 10)).isEmpty();
    for (String id : List.of("t1", "t2", "t3")) {
      store.add(START, List.of(span(id, "a", null, "edge", 0, 500, null)));
    }
    assertThat(store.keptAfter(0, 10)).as("still open").isEmpty();
    store.add(START + 20_000, List.of(span("t4", "a", null, "edge", 20_000, 500, null)));
    assertThat(kept(store.keptAfter(0, 10))).containsExactly("1:t1", "2:t2", "3:t3");
    assertThat(kept(store.keptAfter(0, 2))).containsExactly("1:t1", "2:t2");
    assertThat(kept(store.keptAfter(2, 10))).containsExactly("3:t3");
    store.add(START + 40_000, List.of());
    assertThat(kept(store.keptAfter(3, 10))).containsExactly("4:t4");
    assertThat(store.keptAfter(4, 10)).isEmpty();
  }

  private static List<String> kept(List<StoredTrace> traces) {
    return traces.stream().map(it -> it.number() + ":" + it.trace().id()).toList();
  }

  @Test
  void whatWasPushedOutIsNotFollowedAndHealthyOnesStandBetweenTheFailed() {
    int most = TraceStore.MAX_NOTABLE + 100;
    for (int i = 0; i < most; i++) {
      store.add(START, List.of(span("t" + i, "a", null, "edge", 0, i % 2 == 0 ? 5 : 500, "500")));
      store.add(START, List.of(span("healthy-" + i, "a", null, "edge", 0, 5, null)));
    }
    store.add(START + 20_000, List.of());
    List<StoredTrace> all = store.keptAfter(0, Integer.MAX_VALUE);
    assertThat(all).hasSize(store.size());
    assertThat(all).extracting(StoredTrace::number).isSorted().doesNotHaveDuplicates();
    assertThat(all).extracting(it -> it.head().summary().id()).doesNotContain("t0");
  }

  @Test
  void aTraceCanBeSeenWhileItGathers() {
    store.add(START, List.of(span("t", "a", null, "edge", 0, 5, "500")));
    assertThat(store.search(ALL)).hasSize(1);
    assertThat(store.trace("t")).isNotNull();
    assertThat(store.trace("unknown")).isNull();
  }

  @Test
  void aSearchLeavesOpenTracesUnpacked() {
    Map<String, String> unread =
        new AbstractMap<String, String>() {
          @Override
          public Set<Map.Entry<String, String>> entrySet() {
            throw new AssertionError("only what packs a span reads its attributes");
          }
        };
    store.add(
        START,
        List.of(
            new SpanRecord(
                "t",
                "a",
                null,
                "edge",
                "eu",
                "edge-eu-1",
                "v1",
                "GET /edge",
                "server",
                START * 1000,
                5_000,
                "500",
                unread)));
    assertThat(store.search(ALL)).extracting(TraceSummary::id).containsExactly("t");
  }

  @Test
  void searchNarrowsDown() {
    store.add(
        START,
        List.of(
            span("t1", "a", null, "edge", 0, 500, null), span("t1", "b", "a", "cart", 1, 5, null)));
    store.add(START, List.of(span("t2", "a", null, "edge", 5_000, 5, "500")));
    assertThat(found("cart", null, null, null, null)).containsExactly("t1");
    assertThat(found(null, "GET /ca", null, null, null)).containsExactly("t1");
    assertThat(found(null, null, 400.0, null, null)).containsExactly("t1");
    assertThat(found(null, null, null, true, null)).containsExactly("t2");
    assertThat(found(null, null, null, null, "t2")).containsExactly("t2");
    assertThat(found("edge", null, null, false, null)).containsExactly("t2", "t1");
    assertThatThrownBy(() -> store.search(new TraceQuery(null, null, null, null, null, 0, 0, 1)))
        .hasMessageContaining("limit");
  }

  private List<String> found(
      @Nullable String service,
      @Nullable String endpoint,
      @Nullable Double minMs,
      @Nullable Boolean error,
      @Nullable String id) {
    return store
        .search(new TraceQuery(service, endpoint, minMs, error, id, 50, START, START + 60_000))
        .stream()
        .map(TraceSummary::id)
        .toList();
  }

  @Test
  void boundsHoldForOneTraceAndForMany() {
    for (int i = 0; i < TraceStore.MAX_SPANS + 3; i++) {
      store.add(START, List.of(span("long", "s" + i, null, "edge", 0, 500, null)));
    }
    assertThat(store.refused()).isEqualTo(3);
    for (int i = 0; i < TraceStore.MAX_OPEN + 10; i++) {
      store.add(START, List.of(span("t" + i, "a", null, "edge", 0, 500, null)));
    }
    assertThat(store.size()).as("judged early").isEqualTo(11);
  }

  @Test
  void aFullStoreIsSmall() {
    for (int i = 0; i < 2_000; i++) {
      String trace = "%032x".formatted(i * 7_919L);
      for (int s = 0; s < 12; s++) {
        store.add(
            START + i,
            List.of(
                span(
                    trace,
                    "%016x".formatted(i * 31L + s),
                    "%016x".formatted(i * 31L),
                    "service-" + s,
                    i,
                    500,
                    null)));
      }
    }
    store.add(START + 60_000, List.of());
    assertThat(store.bytes()).isLessThan(4_000_000);
  }
}
