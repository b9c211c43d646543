package dev.pagefault.telemetry;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A page of log lines, newest first, with an overview of all that matched.
 *
 * @param next cursor of the next (older) page, or null: this was the last
 * @param histogram matching lines over time by level; oldest bar first
 * @param fields most frequent fields of the matching lines with their top values
 * @param total lines that matched
 * @param refused lines that were refused or pushed out since the start
 */
public record LogPage(
    List<Entry> lines,
    @Nullable String next,
    List<Bar> histogram,
    List<Field> fields,
    long total,
    long refused) {

  /**
   * One line as it is shown.
   *
   * @param id unique, rising with arrival
   * @param at epoch milliseconds
   */
  public record Entry(
      String id,
      long at,
      String service,
      String region,
      String instance,
      String version,
      String level,
      String logger,
      String message,
      @Nullable String traceId,
      Map<String, String> fields) {}

  /** Lines by level from {@code at} (epoch milliseconds) until the next bar. */
  public record Bar(long at, Map<String, Integer> counts) {}

  /** A field and its most frequent values. */
  public record Field(String name, List<Value> values) {}

  /** How often a value was seen. */
  public record Value(String value, int count) {}
}
