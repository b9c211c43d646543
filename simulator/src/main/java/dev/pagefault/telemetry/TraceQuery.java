package dev.pagefault.telemetry;

import org.jspecify.annotations.Nullable;

/**
 * Which traces are wanted, newest first. Null: any.
 *
 * @param service that took part
 * @param endpoint text that the name of one of its spans contains
 * @param minMs shortest duration, milliseconds
 * @param error true: only traces with an error
 * @param limit 1 to {@value #MAX_LIMIT}
 * @param fromMillis earliest start, inclusive, epoch milliseconds
 * @param toMillis latest start, inclusive
 */
public record TraceQuery(
    @Nullable String service,
    @Nullable String endpoint,
    @Nullable Double minMs,
    @Nullable Boolean error,
    @Nullable String traceId,
    int limit,
    long fromMillis,
    long toMillis) {

  /** Traces in one answer. */
  public static final int MAX_LIMIT = 500;
}
