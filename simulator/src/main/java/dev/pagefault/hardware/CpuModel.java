package dev.pagefault.hardware;

import dev.pagefault.time.Clock;
import java.util.concurrent.locks.LockSupport;

/**
 * A processor on paper, for machines that haven't got as many as a production needs.
 *
 * <p>Work runs in slices, first come first served, so that all who are at it share it fairly; a
 * quota of {@code cores × 100 ms} in each 100 ms is enforced as Linux does (see {@link CpuLedger}
 * for the formula). Slices are booked in virtual time: who wakes late has not lost the delay, its
 * next slice begins where the last one ended on paper.
 *
 * <p>Safe for any number of threads; {@link #spend} blocks its caller, which should be a virtual
 * thread. Owns no thread and nothing to close.
 */
public final class CpuModel implements Cpu {
  /**
   * Processors of the machine that containers stand on; a quota may be used up that much faster.
   */
  public static final int NODE_PROCESSORS = 4;

  /** Longest turn when others wait, nanoseconds. */
  static final long SLICE = 10_000_000L;

  /**
   * Longest turn while a processor is idle, nanoseconds; who comes meanwhile takes the idle one.
   */
  static final long LONG_SLICE = 40_000_000L;

  /** Shorter waits are not worth a park: the next slice begins early by as much. Nanoseconds. */
  private static final long NEGLIGIBLE = 30_000L;

  private final Clock clock;
  private final CpuLedger ledger;
  private double cores;

  /** A container limited to {@code cores}, on a machine of {@link #NODE_PROCESSORS} or more. */
  public CpuModel(double cores, Clock clock) {
    this(cores, Math.max(NODE_PROCESSORS, (int) Math.ceil(cores)), clock);
  }

  private CpuModel(double cores, int processors, Clock clock) {
    this.clock = clock;
    this.cores = checked(cores);
    this.ledger = new CpuLedger(processors, cores, clock.nanos());
  }

  /** A host of its own with {@code cores} processors: work waits its turn and nothing freezes. */
  public static CpuModel ofHost(double cores, Clock clock) {
    return new CpuModel(checked(cores), (int) Math.ceil(cores), clock);
  }

  /** An interruption keeps at most one slice booked in vain. */
  @Override
  public void spend(long nanos) throws InterruptedException {
    long left = nanos;
    long at = clock.nanos();
    while (left > 0) {
      long end;
      synchronized (ledger) {
        ledger.settle(clock.nanos());
        long slice = Math.min(left, ledger.idleAt(at) ? LONG_SLICE : SLICE);
        end = ledger.book(at, slice);
        left -= slice;
      }
      sleepUntil(end);
      at = end;
    }
  }

  @Override
  public void limit(double cores) {
    synchronized (ledger) {
      this.cores = checked(cores);
      ledger.limit(cores);
    }
  }

  @Override
  public double cores() {
    synchronized (ledger) {
      return cores;
    }
  }

  @Override
  public CpuStat stat() {
    synchronized (ledger) {
      return ledger.stat(clock.nanos());
    }
  }

  private void sleepUntil(long end) throws InterruptedException {
    long wait = end - clock.nanos();
    while (wait > NEGLIGIBLE) {
      LockSupport.parkNanos(this, wait);
      if (Thread.interrupted()) {
        throw new InterruptedException("interrupted while computing");
      }
      wait = end - clock.nanos();
    }
  }

  /** The same figure; nothing can run on none. */
  static double checked(double cores) {
    if (!(cores > 0)) {
      throw new IllegalArgumentException("cores must be more than 0: " + cores);
    }
    return cores;
  }
}
