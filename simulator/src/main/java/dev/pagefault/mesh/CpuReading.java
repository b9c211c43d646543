package dev.pagefault.mesh;

import dev.pagefault.hardware.Cpu;
import dev.pagefault.hardware.CpuStat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What an instance's cgroup shows: {@code cpu.max} and {@code cpu.stat}, and what was added lately.
 */
final class CpuReading {
  private CpuReading() {}

  static Reading.Raw of(CpuMarks.Mark since, CpuStat now, long nanos, Cpu cpu) {
    CpuStat before = since.stat();
    double cores = cpu.cores();
    long elapsedNanos = Math.max(1, nanos - since.nanos());
    long usage = now.usageMicros() - before.usageMicros();
    long periods = now.nrPeriods() - before.nrPeriods();
    long throttled = now.nrThrottled() - before.nrThrottled();
    double utilisation = usage * 1_000.0 / (elapsedNanos * cores);
    Map<String, Double> figures = new LinkedHashMap<>();
    figures.put(Figures.UTILISATION, Math.clamp(utilisation, 0, 1));
    figures.put(Figures.THROTTLED, periods == 0 ? 0.0 : (double) throttled / periods);
    String text =
        """
        $ cat /sys/fs/cgroup/cpu.max
        %d 100000
        $ cat /sys/fs/cgroup/cpu.stat
        usage_usec %d
        nr_periods %d
        nr_throttled %d
        throttled_usec %d
        # in the last %d ms: usage_usec +%d, nr_periods +%d, nr_throttled +%d
        """
            .formatted(
                Math.round(cores * 100_000),
                now.usageMicros(),
                now.nrPeriods(),
                now.nrThrottled(),
                now.throttledMicros(),
                elapsedNanos / 1_000_000,
                usage,
                periods,
                throttled);
    return new Reading.Raw(text, List.of(), figures);
  }
}
