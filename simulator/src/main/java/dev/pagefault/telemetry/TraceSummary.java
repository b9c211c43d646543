package dev.pagefault.telemetry;

import java.util.List;

/**
 * A trace in one row.
 *
 * @param root name of its first span
 * @param service of its first span
 * @param at when it started, epoch milliseconds
 * @param services that took part, in order of appearance
 */
public record TraceSummary(
    String id,
    String root,
    String service,
    long at,
    double durationMs,
    int spanCount,
    int errorCount,
    List<String> services) {}
