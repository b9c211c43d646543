package dev.pagefault.telemetry;

import static dev.pagefault.telemetry.Feeding.CHECKOUT;
import static dev.pagefault.telemetry.Feeding.CHECKOUT_US;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PromQueryTest {
  private final Feeding feeding = new Feeding();

  /** Ten requests a second in eu, one of them an error; five in us, none. */
  private void requests(int seconds) {
    for (int s = 0; s < seconds; s++) {
      feeding.counter(CHECKOUT, s, "requests_total", Map.of("outcome", "ok"), 9.0 * (s + 1));
      feeding.counter(CHECKOUT, s, "requests_total", Map.of("outcome", "error"), s + 1.0);
      feeding.counter(CHECKOUT_US, s, "requests_total", Map.of("outcome", "ok"), 5.0 * (s + 1));
    }
  }

  @Test
  void rateIsPerSecondOverTheWindow() {
    requests(40);
    assertThat(feeding.value("rate(requests_total{outcome=\"error\"}[30s])", 39)).isEqualTo(1);
    assertThat(feeding.value("sum(increase(requests_total[30s]))", 39)).isEqualTo(450);
    assertThat(feeding.range("rate(requests_total[30s])", 39, 39, 1).unit()).isEqualTo("rps");
  }

  @Test
  void theSecondThatIsNotYetScrapedIsNoDip() {
    requests(40);
    assertThat(feeding.value("sum(rate(requests_total[30s]))", 41)).isEqualTo(15);
    assertThat(feeding.range("sum(rate(requests_total[30s]))", 50, 50, 1).series())
        .as("but silence is")
        .allMatch(series -> Double.isNaN(series.values()[0]));
  }

  @Test
  void aggregatesGroupByAndWithout() {
    requests(40);
    List<Series> by =
        feeding.range("sum by (region) (rate(requests_total[10s]))", 39, 39, 1).series();
    assertThat(by)
        .extracting(Series::labels)
        .containsExactly(Map.of("region", "eu"), Map.of("region", "us"));
    assertThat(by).extracting(s -> s.values()[0]).containsExactly(10.0, 5.0);
    List<Series> without =
        feeding
            .range("max(rate(requests_total[10s])) without (outcome,instance,version)", 39, 39, 1)
            .series();
    assertThat(without)
        .extracting(Series::labels)
        .containsExactly(
            Map.of("region", "eu", "service", "checkout"),
            Map.of("region", "us", "service", "checkout"));
    assertThat(feeding.value("count(rate(requests_total[10s]))", 39)).isEqualTo(3);
    assertThat(feeding.value("min(rate(requests_total[10s]))", 39)).isEqualTo(1);
    assertThat(feeding.value("avg(rate(requests_total[10s]))", 39)).isEqualTo(5);
  }

  @Test
  void matchersChooseSeries() {
    requests(12);
    assertThat(feeding.range("rate(requests_total{region=~\"e.|x\"}[5s])", 11, 11, 1).series())
        .hasSize(2);
    assertThat(feeding.range("rate(requests_total{region!~\"e.*\"}[5s])", 11, 11, 1).series())
        .hasSize(1);
    assertThat(feeding.range("rate(requests_total{outcome!=\"ok\"}[5s])", 11, 11, 1).series())
        .hasSize(1);
    assertThat(feeding.range("rate(requests_total{absent=\"\"}[5s])", 11, 11, 1).series())
        .hasSize(3);
    assertThat(feeding.range("unheard_of", 11, 11, 1).series()).isEmpty();
  }

  @Test
  void arithmeticMatchesEqualLabelSets() {
    requests(40);
    String errors = "sum by (region) (rate(requests_total{outcome=\"error\"}[30s]))";
    String all = "sum by (region) (rate(requests_total[30s]))";
    assertThat(feeding.range(errors + " / " + all, 39, 39, 1).unit()).isEqualTo("ratio");
    assertThat(byLabels(errors + " / " + all)).isEqualTo(Map.of(Map.of("region", "eu"), 0.1));
    assertThat(byLabels(all + " - " + errors)).isEqualTo(Map.of(Map.of("region", "eu"), 9.0));
    assertThat(feeding.value("1 + 2 * 3 - 4 / -2", 0)).isEqualTo(9);
    assertThat(feeding.value("100 * sum(rate(requests_total{outcome=\"error\"}[30s]))", 39))
        .isEqualTo(100);
    assertThat(feeding.value("sum(rate(requests_total[30s])) / 0", 39)).isNaN();
    assertThat(feeding.value("clamp_min(sum(rate(requests_total[30s])), 99)", 39)).isEqualTo(99);
  }

  @Test
  void whatHasNoLabelsGoesWithEverySeries() {
    requests(40);
    String all = "sum by (region) (rate(requests_total[30s]))";
    String sum = "sum(rate(requests_total[30s]))";
    assertThat(byLabels(all + " / " + sum))
        .isEqualTo(Map.of(Map.of("region", "eu"), 10 / 15.0, Map.of("region", "us"), 5 / 15.0));
    assertThat(byLabels(sum + " / " + all))
        .isEqualTo(Map.of(Map.of("region", "eu"), 1.5, Map.of("region", "us"), 3.0));
    assertThat(byLabels(sum + " + vector(1)")).isEqualTo(Map.of(Map.of(), 16.0));
  }

  /** The value of each series at the end of 40 seconds. */
  private Map<Map<String, String>, Double> byLabels(String query) {
    return feeding.range(query, 39, 39, 1).series().stream()
        .collect(Collectors.toMap(Series::labels, series -> series.values()[0]));
  }

  @Test
  void orVectorFillsWhatIsMissing() {
    requests(12);
    assertThat(feeding.value("sum(rate(requests_total{outcome=\"none\"}[5s])) or vector(0)", 11))
        .isZero();
    assertThat(feeding.value("sum(rate(requests_total[5s])) or vector(0)", 11)).isEqualTo(15);
  }

  @Test
  void quantilesInterpolateWithinTheirBucket() {
    // every second: 50 in the first bucket (to 1 ms), 40 in the second, 10 in the third
    for (int s = 0; s < 40; s++) {
      long n = s + 1L;
      feeding.histogram(CHECKOUT, s, "http_seconds", 0.1 * n, 50 * n, 40 * n, 10 * n);
    }
    double first = Buckets.BOUNDS[0];
    double second = Buckets.BOUNDS[1];
    String sum = "sum by (le) (rate(http_seconds_bucket[30s]))";
    assertThat(feeding.value("histogram_quantile(0.25, " + sum + ")", 39))
        .isEqualTo(first / 2, within(1e-9));
    assertThat(feeding.value("histogram_quantile(0.9, rate(http_seconds_bucket[30s]))", 39))
        .isEqualTo(second, within(1e-9));
    assertThat(feeding.value("histogram_quantile(0.7, " + sum + ")", 39))
        .isEqualTo(first + (second - first) / 2, within(1e-9));
    assertThat(feeding.value("rate(http_seconds_count[30s])", 39)).isEqualTo(100);
    RangeResult mean =
        feeding.range("rate(http_seconds_sum[30s]) / rate(http_seconds_count[30s])", 39, 39, 1);
    assertThat(mean.unit()).isEqualTo("seconds");
    assertThat(mean.series().getFirst().values()[0]).isEqualTo(0.001, within(1e-6));
    assertThat(feeding.range("histogram_quantile(0.5, " + sum + ")", 39, 39, 1).unit())
        .isEqualTo("seconds");
    assertThat(feeding.value("rate(http_seconds_bucket{le=\"+Inf\"}[30s])", 39)).isEqualTo(100);
  }

  @Test
  void aQuantileBeyondTheLastBoundIsTheLastBound() {
    long[] buckets = new long[Track.BUCKETS];
    for (int s = 0; s < 12; s++) {
      buckets[Track.BUCKETS - 1] += 3;
      feeding.histogram(CHECKOUT, s, "http_seconds", 99.0 * s, buckets);
    }
    assertThat(feeding.value("histogram_quantile(0.99, rate(http_seconds_bucket[10s]))", 11))
        .isEqualTo(Buckets.BOUNDS[Buckets.BOUNDS.length - 1]);
  }

  @Test
  void gaugesAreReadAsTheyStand() {
    for (int s = 0; s < 10; s++) {
      feeding.gauge(CHECKOUT, s, "hikaricp_connections_active", s);
    }
    assertThat(feeding.values("hikaricp_connections_active", 4, 8, 2)).containsExactly(4, 6, 8);
    assertThat(feeding.value("max_over_time(hikaricp_connections_active[5s])", 9)).isEqualTo(9);
    assertThat(feeding.value("avg_over_time(hikaricp_connections_active[4s])", 9)).isEqualTo(7.5);
    assertThat(feeding.value("hikaricp_connections_active / 2", 9)).isEqualTo(4.5);
  }

  @Test
  void processorTimeIsCores() {
    feeding.counter(CHECKOUT, 0, "container_cpu_usage_seconds_total", Map.of(), 0);
    assertThat(feeding.range("rate(container_cpu_usage_seconds_total[30s])", 0, 0, 1).unit())
        .isEqualTo("cores");
    String each = "rate(container_cpu_usage_seconds_total[30s]) / rate(requests_total[30s])";
    assertThat(feeding.range(each, 0, 0, 1).unit()).as("of a request").isEqualTo("seconds");
  }

  @ParameterizedTest
  @CsvSource({
    "rate(jvm_gc_pause_seconds_sum[30s]), ratio",
    "rate(container_cpu_cfs_throttled_seconds_total[30s]), ratio",
    "sum by (query) (rate(pg_stat_statements_seconds_total[30s])), ratio",
    "rate(queue_handling_delay_seconds_sum[30s]) / rate(queue_messages_total[30s]), seconds",
    "increase(jvm_gc_pause_seconds_sum[30s]), seconds",
  })
  void otherSecondsPerSecondAreAShareOfTheTime(String query, String unit) {
    assertThat(feeding.range(query, 0, 0, 1).unit()).isEqualTo(unit);
  }
}
