package dev.pagefault.web;

import static dev.pagefault.web.Panels.rate;

import dev.pagefault.web.Dashboard.Unit;

/** The panels of a queue's partitions. Pure. */
final class PartitionPanels {

  private PartitionPanels() {}

  /** Adds them; {@code here} matches the queue's own series. */
  static void add(Panels p, String here) {
    p.saturation(
        "lag",
        Unit.COUNT,
        "Lag by partition",
        "{{partition}}",
        "sum by (partition) (kafka_consumergroup_lag" + here + ")");
    p.traffic(
        "offset",
        Unit.COUNT,
        "Offset by partition",
        "{{partition}}",
        "sum by (partition) (kafka_consumergroup_current_offset" + here + ")");
    p.errors(
        "parked",
        Unit.RPS,
        "Parked as dead letters",
        "parked",
        rate("service", "queue_messages_dead_lettered_total" + here));
  }
}
