package dev.pagefault.hardware;

/**
 * What a container used of its quota, told as if the quota were all of the cores that stand in its
 * topology: a share of a small machine looks as the whole host would. Any thread.
 */
public final class QuotaUse {
  private final Cgroup cgroup;
  private double quota; // in real cores, as it was when there was one last
  private long seenMicros; // used by the container until the last look
  private double toldMicros; // what that comes to

  public QuotaUse(Cgroup cgroup) {
    this.cgroup = cgroup;
  }

  /**
   * The container's counters, since it was started; all 0 where there is none.
   *
   * @param cores that its quota stands for
   * @param unlimited what {@code cores} stands for before it has a quota, in real cores
   */
  public synchronized CpuStat stat(double cores, double unlimited) {
    CpuStat now = cgroup.cpu();
    double limit = cgroup.cpuCores();
    quota = limit > 0 ? limit : quota;
    long used = now.usageMicros();
    long since = used < seenMicros ? used : used - seenMicros; // started anew, it counts from 0
    toldMicros += cores / (quota > 0 ? quota : unlimited) * since;
    seenMicros = used;
    return new CpuStat(
        now.nrPeriods(), now.nrThrottled(), now.throttledMicros(), Math.round(toldMicros));
  }
}
