package dev.pagefault.load;

import java.util.PriorityQueue;
import java.util.SplittableRandom;

/**
 * When customers of one journey arrive: a Poisson process, whose gaps are exponential. The gaps are
 * drawn at a rate of one and stretched to the rate of the day, so that a change of the rate never
 * changes which numbers are drawn:
 *
 * <pre>
 *   gap = −ln(1 − u)             u uniform, from the seed
 *   next = last + gap / rate
 * </pre>
 *
 * <p>In waves they come no more often, but together: who would have come over the time from one
 * wave to the next comes in the first tenth of the time that follows, in the same order.
 *
 * <p>A change concerns only who is due after it: whoever waits for the next wave by then still
 * comes with it.
 *
 * <p>Pure; one thread.
 */
final class Arrivals {
  private static final double NANOS = 1e9;

  /** The part of the time between waves that a wave lasts. */
  private static final int WAVE_PART = 10;

  /** Longest gap, at a rate close to none, nanoseconds: thirty years. */
  private static final double MAX_GAP = 1e18;

  private final SplittableRandom random;
  private final PriorityQueue<Long> settled = new PriorityQueue<>(); // when those due come
  private double perSecond;
  private double waiting; // what is left of the drawn gap, at a rate of one
  private long since; // the time up to which it was used up, nanoseconds
  private long wave; // from one wave to the next, nanoseconds; 0: each when they like
  private long firstWave; // when waves began

  Arrivals(SplittableRandom random, double perSecond, long nowNanos) {
    this.random = random;
    this.perSecond = perSecond;
    this.since = nowNanos;
    this.waiting = gap();
  }

  private double gap() {
    return -StrictMath.log1p(-random.nextDouble());
  }

  /** From now on, customers arrive at this rate; 0: nobody does. */
  void rate(double perSecond, long nowNanos) {
    if (perSecond == this.perSecond) {
      return;
    }
    settle(nowNanos);
    waiting = Math.max(0, waiting - (nowNanos - since) / NANOS * this.perSecond);
    since = nowNanos;
    this.perSecond = perSecond;
  }

  /** From now on, customers come in waves so far apart; 0: each when they like. */
  void waves(long nanos, long nowNanos) {
    if (nanos != wave) {
      settle(nowNanos);
      wave = nanos;
      firstWave = nowNanos;
    }
  }

  /** Fixes when those come who are due by now, so that what changes now doesn't touch them. */
  private void settle(long nowNanos) {
    while (perSecond > 0 && due() <= nowNanos) {
      settled.add(drawn());
      draw();
    }
  }

  /** When the next customer arrives, nanoseconds; {@link Long#MAX_VALUE}: nobody will. */
  long next() {
    Long first = settled.peek();
    return first == null ? drawn() : Math.min(first, drawn());
  }

  private long drawn() {
    if (perSecond <= 0) {
      return Long.MAX_VALUE;
    }
    long due = due();
    if (wave == 0) {
      return due;
    }
    long into = Math.floorMod(due - firstWave, wave);
    return due - into + wave + into / WAVE_PART;
  }

  private long due() {
    return since + (long) Math.min(waiting / perSecond * NANOS, MAX_GAP);
  }

  /** That customer came; the one after is next. */
  void arrived() {
    Long first = settled.peek();
    if (first != null && first <= drawn()) {
      settled.remove();
    } else {
      draw();
    }
  }

  private void draw() {
    since = due();
    waiting = gap();
  }
}
