package dev.pagefault.hardware;

import dev.pagefault.time.Clock;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * The container's own processor: what is spent is really computed, by threads of the operating
 * system's that measure themselves (see {@link Burners}), and the kernel freezes them when the
 * quota is used up. The limit is the container's and set on it from outside; what is told here is
 * only remembered. The counters are the container's, with all else that its process computes; its
 * quota leaves room for that, and only a share of the limit may be there: so what was used is told
 * as what it is of the quota, times the limit. Whoever has used up the quota has used the limit.
 *
 * <p>Waking another thread costs more than a few microseconds are worth, so less than {@value
 * #WORTH_NANOS} ns is owed and computed with what comes later; what a thread computed too much is
 * made good in the same way.
 *
 * <p>Of a machine with more processors than there are here only a share is computed, and the rest
 * of the time is waited: it takes as long as is said, and longer once so many are at it that the
 * share's quota is used up.
 */
final class RealCpu implements Cpu {
  /** Less than this is owed, nanoseconds; also the most that is never computed. */
  static final long WORTH_NANOS = 20_000L;

  private final double share;
  private final Burners burners;
  private final QuotaUse quota;
  private final Clock clock;
  private final AtomicLong owed = new AtomicLong(); // below 0: computed ahead
  private volatile double cores;

  RealCpu(double cores, double share, Burners burners, Cgroup cgroup, Clock clock) {
    this.cores = CpuModel.checked(cores);
    this.share = share;
    this.clock = clock;
    this.burners = burners;
    this.quota = new QuotaUse(cgroup);
  }

  /** An interruption ends the computing, too; what is left of it is forgotten. */
  @Override
  public void spend(long nanos) throws InterruptedException {
    long began = clock.nanos();
    long due = due(Math.max(0, Math.round(nanos * share)));
    if (due > 0) {
      long burned = burners.burn(due);
      if (burned < due) {
        throw new InterruptedException("the machine was closed while computing");
      }
      owed.addAndGet(due - burned);
    }
    if (share < 1) {
      sleepUntil(began + nanos);
    }
  }

  private void sleepUntil(long end) throws InterruptedException {
    for (long wait = end - clock.nanos(); wait > WORTH_NANOS; wait = end - clock.nanos()) {
      LockSupport.parkNanos(this, wait);
      if (Thread.interrupted()) {
        throw new InterruptedException("interrupted while computing");
      }
    }
  }

  @Override
  public void limit(double cores) {
    this.cores = CpuModel.checked(cores);
  }

  @Override
  public double cores() {
    return cores;
  }

  /** The container's counters, since it was started; all 0 where there is none. */
  @Override
  public CpuStat stat() {
    double limit = cores;
    return quota.stat(limit, limit);
  }

  /** What is to be computed now, nanoseconds: all that is owed, or nothing yet. */
  private long due(long nanos) {
    long before = owed.getAndUpdate(was -> was + nanos < WORTH_NANOS ? was + nanos : 0);
    return before + nanos < WORTH_NANOS ? 0 : before + nanos;
  }
}
