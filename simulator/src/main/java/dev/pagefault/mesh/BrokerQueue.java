package dev.pagefault.mesh;

import dev.pagefault.time.Clock;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A bounded queue with at-least-once delivery. A message is ready, or out with a consumer until it
 * is acknowledged; one that is refused, or out for too long, becomes ready again. Any thread.
 */
final class BrokerQueue implements MessageQueue {
  /** A message that was refused becomes ready again after so long, nanoseconds. */
  static final long REDELIVERY = 1_000_000_000L;

  /** A message that is out becomes ready again after so long, nanoseconds. */
  static final long LEASE = 30_000_000_000L;

  private record Out(QueueMessage message, long untilNanos) {}

  private final String name;
  private final int capacity;
  private final Clock clock;
  private final Deque<QueueMessage> ready = new ArrayDeque<>();
  private final Map<String, Out> out = new LinkedHashMap<>();
  private long published;
  private long delivered;
  private long parked;
  private int deliveryLimit;

  BrokerQueue(String name, int capacity, Clock clock) {
    this.name = name;
    this.capacity = capacity;
    this.clock = clock;
  }

  /** Takes a message; null when it is in, else why not. */
  @Override
  public synchronized @Nullable String publish(
      @Nullable String traceparent, @Nullable String baggage, Map<String, String> attributes) {
    if (ready.size() + out.size() >= capacity) {
      return "%s is full (ready=%d, delivered and not acknowledged=%d, capacity=%d)"
          .formatted(name, ready.size(), out.size(), capacity);
    }
    published++;
    String id = Long.toString(published);
    ready.add(new QueueMessage(id, clock.epochMillis(), 1, traceparent, baggage, attributes));
    return null;
  }

  @Override
  public List<QueueMessage> poll(Member member, int max) {
    return poll(max);
  }

  /** Hands out up to {@code max} messages, oldest first. */
  synchronized List<QueueMessage> poll(int max) {
    takeBack();
    List<QueueMessage> page = new ArrayList<>();
    while (page.size() < max && !ready.isEmpty()) {
      QueueMessage message = ready.remove();
      out.put(message.id(), new Out(message, clock.nanos() + LEASE));
      page.add(message);
      delivered++;
    }
    return page;
  }

  @Override
  public synchronized void acknowledge(String id) {
    out.remove(id);
  }

  @Override
  public synchronized void refuse(String id) {
    Out known = out.get(id);
    if (known != null) {
      out.put(id, new Out(known.message, clock.nanos() + REDELIVERY));
    }
  }

  @Override
  public synchronized void deliveryLimit(int deliveries) {
    deliveryLimit = deliveries;
  }

  @Override
  public boolean ordered() {
    return false;
  }

  @Override
  public synchronized int ready() {
    takeBack();
    return ready.size();
  }

  @Override
  public synchronized int unacknowledged() {
    return out.size();
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
  public String group() {
    return "";
  }

  @Override
  public List<PartitionStat> partitions() {
    return List.of();
  }

  @Override
  public synchronized double oldestSeconds() {
    long oldest = Long.MAX_VALUE;
    for (QueueMessage message : ready) {
      oldest = Math.min(oldest, message.publishedAt());
    }
    for (Out held : out.values()) {
      oldest = Math.min(oldest, held.message.publishedAt());
    }
    return oldest == Long.MAX_VALUE ? 0 : Math.max(0, clock.epochMillis() - oldest) / 1000.0;
  }

  private void takeBack() {
    for (Iterator<Out> all = out.values().iterator(); all.hasNext(); ) {
      Out held = all.next();
      if (clock.nanos() - held.untilNanos >= 0) {
        all.remove();
        if (deliveryLimit > 0 && held.message.delivery() >= deliveryLimit) {
          parked++;
        } else {
          ready.add(held.message.again());
        }
      }
    }
  }
}
