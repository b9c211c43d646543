package dev.pagefault.mesh;

import dev.pagefault.time.Clock;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A queue in partitions, each in its own order: messages of one key go to one partition, a
 * partition belongs to one member of the group at a time, and its next message waits until the one
 * before is acknowledged. So a message whose handler fails, delivered again and again, holds up its
 * partition and no other (head-of-line blocking, as in Kafka).
 *
 * <pre>
 *   key ─ hash ─▶  0 │■■■■                ─▶ shipping-eu-1
 *                  1 │■■■■■■■■■■■■■■■■■☠  ─▶ shipping-us-1   one is delivered again and again
 *                  2 │■■■                 ─▶ shipping-eu-1
 * </pre>
 *
 * <p>A message is named {@code partition@offset}. Any thread.
 */
final class PartitionedQueue implements MessageQueue {
  /** A member that holds nothing and hasn't polled for so long is gone, nanoseconds. */
  static final long SESSION = 5_000_000_000L;

  private final String name;
  private final int capacity;
  private final @Nullable String key;
  private final Clock clock;
  private final List<Partition> partitions = new ArrayList<>();
  private final Map<String, Seen> members = new TreeMap<>();
  private String group = "";
  private int deliveryLimit;
  private int turn;
  private long published;
  private long delivered;
  private long parked;

  /** A member as it polled last. */
  private record Seen(String epoch, long atNanos) {}

  /** The first message of a partition, in a member's hands. */
  private record Out(String member, long untilNanos) {}

  private static final class Partition {
    private final int number;
    private final Deque<QueueMessage> messages = new ArrayDeque<>();
    private long end;
    private long notBeforeNanos;
    private @Nullable Out out;

    Partition(int number, long now) {
      this.number = number;
      this.notBeforeNanos = now;
    }

    /** The first message is to be delivered again from {@code at} on. */
    void again(long at) {
      QueueMessage m = messages.remove();
      messages.addFirst(m.again());
      out = null;
      notBeforeNanos = at;
    }

    void done() {
      messages.remove();
      out = null;
    }
  }

  /**
   * @param key the attribute whose value chooses the partition; null, or a message without it: they
   *     take turns
   */
  PartitionedQueue(String name, int capacity, int count, @Nullable String key, Clock clock) {
    this.name = name;
    this.capacity = capacity;
    this.key = key;
    this.clock = clock;
    for (int i = 0; i < count; i++) {
      partitions.add(new Partition(i, clock.nanos()));
    }
  }

  @Override
  public synchronized @Nullable String publish(
      @Nullable String traceparent, @Nullable String baggage, Map<String, String> attributes) {
    int held = unacknowledged();
    int waiting = waiting();
    if (waiting >= capacity) {
      return "%s is full (ready=%d, delivered and not acknowledged=%d, capacity=%d)"
          .formatted(name, waiting - held, held, capacity);
    }
    String value = key == null ? null : attributes.get(key);
    int hash = value == null ? Math.toIntExact(published % partitions.size()) : value.hashCode();
    Partition partition = partitions.get(Math.floorMod(hash, partitions.size()));
    String id = partition.number + "@" + partition.end;
    partition.end++;
    published++;
    partition.messages.add(
        new QueueMessage(id, clock.epochMillis(), 1, traceparent, baggage, attributes));
    return null;
  }

  @Override
  public synchronized List<QueueMessage> poll(Member member, int max) {
    long now = clock.nanos();
    join(member, now);
    takeBack(now);
    List<String> owners = List.copyOf(members.keySet());
    List<QueueMessage> page = new ArrayList<>();
    for (int i = 0; i < partitions.size() && page.size() < max; i++) {
      Partition partition = partitions.get((turn + i) % partitions.size());
      boolean own = owners.get(partition.number % owners.size()).equals(member.name());
      QueueMessage first = partition.messages.peek();
      if (own && first != null && partition.out == null && now - partition.notBeforeNanos >= 0) {
        partition.out = new Out(member.name(), now + BrokerQueue.LEASE);
        page.add(first);
        delivered++;
      }
    }
    turn = (turn + 1) % partitions.size();
    return page;
  }

  @Override
  public synchronized void acknowledge(String id) {
    Partition partition = holding(id);
    if (partition != null) {
      partition.done();
    }
  }

  @Override
  public synchronized void refuse(String id) {
    Partition partition = holding(id);
    if (partition != null) {
      failed(partition, clock.nanos() + BrokerQueue.REDELIVERY);
    }
  }

  @Override
  public synchronized void deliveryLimit(int deliveries) {
    deliveryLimit = deliveries;
  }

  @Override
  public boolean ordered() {
    return true;
  }

  @Override
  public synchronized int ready() {
    return waiting() - unacknowledged();
  }

  @Override
  public synchronized int unacknowledged() {
    return (int) partitions.stream().filter(it -> it.out != null).count();
  }

  @Override
  public synchronized long published() {
    return published;
  }

  @Override
  public synchronized long delivered() {
    return delivered;
  }

  @Override
  public synchronized long parked() {
    return parked;
  }

  @Override
  public synchronized double oldestSeconds() {
    long oldest = Long.MAX_VALUE;
    for (Partition partition : partitions) {
      QueueMessage first = partition.messages.peek();
      oldest = Math.min(oldest, first == null ? Long.MAX_VALUE : first.publishedAt());
    }
    return oldest == Long.MAX_VALUE ? 0 : Math.max(0, clock.epochMillis() - oldest) / 1000.0;
  }

  @Override
  public synchronized String group() {
    return group;
  }

  @Override
  public synchronized List<PartitionStat> partitions() {
    return partitions.stream()
        .map(it -> new PartitionStat(it.number, it.end - it.messages.size(), it.messages.size()))
        .toList();
  }

  private int waiting() {
    return partitions.stream().mapToInt(it -> it.messages.size()).sum();
  }

  private @Nullable Partition holding(String id) {
    for (Partition partition : partitions) {
      QueueMessage first = partition.messages.peek();
      if (partition.out != null && first != null && first.id().equals(id)) {
        return partition;
      }
    }
    return null;
  }

  /** Takes a member in; what one of its name held in an earlier life is to be delivered again. */
  private void join(Member member, long now) {
    group = member.group();
    Seen before = members.put(member.name(), new Seen(member.epoch(), now));
    if (before != null && !before.epoch.equals(member.epoch())) {
      for (Partition partition : partitions) {
        if (partition.out != null && partition.out.member.equals(member.name())) {
          partition.again(now);
        }
      }
    }
    List<String> busy = new ArrayList<>();
    for (Partition partition : partitions) {
      if (partition.out != null) {
        busy.add(partition.out.member);
      }
    }
    members
        .entrySet()
        .removeIf(it -> now - it.getValue().atNanos >= SESSION && !busy.contains(it.getKey()));
  }

  private void takeBack(long now) {
    for (Partition partition : partitions) {
      if (partition.out != null && now - partition.out.untilNanos >= 0) {
        failed(partition, now);
      }
    }
  }

  private void failed(Partition partition, long againAt) {
    QueueMessage first = partition.messages.element();
    if (deliveryLimit > 0 && first.delivery() >= deliveryLimit) {
      partition.done();
      parked++;
    } else {
      partition.again(againAt);
    }
  }
}
