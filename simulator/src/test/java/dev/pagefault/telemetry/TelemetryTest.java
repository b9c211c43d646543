package dev.pagefault.telemetry;

import static dev.pagefault.telemetry.Feeding.CHECKOUT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class TelemetryTest {
  private final Feeding feeding = new Feeding();

  @Test
  void metricsAreListedWithWhatTheyMean() {
    feeding.gauge(CHECKOUT, 0, "hikaricp_connections_active", 1);
    feeding.counter(CHECKOUT, 0, "cache_gets_total", Map.of("result", "hit"), 1);
    feeding.counter(CHECKOUT, 0, "cache_gets_total", Map.of("result", "miss"), 1);
    feeding.histogram(CHECKOUT, 0, "http_server_requests_seconds", 1, 1);
    assertThat(feeding.telemetry.metrics())
        .extracting(MetricInfo::name, MetricInfo::kind, MetricInfo::unit)
        .containsExactly(
            tuple("cache_gets_total", "counter", "count"),
            tuple("hikaricp_connections_active", "gauge", "count"),
            tuple("http_server_requests_seconds", "histogram", "seconds"));
    assertThat(feeding.telemetry.metrics().getFirst().labels())
        .containsEntry("result", List.of("hit", "miss"));
    assertThat(feeding.telemetry.metrics().getFirst().help()).isNotBlank();
  }

  @Test
  void anAnswerHasTheJsonThatChartsTake() {
    feeding.gauge(CHECKOUT, 0, "g", 1);
    feeding.gauge(CHECKOUT, 9, "g", 2.5);
    RangeResult result = feeding.range("sum(g)", 0, 9, 9);
    assertThat(JsonMapper.shared().writeValueAsString(feeding.range("sum(g)", 0, 8, 8)))
        .isEqualTo(
            "{\"query\":\"sum(g)\",\"unit\":\"count\",\"series\":[{\"labels\":{},\"points\":[[1700000000000,1.0],[1700000008000,null]]}]}");
    assertThat(result.series().getFirst().values()).hasSizeBetween(1, 2);
  }

  @Test
  void observationsAreAddedUpOverInstancesAndRestarts() {
    feeding.histogram(CHECKOUT, 0, "h", 1, 5, 1);
    feeding.histogram(CHECKOUT, 1, "h", 1, 2, 0); // a new process
    feeding.histogram(Feeding.CHECKOUT_US, 1, "h", 1, 3, 0);
    assertThat(feeding.telemetry.observed("h", "service", "checkout")).startsWith(10, 1);
    assertThat(feeding.telemetry.observed("h", "region", "eu")).startsWith(7, 1);
    assertThat(feeding.telemetry.observed("nothing", "region", "eu")).containsOnly(0);
    assertThat(feeding.telemetry.highest("nothing", "region", "eu")).isNaN();
  }

  @Test
  void theFeedHoldsTheLatestFiveHundredByTime() {
    ChangeFeed feed = feeding.telemetry.feed();
    for (int i = 0; i < ChangeFeed.MAX_ENTRIES + 3; i++) {
      feed.add(entry("c" + i, i));
    }
    feed.add(entry("late", 2)); // older than all that are left
    assertThat(feed.entries()).hasSize(ChangeFeed.MAX_ENTRIES);
    assertThat(feed.entries().getFirst().id()).isEqualTo("c3");
    feed.add(entry("c400", 9_999));
    assertThat(feed.entries()).hasSize(ChangeFeed.MAX_ENTRIES);
    assertThat(feed.entries().getLast().id()).isEqualTo("c400");
  }

  private static FeedEntry entry(String id, long at) {
    return new FeedEntry(id, at, "deploy", "checkout", "ana", "abc1234", "v2", null, "system");
  }

  @Test
  void everythingRefusedIsCounted() {
    feeding.telemetry.ingest(CHECKOUT, 0, new Batch(List.of(), List.of(), List.of(), 4));
    feeding.feed(CHECKOUT, 0, new Sample("c", Map.of(), Sample.Kind.COUNTER, -1, null));
    assertThat(feeding.telemetry.refused()).isEqualTo(5);
  }
}
