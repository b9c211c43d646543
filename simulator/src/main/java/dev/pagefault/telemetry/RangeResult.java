package dev.pagefault.telemetry;

import java.util.List;

/**
 * The answer to a range query.
 *
 * @param unit {@code rps}, {@code ratio}, {@code seconds}, {@code count}, {@code bytes} or {@code
 *     cores}, inferred from names and operators
 */
public record RangeResult(String query, String unit, List<Series> series) {}
