package dev.pagefault.mesh;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a broker keeps of its queue: messages with at-least-once delivery, bounded. A message is
 * ready, or out with a consumer until it is acknowledged. Any thread.
 */
sealed interface MessageQueue permits BrokerQueue, PartitionedQueue {

  /**
   * Who polls.
   *
   * @param group whose messages they are, such as a service's
   * @param name one consumer of the group, such as an instance
   * @param epoch differs from one life of that consumer to the next
   */
  record Member(String group, String name, String epoch) {}

  /**
   * How a partition stands.
   *
   * @param offset of the message that is to be handled next
   * @param lag messages that are not acknowledged
   */
  record PartitionStat(int partition, long offset, int lag) {}

  /** Takes a message; null when it is in, else why not. */
  @Nullable String publish(
      @Nullable String traceparent, @Nullable String baggage, Map<String, String> attributes);

  /** Hands out up to {@code max} messages that this member may have now. */
  List<QueueMessage> poll(Member member, int max);

  /** A message is done with. */
  void acknowledge(String id);

  /** A message has to be delivered again. */
  void refuse(String id);

  /** A message that failed so often is parked instead of being delivered again; 0: never. */
  void deliveryLimit(int deliveries);

  /** Whether messages are kept in order, by partition. */
  boolean ordered();

  int ready();

  int unacknowledged();

  long published();

  long delivered();

  /** Messages that were parked. */
  long parked();

  /** Age of the oldest message that is not yet acknowledged, seconds. */
  double oldestSeconds();

  /** The group that takes its messages; empty as long as nobody polled. */
  String group();

  /** By partition; empty where there is but one. */
  List<PartitionStat> partitions();
}
