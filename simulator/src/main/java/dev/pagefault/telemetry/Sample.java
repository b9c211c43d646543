package dev.pagefault.telemetry;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One meter of one instance at one scrape, in Prometheus terms.
 *
 * @param name Prometheus name without suffix, such as {@code hikaricp_connections_active}
 * @param labels the meter's own labels, without {@code service}, {@code region}, {@code instance}
 *     and {@code version}: the collector adds them
 * @param kind what {@code value} means
 * @param value counter: cumulative count; gauge: the value; histogram: cumulative sum of what was
 *     observed (seconds)
 * @param buckets histogram: cumulative count since start for each of {@link Buckets#BOUNDS} (not
 *     cumulative over bounds), and one more for beyond; else null
 */
public record Sample(
    String name, Map<String, String> labels, Kind kind, double value, long @Nullable [] buckets) {

  /** Which arithmetic applies to a sample. */
  public enum Kind {
    COUNTER,
    GAUGE,
    HISTOGRAM
  }
}
