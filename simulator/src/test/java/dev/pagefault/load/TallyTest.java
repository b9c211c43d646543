package dev.pagefault.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pagefault.incident.Cell;
import dev.pagefault.incident.Count;
import dev.pagefault.incident.Tick;
import dev.pagefault.telemetry.Batch;
import dev.pagefault.telemetry.Buckets;
import dev.pagefault.telemetry.Identity;
import dev.pagefault.telemetry.Sample;
import dev.pagefault.telemetry.Telemetry;
import dev.pagefault.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class TallyTest {
  private static final long NOW = 1_700_000_000_000L;
  private final Telemetry telemetry = new Telemetry(Clock.system());
  private final Tally tally =
      new Tally(Shop.topology(1, Duration.ofSeconds(1), Duration.ZERO), telemetry);
  private final Customer customer =
      new Customer("buy", "eu", Map.of("tier", "gold"), Map.of(), new SplittableRandom(1));

  private void ended(Outcome outcome, long millis, boolean judged) {
    tally.offered(customer);
    tally.add(new Answered(customer, "look", outcome, millis * 1_000_000, judged));
  }

  @Test
  void eachSliCountsWhatItIsAbout() {
    ended(Outcome.OK, 100, true);
    ended(Outcome.OK, 500, false); // answered, but slow
    ended(Outcome.ERROR, 5, false); // how long it would have taken is not known
    ended(Outcome.ERROR, 900, false); // too late in any case
    ended(Outcome.TIMEOUT, 1_000, false);
    ended(Outcome.WRONG, 10, true);
    ended(Outcome.REFUSED, 0, false);
    Tick tick = tally.close(NOW);
    assertThat(tick.slis())
        .containsEntry("availability", new Count(3, 7))
        .containsEntry("latency", new Count(2, 5))
        .containsEntry("correctness", new Count(1, 2))
        .containsEntry("freshness", Count.NONE);
    assertThat(tick.cells())
        .isEqualTo(
            Map.of(
                new Cell("journey", "buy"), new Count(1, 7),
                new Cell("region", "eu"), new Count(1, 7),
                new Cell("tier", "gold"), new Count(1, 7)));
    assertThat(tick.offered()).isEqualTo(7);
    assertThat(tick.served()).isEqualTo(2);
    assertThat(tally.close(NOW + 1_000))
        .as("the next second begins at nothing")
        .isEqualTo(
            new Tick(
                NOW + 1_000,
                Map.of(
                    "availability", Count.NONE,
                    "latency", Count.NONE,
                    "correctness", Count.NONE,
                    "freshness", Count.NONE),
                Map.of(),
                0,
                0));
  }

  @Test
  void theUsersSignalIsWritten() {
    ended(Outcome.OK, 100, false);
    ended(Outcome.TIMEOUT, 1_000, false);
    tally.close(NOW);
    assertThat(last("sum by (outcome) (increase(user_requests_total{region=\"eu\"}[1s]))"))
        .isEqualTo("[{outcome=error}=0.0, {outcome=ok}=1.0, {outcome=timeout}=1.0]");
    assertThat(last("sum(increase(user_request_duration_seconds_count{request=\"look\"}[1s]))"))
        .isEqualTo("[{}=2.0]");
    assertThat(
            last("sum by (value) (increase(user_segment_requests_total{dimension=\"tier\"}[1s]))"))
        .isEqualTo("[{value=gold}=2.0]");
    assertThat(last("sum by (journey) (increase(user_offered_total[1s]))"))
        .isEqualTo("[{journey=buy}=2.0]");
  }

  private String last(String query) {
    return telemetry.range(query, NOW, NOW, 1).series().stream()
        .map(series -> series.labels() + "=" + series.values()[0])
        .toList()
        .toString();
  }

  @Test
  void freshnessIsReadFromTheConsumersHistogram() {
    long[] buckets = new long[Buckets.BOUNDS.length + 1];
    buckets[Buckets.indexOf(0.1)] = 8;
    buckets[Buckets.indexOf(4)] = 2;
    Identity mailer = new Identity("notification", "eu", "notification-eu-1", "v1");
    ingest(
        mailer,
        new Sample(
            "queue_handling_delay_seconds",
            Map.of("queue", "orders"),
            Sample.Kind.HISTOGRAM,
            9,
            buckets));
    assertThat(tally.close(NOW).slis()).containsEntry("freshness", new Count(8, 10));
    assertThat(tally.close(NOW + 1_000).slis()).containsEntry("freshness", Count.NONE);
  }

  @Test
  void aQueueThatNobodyEmptiesIsNotFresh() {
    Identity queue = new Identity("orders", "eu", "orders", "");
    ingest(
        queue,
        new Sample("queue_oldest_message_age_seconds", Map.of(), Sample.Kind.GAUGE, 9, null));
    assertThat(tally.close(NOW).slis()).containsEntry("freshness", new Count(0, 1));
  }

  private void ingest(Identity who, Sample sample) {
    telemetry.ingest(who, NOW, new Batch(List.of(sample), List.of(), List.of(), 0));
  }

  @Test
  void aThresholdSnapsToTheNearestBound() {
    assertThat(Buckets.BOUNDS[Freshness.nearest(2)]).isBetween(2.0, 2.1);
    assertThat(Buckets.BOUNDS[Freshness.nearest(0.0001)]).isEqualTo(0.001);
    assertThat(Freshness.nearest(1_000)).isEqualTo(Buckets.BOUNDS.length - 1);
  }

  @Test
  void numbersAreComparedAsNumbers() {
    assertThat(Truths.same("19.90", "19.9")).isTrue();
    assertThat(Truths.same("a", "a")).isTrue();
    assertThat(Truths.same("19.90", "20")).isFalse();
    assertThat(Truths.same("19.90", "")).isFalse();
  }
}
