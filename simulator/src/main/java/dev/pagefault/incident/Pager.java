package dev.pagefault.incident;

import java.util.Arrays;

/**
 * The alert of one SLO, second by second. It fires when a short and a long window both burn faster
 * than the threshold and enough bad events stand behind it: the long window keeps a blip from
 * paging, the short one lets the alert end soon after the trouble does (SRE Workbook, chapter 5,
 * "Multiwindow, Multi-Burn-Rate Alerts").
 */
final class Pager {
  /** The short window, seconds. */
  static final int SHORT = 5;

  /** The long window, seconds. */
  static final int LONG = 30;

  /** Within how many seconds the bad events must lie: as long as a page may take from the onset. */
  static final int EVIDENCE = 45;

  /** Fewest bad events that page. */
  static final int MIN_BAD = 20;

  private final double objective;
  private final Count[] seconds;
  private int next;

  /** Remembers {@code memory} seconds, at least {@value #EVIDENCE}. */
  Pager(double objective, int memory) {
    this.objective = objective;
    this.seconds = new Count[Math.max(EVIDENCE, memory)];
    Arrays.fill(seconds, Count.NONE);
  }

  void add(Count second) {
    seconds[next] = second;
    next = (next + 1) % seconds.length;
  }

  /** What was counted over the last seconds. */
  Count last(int count) {
    Count sum = Count.NONE;
    for (int i = 1; i <= count; i++) {
      sum = sum.plus(seconds[Math.floorMod(next - i, seconds.length)]);
    }
    return sum;
  }

  double burn(int window) {
    return Burn.rate(last(window), objective);
  }

  boolean fires(double threshold) {
    return burn(SHORT) > threshold && burn(LONG) > threshold && last(EVIDENCE).bad() >= MIN_BAD;
  }

  /** Whether the objective was kept over the last seconds, and nothing burns right now. */
  boolean healthy(int count, double threshold) {
    return burn(count) <= 1 && burn(LONG) <= threshold && burn(SHORT) <= threshold;
  }
}
