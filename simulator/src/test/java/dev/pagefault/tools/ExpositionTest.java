package dev.pagefault.tools;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pagefault.telemetry.Batch;
import dev.pagefault.telemetry.Buckets;
import dev.pagefault.telemetry.Identity;
import dev.pagefault.telemetry.Sample;
import dev.pagefault.telemetry.Telemetry;
import dev.pagefault.time.ManualClock;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ExpositionTest {
  private static final Identity CHECKOUT = new Identity("checkout", "eu", "checkout-eu-1", "v1");
  private static final Identity CART = new Identity("cart", "", "cart-1", "");

  private final ManualClock clock = new ManualClock();
  private final Measured one = new Measured("d1", new Telemetry(clock));
  private final Measured two = new Measured("d2", new Telemetry(clock));
  private final Exposition exposition = new Exposition(() -> List.of(one, two));

  private void tell(Measured drill, Identity who, Sample... samples) {
    Batch batch = new Batch(List.of(samples), List.of(), List.of(), 0);
    drill.telemetry().ingest(who, clock.epochMillis(), batch);
  }

  private static Sample gauge(String name, double value) {
    return new Sample(name, Map.of(), Sample.Kind.GAUGE, value, null);
  }

  private static Sample counter(String name, double value) {
    return new Sample(name, Map.of(), Sample.Kind.COUNTER, value, null);
  }

  private static Sample histogram(String name, double sum, long... firstBuckets) {
    long[] buckets = new long[Buckets.BOUNDS.length + 1];
    System.arraycopy(firstBuckets, 0, buckets, 0, firstBuckets.length);
    return new Sample(name, Map.of(), Sample.Kind.HISTOGRAM, sum, buckets);
  }

  @Test
  void everySeriesIsShownUnderItsOwnNameAndLabelsAndWithItsDrill() {
    Map<String, String> pool = Map.of("pool", "orders-db");
    String name = "hikaricp_connections_pending";
    tell(one, CHECKOUT, new Sample(name, pool, Sample.Kind.GAUGE, 30, null));
    tell(two, CART, counter("cache_gets_total", 7.5));
    assertThat(exposition.beside("").lines())
        .contains(
            "# HELP hikaricp_connections_pending Threads that wait for a connection",
            "# TYPE hikaricp_connections_pending gauge",
            "hikaricp_connections_pending{drill=\"d1\",instance=\"checkout-eu-1\","
                + "pool=\"orders-db\",region=\"eu\",service=\"checkout\",version=\"v1\"} 30",
            "# TYPE cache_gets_total counter",
            "cache_gets_total{drill=\"d2\",instance=\"cart-1\",service=\"cart\"} 7.5");
  }

  @Test
  void theNewestSampleIsShownAsItsProcessToldIt() {
    tell(one, CHECKOUT, counter("user_requests_total", 100), gauge("jvm_memory_used_bytes", 1));
    clock.advance(TimeUnit.SECONDS.toNanos(1));
    tell(one, CHECKOUT, counter("user_requests_total", 3)); // it began anew
    tell(one, CHECKOUT, gauge("jvm_memory_used_bytes", 123_456_789)); // no float holds it
    assertThat(samples(exposition.beside("")))
        .contains("user_requests_total 3", "jvm_memory_used_bytes 123456789");
  }

  /** Samples of checkout in the first drill without their labels. */
  private static List<String> samples(String page) {
    return page.lines()
        .filter(line -> line.contains("drill=\"d1\""))
        .map(line -> line.replaceAll("\\{.*}", ""))
        .toList();
  }

  @Test
  void aHistogramIsCumulativeOverItsBounds() {
    tell(one, CHECKOUT, histogram("http_server_requests_seconds", 1.25, 4, 0, 2));
    List<String> lines = exposition.beside("").lines().filter(line -> line.contains("d1")).toList();
    assertThat(lines).hasSize(Buckets.BOUNDS.length + 3);
    assertThat(lines.get(0))
        .startsWith("http_server_requests_seconds_bucket{drill=\"d1\",")
        .endsWith(",le=\"0.001\"} 4");
    assertThat(lines.get(1)).endsWith("} 4");
    assertThat(lines.get(2)).endsWith("} 6");
    assertThat(lines.get(Buckets.BOUNDS.length)).endsWith(",le=\"+Inf\"} 6");
    assertThat(lines.get(Buckets.BOUNDS.length + 1))
        .startsWith("http_server_requests_seconds_sum{")
        .endsWith("} 1.25");
    assertThat(lines.getLast()).startsWith("http_server_requests_seconds_count{").endsWith("} 6");
  }

  @Test
  void familiesStandTogetherAndAreTypedOnceWithTheServersOwnToo() {
    String own =
        """
        # HELP jvm_gc_pause_seconds Time spent in GC pause
        # TYPE jvm_gc_pause_seconds summary
        jvm_gc_pause_seconds_count{gc="G1"} 1
        jvm_gc_pause_seconds_sum{gc="G1"} 0.1
        # HELP process_uptime_seconds The uptime
        # TYPE process_uptime_seconds gauge
        process_uptime_seconds 12.5
        """;
    for (Measured drill : List.of(one, two)) {
      for (Identity who : List.of(CHECKOUT, CART)) {
        tell(drill, who, gauge("process_uptime_seconds", 3));
        tell(drill, who, counter("jvm_gc_pause_seconds_count", 4));
        tell(drill, who, counter("jvm_gc_pause_seconds_sum", 0.5));
        tell(drill, who, histogram("http_server_requests_seconds", 1, 1));
      }
    }
    String page = exposition.beside(own);
    assertThat(page.lines()).containsAll(own.lines().toList());
    together(page);
    assertThat(page.lines().filter(line -> line.startsWith("jvm_gc_pause_seconds_count{drill")))
        .hasSize(4);
  }

  /** Fails when a family's head comes twice, or a sample stands under another's head. */
  private static void together(String page) {
    Set<String> typed = new HashSet<>();
    String current = "";
    for (String line : page.lines().toList()) {
      if (line.startsWith("# TYPE ")) {
        current = line.split(" ")[2];
        assertThat(typed.add(current)).as(line).isTrue();
      } else if (!line.startsWith("#")) {
        String name = line.split("[{ ]", 2)[0];
        assertThat(name).startsWith(current);
        assertThat(name.substring(current.length())).isIn("", "_bucket", "_count", "_sum");
      }
    }
  }

  @Test
  void whatTheFormatDoesNotKnowIsEscapedOrReplaced() {
    Map<String, String> odd = Map.of("query", "a\"b\\c\nd", "client.version", "1", "drill", "x");
    tell(one, CHECKOUT, new Sample("odd-name", odd, Sample.Kind.GAUGE, 1, null));
    assertThat(exposition.beside("").lines())
        .contains(
            "odd_name{client_version=\"1\",drill=\"d1\",instance=\"checkout-eu-1\","
                + "query=\"a\\\"b\\\\c\\nd\",region=\"eu\",service=\"checkout\",version=\"v1\"} 1");
  }

  @Test
  void whatHasBeenSilentIsGone() {
    tell(one, CHECKOUT, gauge("process_uptime_seconds", 3));
    clock.advance(TimeUnit.SECONDS.toNanos(Exposition.SILENCE_SECONDS));
    assertThat(exposition.beside("")).contains("process_uptime_seconds");
    clock.advance(TimeUnit.SECONDS.toNanos(1));
    assertThat(exposition.beside("")).doesNotContain("process_uptime_seconds");
  }

  @Test
  void aPageIsBoundedAndSaysWhatItLeftOut() {
    Exposition small = new Exposition(() -> List.of(one, two), 5);
    tell(one, CHECKOUT, gauge("a", 1), gauge("b", 2), histogram("c", 1, 1), gauge("d", 4));
    tell(two, CHECKOUT, gauge("a", 1), gauge("b", 2), gauge("c", 3));
    String page = small.beside("");
    assertThat(page.lines().filter(line -> line.contains("{"))).hasSize(5);
    int wholeHistogram = Buckets.BOUNDS.length + 3;
    assertThat(page.lines()).contains(Exposition.LEFT_OUT + " " + (wholeHistogram + 1));
  }

  @Test
  void aMetricOfAnotherTypeThanItsNameHasIsLeftOut() {
    tell(one, CHECKOUT, counter("process_uptime_seconds", 3));
    String page = exposition.beside("# TYPE process_uptime_seconds gauge\n");
    assertThat(page).doesNotContain("d1");
    assertThat(page.lines()).contains(Exposition.LEFT_OUT + " 1");
  }
}
