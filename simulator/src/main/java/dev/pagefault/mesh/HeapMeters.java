package dev.pagefault.mesh;

import dev.pagefault.hardware.HeapStat;
import dev.pagefault.telemetry.Sample;
import java.util.List;
import java.util.Map;

/**
 * What a process tells of its memory, under the names of Micrometer's JVM binders and of cAdvisor.
 * Read from one {@link HeapStat}, so that the figures of one scrape fit each other.
 */
final class HeapMeters {
  /** What {@code jvm_gc_pause_seconds_max} is the longest of; Micrometer's is a minute or two. */
  private static final long MAX_OVER_NANOS = 60_000_000_000L;

  private static final Map<String, String> EDEN = Map.of("area", "heap", "id", "Eden Space");
  private static final Map<String, String> TENURED = Map.of("area", "heap", "id", "Tenured Gen");
  private static final Map<String, String> OTHER = Map.of("area", "nonheap", "id", "Metaspace");

  private HeapMeters() {}

  static void read(HeapStat stat, GcLog log, long now, List<Sample> out) {
    gauge(out, "jvm_memory_used_bytes", EDEN, stat.edenUsed());
    gauge(out, "jvm_memory_used_bytes", TENURED, stat.tenuredUsed());
    gauge(out, "jvm_memory_used_bytes", OTHER, stat.nonHeapUsed());
    gauge(out, "jvm_memory_max_bytes", EDEN, stat.edenMax());
    gauge(out, "jvm_memory_max_bytes", TENURED, stat.tenuredMax());
    count(out, "jvm_gc_memory_allocated_bytes_total", Map.of(), stat.allocated());
    count(out, "jvm_gc_memory_promoted_bytes_total", Map.of(), stat.promoted());
    gauge(out, "jvm_gc_live_data_size_bytes", Map.of(), stat.liveData());
    for (HeapStat.Pauses pauses : stat.pauses()) {
      Map<String, String> labels =
          Map.of("action", pauses.kind().action(), "cause", pauses.cause().words());
      long longest = log.longest(now - MAX_OVER_NANOS, pauses.kind(), pauses.cause());
      count(out, "jvm_gc_pause_seconds_count", labels, pauses.count());
      count(out, "jvm_gc_pause_seconds_sum", labels, pauses.sumNanos() / 1e9);
      gauge(out, "jvm_gc_pause_seconds_max", labels, longest / 1e9);
    }
    gauge(out, "container_memory_working_set_bytes", Map.of(), stat.resident());
    gauge(out, "container_spec_memory_limit_bytes", Map.of(), stat.containerLimit());
  }

  private static void gauge(
      List<Sample> out, String name, Map<String, String> labels, Number value) {
    out.add(new Sample(name, labels, Sample.Kind.GAUGE, value.doubleValue(), null));
  }

  private static void count(
      List<Sample> out, String name, Map<String, String> labels, Number value) {
    out.add(new Sample(name, labels, Sample.Kind.COUNTER, value.doubleValue(), null));
  }
}
