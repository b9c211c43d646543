package dev.pagefault.web;

import dev.pagefault.scenario.Topology;
import dev.pagefault.web.Dashboard.Unit;
import java.util.Locale;

/** The panels of a datastore's volume. Pure. */
final class VolumePanels {

  private VolumePanels() {}

  /** Adds them; {@code here} matches the datastore's own series. */
  static void add(Panels p, String here, Topology.Volume volume) {
    p.traffic("write-ops", Unit.RPS, "Volume: writes", "writes", of("volume_write_ops_sum", here));
    p.traffic("read-ops", Unit.RPS, "Volume: reads", "reads", of("volume_read_ops_sum", here));
    p.traffic(
        "write-bytes",
        Unit.BYTES,
        "Volume: written a second",
        "written",
        of("volume_write_bytes_sum", here));
    p.saturation(
        "queue-length",
        Unit.COUNT,
        "Volume: operations that wait",
        "queue",
        of("volume_queue_length_average", here));
    p.saturation(
        "burst-balance",
        Unit.COUNT,
        "Volume: burst credit left, percent" + sped(volume.speedUp()),
        "balance",
        of("burst_balance_average", here));
    p.saturation(
        "throughput",
        Unit.COUNT,
        "Volume: operations, percent of those provisioned",
        "throughput",
        of("volume_throughput_percentage_average", here));
    p.saturation(
        "volume-idle",
        Unit.RATIO,
        "Volume: share of the time without an operation",
        "idle",
        of("volume_idle_time_sum", here));
    p.saturation(
        "space", Unit.BYTES, "Volume: space left", "free", "node_filesystem_avail_bytes" + here);
  }

  private static String of(String metric, String here) {
    return "aws_ebs_" + metric + here;
  }

  private static String sped(double factor) {
    return factor == 1 ? "" : String.format(Locale.ROOT, " (spent %.0f times as fast)", factor);
  }
}
