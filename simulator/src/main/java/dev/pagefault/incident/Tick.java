package dev.pagefault.incident;

import java.util.Map;

/**
 * What users saw in one second. Requests are counted in the second in which their outcome was
 * known.
 *
 * @param atMillis end of the second, epoch milliseconds UTC
 * @param slis good and all events by SLO id
 * @param cells availability and latency together (good: answered in time without error), one
 *     dimension at a time
 * @param offered requests that customers meant to make
 * @param served requests answered without error
 */
public record Tick(
    long atMillis, Map<String, Count> slis, Map<Cell, Count> cells, long offered, long served) {}
