package dev.pagefault.load;

import dev.pagefault.telemetry.Batch;
import dev.pagefault.telemetry.Buckets;
import dev.pagefault.telemetry.Identity;
import dev.pagefault.telemetry.Sample;
import dev.pagefault.telemetry.Telemetry;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What users saw, as series of their own: cumulative since the start, by the region they entered
 * at.
 *
 * <pre>
 *   user_offered_total{journey}                            requests that were meant to be made
 *   user_requests_total{journey, request, outcome}         ok, error, timeout, wrong, refused
 *   user_request_duration_seconds{journey, request}        histogram, from the intended start
 *   user_segment_requests_total{dimension, value, outcome} also slow: answered, but too late
 * </pre>
 */
final class UserSignal {

  private record Key(String region, String name, Map<String, String> labels) {}

  private static final class Histogram {
    private final long[] buckets = new long[Buckets.BOUNDS.length + 1];
    private double sum;
  }

  private final Map<Key, long[]> counters = new HashMap<>();
  private final Map<Key, Histogram> histograms = new HashMap<>();

  void offered(Customer customer) {
    count(customer.region(), "user_offered_total", Map.of("journey", customer.journey()), 1);
  }

  void add(Answered answered, boolean slow) {
    Customer customer = answered.customer();
    String region = customer.region();
    String outcome = answered.outcome().label();
    Map<String, String> request =
        Map.of("journey", customer.journey(), "request", answered.request());
    count(region, "user_requests_total", with(request, "outcome", outcome), 1);
    // errors are there from the first request on, at 0, so that their share is 0 and not missing
    count(region, "user_requests_total", with(request, "outcome", "error"), 0);
    if (answered.outcome() != Outcome.REFUSED) {
      Histogram histogram =
          histograms.computeIfAbsent(
              new Key(region, "user_request_duration_seconds", request), key -> new Histogram());
      double seconds = answered.latencyNanos() / 1e9;
      histogram.buckets[Buckets.indexOf(seconds)]++;
      histogram.sum += seconds;
    }
    String seen = slow && answered.outcome() == Outcome.OK ? "slow" : outcome;
    customer
        .segments()
        .forEach((dimension, value) -> {
          Map<String, String> segment = Map.of("dimension", dimension, "value", value);
          count(region, "user_segment_requests_total", with(segment, "outcome", seen), 1);
          count(region, "user_segment_requests_total", with(segment, "outcome", "error"), 0);
        });
  }

  private static Map<String, String> with(Map<String, String> labels, String name, String value) {
    Map<String, String> all = new HashMap<>(labels);
    all.put(name, value);
    return Map.copyOf(all);
  }

  private void count(String region, String name, Map<String, String> labels, long by) {
    counters.computeIfAbsent(new Key(region, name, labels), key -> new long[1])[0] += by;
  }

  /** Writes everything as it stands. */
  void write(Telemetry sink, long atMillis) {
    Map<String, List<Sample>> byRegion = new HashMap<>();
    counters.forEach((key, value) ->
        samples(byRegion, key)
            .add(new Sample(key.name(), key.labels(), Sample.Kind.COUNTER, value[0], null)));
    histograms.forEach((key, histogram) ->
        samples(byRegion, key)
            .add(
                new Sample(
                    key.name(),
                    key.labels(),
                    Sample.Kind.HISTOGRAM,
                    histogram.sum,
                    histogram.buckets.clone())));
    byRegion.forEach((region, samples) ->
        sink.ingest(
            new Identity("users", region, "", ""),
            atMillis,
            new Batch(samples, List.of(), List.of(), 0)));
  }

  private static List<Sample> samples(Map<String, List<Sample>> byRegion, Key key) {
    return byRegion.computeIfAbsent(key.region(), region -> new ArrayList<>());
  }
}
