package dev.pagefault.mesh;

import dev.pagefault.hardware.VolumeSpec;
import dev.pagefault.hardware.VolumeStat;
import dev.pagefault.scenario.ByteSize;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a volume did between two looks at it: shaped like {@code iostat -x}, and under the names of
 * CloudWatch. Pure.
 *
 * @param queue operations under way, mean over samples between the two
 */
record VolumeReading(
    String id, DatabaseVolume volume, VolumeStat before, VolumeStat after, double queue) {
  private static final String DEVICE = "nvme1n1";

  Reading.Raw raw() {
    return new Reading.Raw(text(), List.of(row()), figures());
  }

  private Map<String, Double> figures() {
    VolumeSpec spec = volume.spec();
    boolean bursting = volume.bursts() && after.burstBalance() > 0;
    Map<String, Double> figures = new TreeMap<>();
    figures.put(VolumeFigures.IOPS, reads() + writes());
    figures.put(VolumeFigures.IOPS_PROVISIONED, spec.baselineIops());
    figures.put(VolumeFigures.IOPS_LIMIT, bursting ? spec.burstIops() : spec.baselineIops());
    figures.put(VolumeFigures.BYTES, readBytes() + writeBytes());
    figures.put(VolumeFigures.BYTES_LIMIT, (double) spec.throughputBytesPerSecond());
    figures.put(VolumeFigures.QUEUE, queue);
    figures.put(VolumeFigures.BUSY, busy());
    figures.put(VolumeFigures.FREE, (double) (after.sizeBytes() - after.usedBytes()));
    figures.put(VolumeFigures.SIZE, (double) after.sizeBytes());
    figures.put(VolumeFigures.REFUSED, (double) volume.refusedLately());
    if (volume.bursts()) {
      figures.put(VolumeFigures.BURST_BALANCE, after.burstBalance());
    }
    return figures;
  }

  private Map<String, String> row() {
    Map<String, String> row = new LinkedHashMap<>();
    row.put("Device", DEVICE);
    row.put("r/s", two(reads()));
    row.put("rkB/s", two(readBytes() / 1024));
    row.put("r_await", two(await(reads(), readNanos())));
    row.put("w/s", two(writes()));
    row.put("wkB/s", two(writeBytes() / 1024));
    row.put("w_await", two(await(writes(), writeNanos())));
    row.put("aqu-sz", two(queue));
    row.put("%util", two(100 * busy()));
    return row;
  }

  private String iostat() {
    StringBuilder head = new StringBuilder();
    StringBuilder line = new StringBuilder();
    row()
        .forEach((column, value) -> {
          int width = Math.max(column.length(), value.length());
          head.append(" ".repeat(width - column.length())).append(column).append("  ");
          line.append(" ".repeat(width - value.length())).append(value).append("  ");
        });
    return head.toString().stripTrailing() + "\n" + line.toString().stripTrailing();
  }

  private String text() {
    VolumeSpec spec = volume.spec();
    double seconds = seconds();
    StringBuilder text = new StringBuilder();
    text.append(iostat()).append("\n\n");
    line(
        text,
        "volume %s, %s, %d GiB, %.0f IOPS, %d MiB/s",
        id,
        volume.kind(),
        spec.sizeBytes() / ByteSize.GIB,
        spec.baselineIops(),
        spec.throughputBytesPerSecond() >> 20);
    line(text, "VolumeReadOps               %.0f in %.1f s", reads() * seconds, seconds);
    line(text, "VolumeWriteOps              %.0f", writes() * seconds);
    line(text, "VolumeReadBytes             %.0f", readBytes() * seconds);
    line(text, "VolumeWriteBytes            %.0f", writeBytes() * seconds);
    line(text, "VolumeQueueLength           %.2f", queue);
    line(text, "VolumeIdleTime              %.2f s", (1 - busy()) * seconds);
    line(text, "VolumeThroughputPercentage  %.1f %%", after.volumeThroughputPercentage(before));
    if (volume.bursts()) {
      String sped =
          volume.speedUp() == 1
              ? ""
              : String.format(
                  Locale.ROOT,
                  "  (credit is earned and spent %.0f times as fast here)",
                  volume.speedUp());
      line(text, "BurstBalance                %.1f %%%s", after.burstBalance(), sped);
    }
    long free = after.sizeBytes() - after.usedBytes();
    line(
        text,
        "filesystem                  %s of %s available, %.1f %% used",
        bytes(free),
        bytes(after.sizeBytes()),
        100.0 * after.usedBytes() / after.sizeBytes());
    return text.toString().strip();
  }

  @SuppressWarnings("AnnotateFormatMethod") // the annotation is not on the class path
  private static void line(StringBuilder text, String format, Object... figures) {
    text.append(String.format(Locale.ROOT, format, figures)).append('\n');
  }

  private static String bytes(long bytes) {
    return bytes >= ByteSize.GIB
        ? String.format(Locale.ROOT, "%.2f GiB", (double) bytes / ByteSize.GIB)
        : String.format(Locale.ROOT, "%d KiB", bytes / 1024);
  }

  private static String two(double value) {
    return String.format(Locale.ROOT, "%.2f", value);
  }

  private static double await(double perSecond, double nanosPerSecond) {
    return perSecond == 0 ? 0 : nanosPerSecond / perSecond / 1e6;
  }

  private double seconds() {
    return Math.max(1, after.atNanos() - before.atNanos()) / 1e9;
  }

  private double busy() {
    double idle = (after.volumeIdleTimeNanos() - before.volumeIdleTimeNanos()) / 1e9 / seconds();
    return Math.clamp(1 - idle, 0, 1);
  }

  private double reads() {
    return (after.volumeReadOps() - before.volumeReadOps()) / seconds();
  }

  private double writes() {
    return (after.volumeWriteOps() - before.volumeWriteOps()) / seconds();
  }

  private double readBytes() {
    return (after.volumeReadBytes() - before.volumeReadBytes()) / seconds();
  }

  private double writeBytes() {
    return (after.volumeWriteBytes() - before.volumeWriteBytes()) / seconds();
  }

  private double readNanos() {
    return (after.volumeTotalReadTimeNanos() - before.volumeTotalReadTimeNanos()) / seconds();
  }

  private double writeNanos() {
    return (after.volumeTotalWriteTimeNanos() - before.volumeTotalWriteTimeNanos()) / seconds();
  }
}
