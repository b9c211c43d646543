package dev.pagefault.telemetry;

import dev.pagefault.time.Clock;
import java.util.List;
import java.util.Map;

/** A telemetry that a test feeds second by second. */
final class Feeding {
  /** First second, a multiple of ten, epoch seconds. */
  static final long START = 1_700_000_000;

  static final Identity CHECKOUT = new Identity("checkout", "eu", "checkout-eu-1", "v1");
  static final Identity CHECKOUT_US = new Identity("checkout", "us", "checkout-us-1", "v1");

  final Telemetry telemetry = new Telemetry(Clock.system());

  void counter(Identity who, long second, String name, Map<String, String> labels, double value) {
    feed(who, second, new Sample(name, labels, Sample.Kind.COUNTER, value, null));
  }

  void gauge(Identity who, long second, String name, double value) {
    feed(who, second, new Sample(name, Map.of(), Sample.Kind.GAUGE, value, null));
  }

  void histogram(Identity who, long second, String name, double sum, long... firstBuckets) {
    long[] buckets = new long[Buckets.BOUNDS.length + 1];
    System.arraycopy(firstBuckets, 0, buckets, 0, firstBuckets.length);
    feed(who, second, new Sample(name, Map.of(), Sample.Kind.HISTOGRAM, sum, buckets));
  }

  void feed(Identity who, long second, Sample sample) {
    Batch batch = new Batch(List.of(sample), List.of(), List.of(), 0);
    telemetry.ingest(who, (START + second) * 1000, batch);
  }

  RangeResult range(String query, long from, long to, int step) {
    return telemetry.range(query, (START + from) * 1000, (START + to) * 1000, step);
  }

  /** Values of a query that yields one series. */
  double[] values(String query, long from, long to, int step) {
    List<Series> series = range(query, from, to, step).series();
    if (series.size() != 1) {
      throw new AssertionError("one series expected: " + series);
    }
    return series.getFirst().values();
  }

  double value(String query, long at) {
    return values(query, at, at, 1)[0];
  }
}
