package dev.pagefault.mesh;

import dev.pagefault.telemetry.Sample;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Meters of a queue's partitions, named as Prometheus' exporter of Kafka names them, and of the
 * messages that were parked; none where there are no partitions, no group or nothing parked.
 */
final class PartitionMeters {

  private PartitionMeters() {}

  static List<Sample> of(String topic, MessageQueue queue) {
    List<Sample> samples = new ArrayList<>();
    String group = queue.group();
    if (!group.isEmpty()) {
      for (MessageQueue.PartitionStat stat : queue.partitions()) {
        Map<String, String> labels =
            Map.of(
                "consumergroup",
                group,
                "topic",
                topic,
                "partition",
                Integer.toString(stat.partition()));
        samples.add(sample("kafka_consumergroup_lag", labels, Sample.Kind.GAUGE, stat.lag()));
        samples.add(
            sample(
                "kafka_consumergroup_current_offset",
                labels,
                Sample.Kind.GAUGE,
                (double) stat.offset()));
      }
    }
    if (queue.parked() > 0) {
      samples.add(
          sample(
              "queue_messages_dead_lettered_total",
              Map.of(),
              Sample.Kind.COUNTER,
              (double) queue.parked()));
    }
    return samples;
  }

  private static Sample sample(
      String name, Map<String, String> labels, Sample.Kind kind, double value) {
    return new Sample(name, labels, kind, value, null);
  }
}
