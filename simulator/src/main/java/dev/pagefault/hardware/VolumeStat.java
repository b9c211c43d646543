package dev.pagefault.hardware;

/**
 * A volume's figures, named as CloudWatch names them (namespace AWS/EBS): counters since it was
 * made, the queue and the balance as they are now. Operations count when they are done, and one of
 * more than 256 KiB counts as several.
 *
 * @param atNanos when it was read, on the clock the volume was given
 * @param volumeReadOps reads done
 * @param volumeWriteOps writes done
 * @param volumeReadBytes bytes read
 * @param volumeWriteBytes bytes written
 * @param volumeTotalReadTimeNanos time from request to end, summed over the reads done
 * @param volumeTotalWriteTimeNanos the same of writes
 * @param volumeIdleTimeNanos time without any operation
 * @param volumeQueueLength operations asked for and not done; one of several chunks counts once
 * @param burstBalance credit left, percent of the most; 100 for a volume that doesn't burst
 * @param provisionedIops the baseline
 * @param usedBytes space that is taken
 * @param sizeBytes space that there is
 */
public record VolumeStat(
    long atNanos,
    long volumeReadOps,
    long volumeWriteOps,
    long volumeReadBytes,
    long volumeWriteBytes,
    long volumeTotalReadTimeNanos,
    long volumeTotalWriteTimeNanos,
    long volumeIdleTimeNanos,
    int volumeQueueLength,
    double burstBalance,
    double provisionedIops,
    long usedBytes,
    long sizeBytes) {

  /**
   * CloudWatch's VolumeThroughputPercentage: operations a second since {@code before} as a
   * percentage of those provisioned. Over 100 while the volume bursts. CloudWatch has it only for
   * volumes of provisioned IOPS.
   */
  public double volumeThroughputPercentage(VolumeStat before) {
    long elapsed = atNanos - before.atNanos;
    long ops = volumeReadOps + volumeWriteOps - before.volumeReadOps - before.volumeWriteOps;
    return elapsed <= 0 ? 0 : 100 * ops / (elapsed / 1e9 * provisionedIops);
  }
}
