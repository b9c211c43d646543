package dev.pagefault.hardware;

/**
 * A processor's counters since it was made, named as in {@code /sys/fs/cgroup/cpu.stat}; a real
 * one's since its container was started.
 *
 * @param nrPeriods quota periods in which anything ran
 * @param nrThrottled periods whose quota was used up while work was left
 * @param throttledMicros time that processors stood still for it, summed over processors
 * @param usageMicros processor time spent
 */
public record CpuStat(long nrPeriods, long nrThrottled, long throttledMicros, long usageMicros) {}
