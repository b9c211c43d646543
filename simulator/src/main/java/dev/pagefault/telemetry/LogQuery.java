package dev.pagefault.telemetry;

import org.jspecify.annotations.Nullable;

/**
 * Which log lines are wanted, newest first.
 *
 * @param query LogQL subset (see {@code LogFilter}); empty: every line
 * @param fromMillis inclusive, epoch milliseconds
 * @param toMillis inclusive
 * @param limit lines on the page, 1 to {@value #MAX_LIMIT}
 * @param before cursor of the page before ({@link LogPage#next}), or null: the newest
 */
public record LogQuery(
    String query, long fromMillis, long toMillis, int limit, @Nullable String before) {

  /** Lines on one page. */
  public static final int MAX_LIMIT = 1_000;
}
