package dev.pagefault.hardware;

/**
 * Who runs when, on paper: books slices of work on processors under a quota, in virtual time. Pure
 * arithmetic over the instants it is given (nanoseconds of one monotonic clock); never sleeps; not
 * safe for several threads at once.
 *
 * <pre>
 *            period 0 (100 ms)          period 1
 *   cpu 0    ████████░░░░░░░░░░░░░░░░░  ███      █ ran   ░ frozen: quota used up
 *   cpu 1    ████████░░░░░░░░░░░░░░░░░
 *            └ quota 50 ms = 2 × 25 ms
 * </pre>
 *
 * <p>A slice that wants to run at {@code t} begins on the processor that is free first, at {@code
 * max(t, free)}. In each period {@code [k·P, (k+1)·P)} all processors together may run {@code
 * cores·P}; what is left of a slice when that is used up goes on at {@code (k+1)·P}. That is the
 * bandwidth control of Linux's CFS (kernel documentation, scheduler/sched-bwc), except that quota
 * is charged when a slice is booked and not in 5 ms portions while it runs.
 */
final class CpuLedger {
  /** Length of a quota period, nanoseconds; the kernel's default of 100 ms. */
  static final long PERIOD = 100_000_000L;

  /**
   * Periods that may be booked ahead. Whoever books beyond waits a minute and a half already: their
   * slices share the last one.
   */
  static final int AHEAD = 1024;

  private final long origin;
  private final long[] free;
  private long quota;

  /** Nanoseconds run, frozen (summed over processors) and whether frozen at all; by period. */
  private final long[] run = new long[AHEAD];

  private final long[] frozen = new long[AHEAD];
  private final boolean[] throttled = new boolean[AHEAD];

  /** First period whose figures are not yet in the totals. */
  private long open;

  private long periods;
  private long throttledPeriods;
  private long frozenTotal;
  private long runTotal;

  CpuLedger(int processors, double cores, long origin) {
    this.origin = origin;
    this.free = new long[processors];
    limit(cores);
  }

  /** Changes the quota; what is booked stays booked. */
  void limit(double cores) {
    quota = Math.max(1, Math.round(cores * PERIOD));
  }

  /** Books {@code nanos} of work that could begin at {@code at}; returns when it will be done. */
  long book(long at, long nanos) {
    int processor = firstFree();
    long time = Math.max(at - origin, free[processor]);
    long left = nanos;
    while (left > 0) {
      long period = Math.min(Math.max(time / PERIOD, open), open + AHEAD - 1);
      int slot = (int) (period % AHEAD);
      long end = (period + 1) * PERIOD;
      long budget = quota - run[slot];
      if (period == open + AHEAD - 1) {
        run[slot] += left;
        time += left;
        break;
      }
      if (budget <= 0) {
        throttled[slot] = true;
        frozen[slot] += Math.max(0, end - time);
        time = end;
        continue;
      }
      long piece = Math.min(left, Math.min(budget, end - time));
      run[slot] += piece;
      time += piece;
      left -= piece;
    }
    free[processor] = time;
    return time + origin;
  }

  /** Whether a processor is idle at {@code at}. */
  boolean idleAt(long at) {
    return free[firstFree()] <= at - origin;
  }

  /** The counters at {@code now}; the period that is under way counts by the part that is over. */
  CpuStat stat(long now) {
    settle(now);
    long current = (now - origin) / PERIOD;
    long share = 0;
    if (current == open) {
      double over = (now - origin - current * PERIOD) / (double) PERIOD;
      share = (long) (run[(int) (current % AHEAD)] * over);
    }
    return new CpuStat(periods, throttledPeriods, frozenTotal / 1_000, (runTotal + share) / 1_000);
  }

  /**
   * Closes the periods that are over; must be called now and then, at least before each booking.
   */
  void settle(long now) {
    long current = (now - origin) / PERIOD;
    long last = Math.min(current, open + AHEAD);
    for (; open < last; open++) {
      int slot = (int) (open % AHEAD);
      periods += run[slot] > 0 ? 1 : 0;
      throttledPeriods += throttled[slot] ? 1 : 0;
      frozenTotal += frozen[slot];
      runTotal += run[slot];
      run[slot] = 0;
      frozen[slot] = 0;
      throttled[slot] = false;
    }
    open = Math.max(open, current);
  }

  private int firstFree() {
    int first = 0;
    for (int i = 1; i < free.length; i++) {
      if (free[i] < free[first]) {
        first = i;
      }
    }
    return first;
  }
}
