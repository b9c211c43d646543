package dev.pagefault.mesh;

import dev.pagefault.telemetry.Buckets;
import dev.pagefault.telemetry.Sample;
import dev.pagefault.time.Clock;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.config.MeterFilterReply;
import io.micrometer.core.instrument.distribution.CountAtBucket;
import io.micrometer.core.instrument.distribution.DistributionStatisticConfig;
import io.micrometer.core.instrument.distribution.HistogramSnapshot;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.DoubleSupplier;
import java.util.function.ToDoubleFunction;

/**
 * The meters of one process of an instance, in a Micrometer registry for Prometheus, and a cheap
 * way to read them all: what is fixed of a meter (its Prometheus name and labels) is worked out
 * once, when it is registered. Any thread.
 */
final class Meters {
  /** Meters of one instance; further ones are refused, and show nowhere. */
  static final int METERS_MAX = 200;

  /** Timers that are histograms; the others tell their count and sum. */
  private static final Set<String> HISTOGRAMS =
      Set.of(
          "http.server.requests",
          "http.client.requests",
          "hikaricp.connections.acquire",
          "queue.handling.delay");

  /** What resilience4j tells beyond this is left out, to stay within a mesh's series. */
  private static final Set<String> RESILIENCE =
      Set.of(
          "resilience4j.retry.calls",
          "resilience4j.circuitbreaker.state",
          "resilience4j.circuitbreaker.failure.rate",
          "resilience4j.circuitbreaker.not.permitted.calls");

  private static final double[] BOUNDS_NANOS = boundsNanos();

  private final PrometheusMeterRegistry registry;
  private final Map<Meter.Id, Consumer<List<Sample>>> readers = new ConcurrentHashMap<>();

  Meters(Clock clock) {
    this.registry =
        new PrometheusMeterRegistry(
            PrometheusConfig.DEFAULT, new PrometheusRegistry(), new MeterClock(clock));
    registry
        .config()
        .meterFilter(new Shape())
        .meterFilter(MeterFilter.maximumAllowableMetrics(METERS_MAX))
        .onMeterAdded(meter -> readers.put(meter.getId(), reader(meter)))
        .onMeterRemoved(meter -> readers.remove(meter.getId()));
  }

  /** A gauge of a part of the process, which lives as long as it. */
  <T> void gauge(String name, String tag, String value, T part, ToDoubleFunction<T> read) {
    Gauge.builder(name, part, read).strongReference(true).tag(tag, value).register(registry);
  }

  /** A counter that a part of the process keeps, which lives as long as it. */
  <T> void counter(String name, String tag, String value, T part, ToDoubleFunction<T> read) {
    FunctionCounter.builder(name, part, read).tag(tag, value).register(registry);
  }

  PrometheusMeterRegistry registry() {
    return registry;
  }

  /** Every meter as it stands. */
  List<Sample> read() {
    List<Sample> samples = new ArrayList<>(readers.size() + 8);
    for (Consumer<List<Sample>> reader : readers.values()) {
      reader.accept(samples);
    }
    return samples;
  }

  void close() {
    readers.clear();
    registry.close();
  }

  private Consumer<List<Sample>> reader(Meter meter) {
    Meter.Id id = meter.getId();
    String name = id.getConventionName(registry.config().namingConvention());
    Map<String, String> labels = labels(id);
    return switch (meter) {
      case Timer timer -> timer(timer, name, labels);
      case Counter counter -> counter(name, labels, counter::count);
      case FunctionCounter counter -> counter(name, labels, counter::count);
      case Gauge gauge ->
          out -> {
            double value = gauge.value();
            if (!Double.isNaN(value)) {
              out.add(new Sample(name, labels, Sample.Kind.GAUGE, value, null));
            }
          };
      default -> out -> {};
    };
  }

  /** Prometheus' own client adds {@code _total} when it writes; we don't pass by there. */
  private static Consumer<List<Sample>> counter(
      String name, Map<String, String> labels, DoubleSupplier count) {
    String total = name + "_total";
    return out ->
        out.add(new Sample(total, labels, Sample.Kind.COUNTER, count.getAsDouble(), null));
  }

  private static Consumer<List<Sample>> timer(
      Timer timer, String name, Map<String, String> labels) {
    if (HISTOGRAMS.contains(timer.getId().getName())) {
      return out -> out.add(histogram(timer, name, labels));
    }
    return out -> {
      double count = timer.count();
      double sum = timer.totalTime(TimeUnit.SECONDS);
      out.add(new Sample(name + "_count", labels, Sample.Kind.COUNTER, count, null));
      out.add(new Sample(name + "_sum", labels, Sample.Kind.COUNTER, sum, null));
    };
  }

  private static Sample histogram(Timer timer, String name, Map<String, String> labels) {
    HistogramSnapshot snapshot = timer.takeSnapshot();
    long[] buckets = new long[Buckets.BOUNDS.length + 1];
    long before = 0;
    int i = 0;
    for (CountAtBucket bucket : snapshot.histogramCounts()) {
      if (i < Buckets.BOUNDS.length) {
        long upTo = (long) bucket.count();
        buckets[i++] = upTo - before;
        before = upTo;
      }
    }
    buckets[Buckets.BOUNDS.length] = Math.max(0, snapshot.count() - before);
    double sum = snapshot.total(TimeUnit.SECONDS);
    return new Sample(name, labels, Sample.Kind.HISTOGRAM, sum, buckets);
  }

  private Map<String, String> labels(Meter.Id id) {
    Map<String, String> labels = new HashMap<>();
    for (Tag tag : id.getConventionTags(registry.config().namingConvention())) {
      labels.put(tag.getKey(), tag.getValue());
    }
    return Map.copyOf(labels);
  }

  private static double[] boundsNanos() {
    double[] nanos = new double[Buckets.BOUNDS.length];
    for (int i = 0; i < nanos.length; i++) {
      nanos[i] = Buckets.BOUNDS[i] * 1e9;
    }
    return nanos;
  }

  /** Which meters there are, and which of them have buckets. */
  private static final class Shape implements MeterFilter {
    @Override
    public MeterFilterReply accept(Meter.Id id) {
      String name = id.getName();
      boolean unwanted =
          name.startsWith("resilience4j.")
              ? !RESILIENCE.contains(name)
              : name.equals("hikaricp.connections.creation");
      return unwanted ? MeterFilterReply.DENY : MeterFilterReply.NEUTRAL;
    }

    @Override
    public DistributionStatisticConfig configure(
        Meter.Id id, DistributionStatisticConfig configured) {
      DistributionStatisticConfig.Builder shape =
          DistributionStatisticConfig.builder().percentiles().percentilesHistogram(false);
      if (HISTOGRAMS.contains(id.getName())) {
        shape.serviceLevelObjectives(BOUNDS_NANOS);
      }
      return shape.build().merge(configured);
    }
  }

  /** Our clock, as Micrometer asks for it. */
  private record MeterClock(Clock clock) implements io.micrometer.core.instrument.Clock {
    @Override
    public long wallTime() {
      return clock.epochMillis();
    }

    @Override
    public long monotonicTime() {
      return clock.nanos();
    }
  }
}
