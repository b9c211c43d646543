package dev.pagefault.mesh;

import dev.pagefault.hardware.VolumeStat;
import dev.pagefault.telemetry.Sample;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A volume's meters, named as Prometheus' CloudWatch exporter names them (namespace, metric,
 * statistic; a period is a second here), and the file system's as the node exporter does. Asked
 * once a second, by one thread at a time.
 */
final class VolumeMeters {
  private final DatabaseVolume volume;
  private VolumeStat last;

  VolumeMeters(DatabaseVolume volume) {
    this.volume = volume;
    this.last = volume.stat();
  }

  /** Gauges over the time since they were asked for last, as sums and shares of a second. */
  List<Sample> samples() {
    VolumeStat now = volume.stat();
    VolumeStat was = last;
    last = now;
    double seconds = (now.atNanos() - was.atNanos()) / 1e9;
    if (seconds <= 0) {
      return List.of();
    }
    List<Sample> samples = new ArrayList<>();
    add(samples, "volume_read_ops_sum", (now.volumeReadOps() - was.volumeReadOps()) / seconds);
    add(samples, "volume_write_ops_sum", (now.volumeWriteOps() - was.volumeWriteOps()) / seconds);
    add(
        samples,
        "volume_read_bytes_sum",
        (now.volumeReadBytes() - was.volumeReadBytes()) / seconds);
    add(
        samples,
        "volume_write_bytes_sum",
        (now.volumeWriteBytes() - was.volumeWriteBytes()) / seconds);
    add(samples, "volume_queue_length_average", now.volumeQueueLength());
    add(samples, "volume_throughput_percentage_average", now.volumeThroughputPercentage(was));
    double idle = (now.volumeIdleTimeNanos() - was.volumeIdleTimeNanos()) / 1e9 / seconds;
    add(samples, "volume_idle_time_sum", Math.clamp(idle, 0, 1));
    if (volume.bursts()) {
      add(samples, "burst_balance_average", now.burstBalance());
    }
    double free = (double) (now.sizeBytes() - now.usedBytes());
    samples.add(gauge("node_filesystem_avail_bytes", free));
    samples.add(gauge("node_filesystem_size_bytes", (double) now.sizeBytes()));
    return samples;
  }

  private static void add(List<Sample> samples, String name, double value) {
    samples.add(gauge("aws_ebs_" + name, value));
  }

  private static Sample gauge(String name, double value) {
    return new Sample(name, Map.of(), Sample.Kind.GAUGE, value, null);
  }
}
