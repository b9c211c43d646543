package dev.pagefault.incident;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * One thing that is counted, an SLI or a cell, in windows of 5 s: its baseline, and whether it is
 * inside its band.
 *
 * <pre>
 *   windows   | 25 | 24 |  9 |  8 | 12 | 26 |     requests each
 *   judged    [ 25 ][ 24 ][    29     ][ 26 ]     under 20: pooled with what follows
 * </pre>
 */
final class Lane {
  /** Fewest events that are judged. */
  static final int MIN_EVENTS = 20;

  /** Windows of the baseline: 60 s. */
  static final int BASELINE_WINDOWS = 60 / Watch.WINDOW_SECONDS;

  /** Windows remembered: two hours. */
  static final int MAX_WINDOWS = 1_440;

  private final Deque<Window> baseline = new ArrayDeque<>();
  private Count baselineCount = Count.NONE;
  private final Deque<Window> past = new ArrayDeque<>();
  private final Deque<Window> outside = new ArrayDeque<>();
  private @Nullable Window pooled;
  private int outsideInARow;
  private long outsideSince;

  /** Takes the next window and judges it, or pools it until there is enough to judge. */
  void judge(Window window) {
    keep(past, window, MAX_WINDOWS);
    Window candidate = pooled == null ? window : pooled.plus(window);
    if (candidate.count().total() < MIN_EVENTS) {
      pooled = candidate.count().total() == 0 ? null : candidate;
      return;
    }
    pooled = null;
    if (!Bands.outside(baselineCount, candidate.count())) {
      outsideInARow = 0;
      return;
    }
    if (outsideInARow == 0) {
      outsideSince = candidate.fromMillis();
    }
    outsideInARow += candidate.windows();
    keep(outside, candidate, MAX_WINDOWS);
  }

  /** Takes the latest window into the baseline: it was healthy. */
  void absorb() {
    Window latest = past.peekLast();
    if (latest == null) {
      return;
    }
    baseline.add(latest);
    baselineCount = baselineCount.plus(latest.count());
    while (baseline.size() > BASELINE_WINDOWS) {
      forgetOldest();
    }
  }

  /** Leaves only what began at {@code fromMillis} or later in the baseline. */
  void trimBaseline(long fromMillis) {
    while (!baseline.isEmpty() && baseline.getFirst().fromMillis() < fromMillis) {
      forgetOldest();
    }
    outsideInARow = 0;
    pooled = null;
  }

  private void forgetOldest() {
    Count gone = baseline.removeFirst().count();
    baselineCount =
        new Count(baselineCount.good() - gone.good(), baselineCount.total() - gone.total());
  }

  private static void keep(Deque<Window> windows, Window window, int most) {
    windows.add(window);
    if (windows.size() > most) {
      windows.removeFirst();
    }
  }

  /** Windows in a row, up to now, outside the band; 0: inside. */
  int outsideInARow() {
    return outsideInARow;
  }

  /** When the first of these began, epoch milliseconds. */
  long outsideSince() {
    return outsideSince;
  }

  /** How many windows between two times were outside. */
  int outsideWithin(long from, long to) {
    return outside.stream().mapToInt(window -> window.windowsWithin(from, to)).sum();
  }

  /** All that was counted between two times, to the window. */
  Count counted(long from, long to) {
    return past.stream()
        .filter(window -> window.windowsWithin(from, to) > 0)
        .map(Window::count)
        .reduce(Count.NONE, Count::plus);
  }
}
