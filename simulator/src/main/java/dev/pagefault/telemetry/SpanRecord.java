package dev.pagefault.telemetry;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One finished span.
 *
 * @param kind {@code server}, {@code client}, {@code consumer}, {@code producer} or {@code
 *     internal}
 * @param startMicros epoch microseconds
 * @param error what went wrong, or null
 */
public record SpanRecord(
    String traceId,
    String spanId,
    @Nullable String parentId,
    String service,
    String region,
    String instance,
    String version,
    String name,
    String kind,
    long startMicros,
    long durationMicros,
    @Nullable String error,
    Map<String, String> attributes) {}
