package dev.pagefault.web;

/**
 * The time range that a query names.
 *
 * @param from inclusive, epoch milliseconds
 * @param to inclusive, epoch milliseconds
 */
record Range(long from, long to) {
  /** How far back a query looks when it names no start. */
  private static final long DEFAULT_MILLIS = 15 * 60_000L;

  /** Longest range; telemetry keeps less than this. */
  private static final long MAX_MILLIS = 48 * 3_600_000L;

  static Range of(Call call, long now) {
    long to = call.number("to", now, 0, Long.MAX_VALUE / 2);
    long from = call.number("from", to - DEFAULT_MILLIS, 0, Long.MAX_VALUE / 2);
    if (from > to) {
      throw Refusal.invalid("from", "from lies after to (" + from + " > " + to + "); swap them");
    }
    if (to - from > MAX_MILLIS) {
      throw Refusal.invalid("from", "a range is 48 hours at most; name a later from");
    }
    return new Range(from, to);
  }

  long seconds() {
    return (to - from) / 1000;
  }
}
