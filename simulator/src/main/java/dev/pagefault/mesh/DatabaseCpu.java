package dev.pagefault.mesh;

import dev.pagefault.telemetry.Sample;
import dev.pagefault.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.LongSupplier;

/** What a database's host has in use, as a reading and as meters. Safe for any thread. */
final class DatabaseCpu {
  /** How long a reading watches it. */
  private static final long WATCHED_NANOS = SessionsReading.SAMPLES * SessionsReading.BETWEEN_NANOS;

  private final String id;
  private final double cores;
  private final LongSupplier usageMicros;
  private final Clock clock;
  private long lastMicros;
  private long lastNanos;

  /**
   * @param cores processor cores of the host
   * @param usageMicros processor time that was ever spent on it, microseconds
   */
  DatabaseCpu(String id, double cores, LongSupplier usageMicros, Clock clock) {
    this.id = id;
    this.cores = cores;
    this.usageMicros = usageMicros;
    this.clock = clock;
    this.lastMicros = usageMicros.getAsLong();
    this.lastNanos = clock.nanos();
  }

  /** What is in use now; takes two seconds. */
  Reading.Raw read() throws InterruptedException {
    long before = usageMicros.getAsLong();
    long began = clock.nanos();
    SessionsReading.pause(WATCHED_NANOS);
    long after = usageMicros.getAsLong();
    double used = utilisation(after - before, clock.nanos() - began);
    String text =
        String.format(
            Locale.ROOT,
            "%s: %.2f of %.1f cores in use (%.0f %%)%nusage_usec %d",
            id,
            used * cores,
            cores,
            used * 100,
            after);
    Map<String, Double> figures = Map.of(Figures.UTILISATION, used, Figures.THROTTLED, 0.0);
    return new Reading.Raw(text, List.of(), figures);
  }

  /** Meters, the gauge over the time since they were asked for last. */
  synchronized List<Sample> samples() {
    long micros = usageMicros.getAsLong();
    long now = clock.nanos();
    double used = utilisation(micros - lastMicros, now - lastNanos);
    lastMicros = micros;
    lastNanos = now;
    return List.of(
        DatabaseMeters.counter("container_cpu_usage_seconds_total", Map.of(), micros / 1e6),
        DatabaseMeters.gauge("db_cpu_utilization", Map.of(), used));
  }

  private double utilisation(long micros, long nanos) {
    return nanos <= 0 ? 0 : Math.clamp(micros * 1_000.0 / nanos / cores, 0, 1);
  }
}
