package dev.pagefault.mesh;

import dev.pagefault.hardware.CpuStat;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** What a process tells of itself: its executor, its processor, its age. */
final class ProcessMeters {
  private final MeterRegistry registry;

  ProcessMeters(Meters meters) {
    this.registry = meters.registry();
  }

  void bind(Generation process) {
    gauge(process, "executor.active", "threads", p -> p.workers().active(), "http");
    gauge(process, "executor.queued", "tasks", p -> p.workers().queued(), "http");
    gauge(process, "executor.pool.max", "threads", p -> p.workers().max(), "http");
    gauge(process, "process.cpu.usage", null, Generation::cpuUsage, "");
    gauge(process, "process.uptime", "seconds", Generation::uptimeSeconds, "");
    count(process, "container.cpu.usage", "seconds", s -> s.usageMicros() / 1e6);
    count(process, "container.cpu.cfs.periods", null, CpuStat::nrPeriods);
    count(process, "container.cpu.cfs.throttled.periods", null, CpuStat::nrThrottled);
    count(process, "container.cpu.cfs.throttled", "seconds", s -> s.throttledMicros() / 1e6);
  }

  private void gauge(
      Generation process,
      String name,
      @Nullable String unit,
      ToDoubleFunction<Generation> value,
      String executor) {
    Gauge.Builder<Generation> gauge =
        Gauge.builder(name, process, value).strongReference(true).baseUnit(unit);
    if (!executor.isEmpty()) {
      gauge.tag("name", executor);
    }
    gauge.register(registry);
  }

  private void count(
      Generation process, String name, @Nullable String unit, ToDoubleFunction<CpuStat> value) {
    FunctionCounter.builder(name, process, p -> value.applyAsDouble(p.cpuStat()))
        .baseUnit(unit)
        .register(registry);
  }
}
