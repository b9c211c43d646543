package dev.pagefault.mesh;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pagefault.mesh.MessageQueue.Member;
import dev.pagefault.mesh.MessageQueue.PartitionStat;
import dev.pagefault.time.ManualClock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class PartitionedQueueTest {
  private static final Member EU = new Member("shipping", "shipping-eu-1", "1");
  private static final Member US = new Member("shipping", "shipping-us-1", "1");

  private final ManualClock clock = new ManualClock();
  private final PartitionedQueue queue = new PartitionedQueue("orders", 100, 4, "cart", clock);

  @Test
  void messagesOfOneKeyKeepTheirOrder() {
    for (int i = 0; i < 3; i++) {
      publish("7");
    }
    QueueMessage first = only(queue.poll(EU, 9));
    assertThat(queue.poll(EU, 9)).as("the next waits for it").isEmpty();
    queue.acknowledge(first.id());
    QueueMessage second = only(queue.poll(EU, 9));
    assertThat(List.of(first.id(), second.id())).containsExactly("3@0", "3@1");
  }

  @Test
  void aMessageThatFailsHoldsUpItsPartitionAndNoOther() {
    for (int i = 0; i < 10; i++) {
      publish("7");
      publish("8");
    }
    for (int i = 0; i < 10; i++) {
      for (QueueMessage message : queue.poll(EU, 9)) {
        if ("7".equals(message.attributes().get("cart"))) {
          assertThat(message.id()).isEqualTo("3@0");
          queue.refuse(message.id());
        } else {
          queue.acknowledge(message.id());
        }
      }
      clock.advance(BrokerQueue.REDELIVERY);
    }
    assertThat(queue.partitions())
        .contains(new PartitionStat(3, 0, 10), new PartitionStat(0, 10, 0));
    assertThat(only(queue.poll(EU, 9)).delivery()).isEqualTo(11);
  }

  @Test
  void aMessageThatFailedTooOftenIsParkedAndTheNextMovesUp() {
    queue.deliveryLimit(3);
    publish("7");
    publish("7");
    for (int i = 0; i < 3; i++) {
      queue.refuse(only(queue.poll(EU, 9)).id());
      clock.advance(BrokerQueue.REDELIVERY);
    }
    assertThat(queue.parked()).isEqualTo(1);
    assertThat(only(queue.poll(EU, 9)).id()).isEqualTo("3@1");
  }

  @Test
  void membersShareThePartitionsAndInheritThoseOfOneThatIsGone() {
    queue.poll(US, 1);
    queue.poll(EU, 1);
    for (String key : List.of("4", "5", "6", "7")) {
      publish(key);
    }
    List<QueueMessage> eu = queue.poll(EU, 9);
    List<QueueMessage> us = queue.poll(US, 9);
    assertThat(ids(eu)).containsExactlyInAnyOrder("0@0", "2@0");
    assertThat(ids(us)).containsExactlyInAnyOrder("1@0", "3@0");
    eu.forEach(it -> queue.acknowledge(it.id()));
    us.forEach(it -> queue.acknowledge(it.id()));
    clock.advance(PartitionedQueue.SESSION);
    publish("5");
    queue.poll(EU, 9);
    assertThat(queue.unacknowledged()).as("it owns what was the other's").isEqualTo(1);
  }

  @Test
  void whatAMemberHeldIsDeliveredAgainOnceItHasRestarted() {
    publish("7");
    assertThat(only(queue.poll(EU, 1)).delivery()).isEqualTo(1);
    Member restarted = new Member("shipping", "shipping-eu-1", "2");
    assertThat(only(queue.poll(restarted, 1)).delivery()).isEqualTo(2);
  }

  @Test
  void aMessageThatIsOutForTooLongIsDeliveredAgain() {
    publish("7");
    queue.poll(EU, 1);
    clock.advance(BrokerQueue.LEASE);
    assertThat(only(queue.poll(EU, 1)).delivery()).isEqualTo(2);
    assertThat(queue.ready()).isZero();
    assertThat(queue.oldestSeconds()).isEqualTo(30);
  }

  @Test
  void itIsBounded() {
    for (int i = 0; i < 100; i++) {
      assertThat(queue.publish(null, null, Map.of())).isNull();
    }
    queue.poll(EU, 2);
    assertThat(queue.publish(null, null, Map.of()))
        .isEqualTo("orders is full (ready=98, delivered and not acknowledged=2, capacity=100)");
  }

  private void publish(String cart) {
    assertThat(queue.publish(null, null, Map.of("cart", cart))).isNull();
  }

  private static QueueMessage only(List<QueueMessage> page) {
    assertThat(page).hasSize(1);
    return page.getFirst();
  }

  private static List<String> ids(List<QueueMessage> page) {
    List<String> ids = new ArrayList<>();
    page.forEach(it -> ids.add(it.id()));
    return ids;
  }
}
