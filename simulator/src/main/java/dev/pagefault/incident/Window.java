package dev.pagefault.incident;

/**
 * What was counted over one or more windows in a row.
 *
 * @param fromMillis start, epoch milliseconds
 * @param toMillis end, exclusive
 * @param windows how many windows were pooled, 1 or more
 */
record Window(long fromMillis, long toMillis, int windows, Count count) {

  Window plus(Window next) {
    return new Window(fromMillis, next.toMillis, windows + next.windows, count.plus(next.count));
  }

  /** How many of its windows lie between two times. */
  int windowsWithin(long from, long to) {
    long inside = Math.min(to, toMillis) - Math.max(from, fromMillis);
    long length = Math.max(1, (toMillis - fromMillis) / windows);
    return inside <= 0 ? 0 : (int) Math.min(windows, Math.round((double) inside / length));
  }
}
