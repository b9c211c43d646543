package dev.pagefault.telemetry;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A series as it was last heard of, in its process's own words: counters and histograms are
 * cumulative and begin anew when their process does.
 *
 * @param name Prometheus name; of a histogram without suffix
 * @param labels with those of who told it; sorted, unmodifiable
 * @param value as in {@link Sample}
 * @param buckets as in {@link Sample}; not to be written to
 */
public record LatestSample(
    String name,
    Map<String, String> labels,
    Sample.Kind kind,
    double value,
    long @Nullable [] buckets) {}
