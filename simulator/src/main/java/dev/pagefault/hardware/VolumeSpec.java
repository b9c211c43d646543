package dev.pagefault.hardware;

/**
 * What a block volume can do, in the terms of Amazon EBS ("EBS volume types", user guide).
 *
 * @param baselineIops operations a second that it always serves; also the rate at which it earns
 *     credit
 * @param burstIops operations a second while there is credit; at least the baseline
 * @param creditMax credit that it can hold, in operations; 0 for a volume that doesn't burst
 * @param throughputBytesPerSecond bytes a second, read and written together
 * @param sizeBytes space that it has
 */
public record VolumeSpec(
    double baselineIops,
    double burstIops,
    double creditMax,
    long throughputBytesPerSecond,
    long sizeBytes) {

  private static final long MIB = 1L << 20;
  private static final long GIB = 1L << 30;

  public VolumeSpec {
    if (!(baselineIops > 0) || !(burstIops >= baselineIops) || !(creditMax >= 0)) {
      throw new IllegalArgumentException(
          "a volume needs 0 < baseline ≤ burst and credit ≥ 0, not baseline %s, burst %s, credit %s"
              .formatted(baselineIops, burstIops, creditMax));
    }
    if (throughputBytesPerSecond <= 0 || sizeBytes <= 0) {
      throw new IllegalArgumentException(
          "a volume needs throughput and size, not %d bytes/s and %d bytes"
              .formatted(throughputBytesPerSecond, sizeBytes));
    }
  }

  /**
   * General Purpose SSD gp2: 3 IOPS a GiB (100 to 16,000), bursts of 3,000 from a credit of 5.4
   * million operations; 128 MiB/s up to 170 GiB, 250 MiB/s above.
   */
  public static VolumeSpec gp2(long sizeGib) {
    double baseline = Math.clamp(3.0 * sizeGib, 100.0, 16_000.0);
    double burst = Math.max(3_000, baseline);
    double credit = burst > baseline ? 5_400_000 : 0;
    return new VolumeSpec(
        baseline, burst, credit, (sizeGib <= 170 ? 128 : 250) * MIB, sizeGib * GIB);
  }

  /** General Purpose SSD gp3 as it is delivered: 3,000 IOPS and 125 MiB/s at any size. */
  public static VolumeSpec gp3(long sizeGib) {
    return new VolumeSpec(3_000, 3_000, 0, 125 * MIB, sizeGib * GIB);
  }

  /** Whether it has credit to spend. */
  boolean bursts() {
    return creditMax > 0 && burstIops > baselineIops;
  }
}
