package dev.pagefault.telemetry;

import java.util.List;

/**
 * What one instance has to tell since it was last asked: meters as they stand, and the lines and
 * spans that came since.
 */
public record Batch(
    List<Sample> samples, List<LogLine> logs, List<SpanRecord> spans, long dropped) {}
