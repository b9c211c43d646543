package dev.pagefault.mesh;

import dev.pagefault.scenario.Step;
import dev.pagefault.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Reads the inner state of an instance. Takes its time: counts are sampled over a second, so that
 * reading twice says the same. On a thread that may block.
 *
 * @param process null while there is none
 * @param ends how often the process ended, and how the last time, as {@link Restarts} says it
 */
record Readings(InstanceSpec spec, @Nullable Generation process, String ends, Clock clock) {
  /** Samples of one reading. */
  static final int SAMPLES = 10;

  /** Time between two of them, nanoseconds. */
  static final long BETWEEN = 100_000_000L;

  Reading.Raw read(Probe probe) throws InterruptedException {
    int slash = probe.target().indexOf('/');
    String instance = slash < 0 ? probe.target() : probe.target().substring(0, slash);
    String component = slash < 0 ? "" : probe.target().substring(slash + 1);
    if (!instance.equals(spec.instance())) {
      throw none(probe);
    }
    if (probe.diagnostic() == Diagnostic.CONFIG && component.isEmpty()) {
      return ConfigReading.of(spec);
    }
    Generation running = process;
    if (running == null) {
      throw new NotRunning(instance + " is starting, there is no process; read it in a moment");
    }
    return switch (probe.diagnostic()) {
      case POOL -> pool(probe, running.knownPool(component));
      case CLIENT -> client(probe, running.knownLink(component));
      case THREADS -> {
        Map<String, Double> figures = sampled(() -> ThreadsReading.figures(running));
        yield new Reading.Raw(
            ThreadsReading.text(running, clock), ThreadsReading.rows(running, clock), figures);
      }
      case CPU ->
          CpuReading.of(running.cpuLately(), running.cpuStat(), clock.nanos(), running.cpu());
      case NETWORK -> network(probe, running.knownLink(component));
      case CONFIG, SESSIONS, STATEMENTS, PLAN, VOLUME -> throw none(probe);
      case BYTES -> bytes(probe, running, component);
      case TLS -> tls(probe, running.knownLink(component));
      case HEAP -> HeapReading.of(running.heap(), running.gcLog(), ends, clock.nanos());
    };
  }

  private Reading.Raw pool(Probe probe, @Nullable JdbcPool pool) throws InterruptedException {
    if (pool == null) {
      throw none(probe);
    }
    Map<String, Double> figures = sampled(() -> PoolReading.figures(pool, clock));
    return new Reading.Raw(PoolReading.text(pool, clock), PoolReading.rows(pool, clock), figures);
  }

  private Reading.Raw client(Probe probe, @Nullable Link link) throws InterruptedException {
    if (link == null) {
      throw none(probe);
    }
    Map<String, Double> figures = sampled(() -> ClientReading.figures(link));
    return new Reading.Raw(ClientReading.text(link), ClientReading.rows(link), figures);
  }

  private Reading.Raw network(Probe probe, @Nullable Link link) throws InterruptedException {
    if (link == null) {
      throw none(probe);
    }
    return NetworkReading.of(link, clock);
  }

  private Reading.Raw tls(Probe probe, @Nullable Link link) throws InterruptedException {
    Trust trust = link == null ? null : link.trust();
    if (link == null || trust == null) {
      throw none(probe);
    }
    return TlsReading.of(link, trust, clock);
  }

  private Reading.Raw bytes(Probe probe, Generation running, String field) {
    List<Step> steps = new ArrayList<>();
    spec.endpoints().values().forEach(steps::addAll);
    spec.consumers().values().forEach(consumer -> steps.addAll(consumer.steps()));
    if (!Fields.of(steps).contains(field)) {
      throw none(probe);
    }
    return FieldReading.of(spec.instance(), field, running.fields().samples().of(field));
  }

  /** The mean of several samples. */
  private Map<String, Double> sampled(Supplier<Map<String, Double>> sample)
      throws InterruptedException {
    Map<String, Double> sums = new LinkedHashMap<>(sample.get());
    for (int i = 1; i < SAMPLES; i++) {
      pause(BETWEEN);
      sample.get().forEach((name, value) -> sums.merge(name, value, Double::sum));
    }
    sums.replaceAll((name, sum) -> sum / SAMPLES);
    return sums;
  }

  private void pause(long nanos) throws InterruptedException {
    long end = clock.nanos() + nanos;
    for (long left = nanos; left > 0; left = end - clock.nanos()) {
      LockSupport.parkNanos(this, left);
      if (Thread.interrupted()) {
        throw new InterruptedException("interrupted while reading");
      }
    }
  }

  private IllegalArgumentException none(Probe probe) {
    return new IllegalArgumentException(spec.instance() + " has nothing to read as " + probe);
  }
}
