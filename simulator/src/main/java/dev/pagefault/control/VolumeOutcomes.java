package dev.pagefault.control;

import static dev.pagefault.control.Outcomes.get;
import static dev.pagefault.control.Outcomes.judged;

import dev.pagefault.control.Outcomes.Judged;
import dev.pagefault.mesh.Diagnostic;
import dev.pagefault.mesh.VolumeFigures;
import java.util.Map;

/** Which outcome a reading of {@link Diagnostic#VOLUME} shows. Pure. */
final class VolumeOutcomes {
  /** So many bytes are no room for a statement's row. */
  static final double FREE_MIN = 8 * 1024;

  /** Burst credit is spent up to this, percent. */
  static final double BALANCE_SPENT = 1;

  /** A limit is reached from this share of it on. */
  static final double LIMIT_SHARE = 0.9;

  /** ... while so many operations wait, on average. */
  static final double QUEUE_MIN = 1;

  /** Busy from this share of the time with an operation under way on. */
  static final double BUSY_SHARE = 0.6;

  /** Busy also at so many times the operations of the baseline, */
  static final double BUSY_TIMES = 3;

  /** if they are at least this share of those provisioned. */
  static final double BUSY_PROVISIONED_SHARE = 0.2;

  private static final double MIB = 1 << 20;

  private VolumeOutcomes() {}

  static Judged volume(Map<String, Double> was, Map<String, Double> is) {
    double refused = get(is, VolumeFigures.REFUSED);
    double free = get(is, VolumeFigures.FREE);
    double size = get(is, VolumeFigures.SIZE);
    if (refused >= 1 || (size > 0 && free < FREE_MIN)) {
      return judged(
          "no space left",
          "%.0f KiB of %.0f GiB are free, %.0f writes were refused",
          free / 1024,
          size / MIB / 1024,
          refused);
    }
    double iops = get(is, VolumeFigures.IOPS);
    double limit = get(is, VolumeFigures.IOPS_LIMIT);
    double usual = get(was, VolumeFigures.IOPS);
    double queue = get(is, VolumeFigures.QUEUE);
    double balance = is.getOrDefault(VolumeFigures.BURST_BALANCE, 100.0);
    if (balance <= BALANCE_SPENT) {
      return judged(
          "out of burst credit",
          "BurstBalance is %.1f %% (baseline %.1f %%): %.0f operations a second, no more than the"
              + " %.0f provisioned, %.1f wait",
          balance,
          was.getOrDefault(VolumeFigures.BURST_BALANCE, 100.0),
          iops,
          limit,
          queue);
    }
    double bytes = get(is, VolumeFigures.BYTES);
    double bytesLimit = get(is, VolumeFigures.BYTES_LIMIT);
    boolean atLimit = iops >= LIMIT_SHARE * limit || bytes >= LIMIT_SHARE * bytesLimit;
    if (atLimit && queue >= QUEUE_MIN) {
      return judged(
          "at its throughput limit",
          "%.0f of %.0f operations and %.1f of %.0f MiB a second (baseline %.0f and %.1f), %.1f wait",
          iops,
          limit,
          bytes / MIB,
          bytesLimit / MIB,
          usual,
          get(was, VolumeFigures.BYTES) / MIB,
          queue);
    }
    double busy = get(is, VolumeFigures.BUSY);
    double provisioned = get(is, VolumeFigures.IOPS_PROVISIONED);
    boolean more =
        iops > 0 && iops >= BUSY_TIMES * usual && iops >= BUSY_PROVISIONED_SHARE * provisioned;
    return judged(
        busy >= BUSY_SHARE || more ? "busy" : "idle",
        "%.0f operations a second (baseline %.0f, %.0f provisioned), under way %.0f %% of the time",
        iops,
        usual,
        provisioned,
        busy * 100);
  }
}
