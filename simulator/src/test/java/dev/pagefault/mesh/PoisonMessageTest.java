package dev.pagefault.mesh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.pagefault.scenario.Step;
import dev.pagefault.scenario.Topology;
import dev.pagefault.telemetry.Sample;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** A real broker with partitions, and a consumer whose handler fails for one record. */
final class PoisonMessageTest extends BoxTest {
  private static final String QUEUE = "order-events";
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final Step.Query FIND =
      new Step.Query(
          "find",
          null,
          "orders-db",
          "select sku from carts where id = :cart",
          List.of("sku"),
          422,
          Step.Close.ALWAYS);

  @Test
  void onePartitionsLagGrowsAtOneOffsetUntilItsHeadIsParked() {
    Topology.Queue queue = new Topology.Queue("", 1_000, 4, "cart", null);
    Broker broker = done(Broker.start(host, QUEUE, queue, clock));
    Instance shipping =
        start(
            Box.of("shipping")
                .consumer("ship", QUEUE, 4, FIND)
                .database("orders-db", orders)
                .broker(QUEUE, broker.address()));
    Instance checkout =
        start(
            Box.of("checkout")
                .endpoint("GET /order", new Step.Publish("announce", null, QUEUE, List.of("cart")))
                .broker(QUEUE, broker.address()));
    int stuck = Math.floorMod("99991".hashCode(), 4);
    order(checkout, 99_991); // nobody's: its handler fails
    for (int i = 1; i <= 20; i++) {
      order(checkout, i);
    }
    await()
        .atMost(PATIENCE)
        .untilAsserted(() -> {
          Map<Integer, Double> lag = series(broker, "kafka_consumergroup_lag");
          assertThat(lag).hasSize(4);
          lag.forEach((partition, messages) -> {
            if (partition == stuck) {
              assertThat(messages).isGreaterThan(3);
            } else {
              assertThat(messages).isZero();
            }
          });
        });
    assertThat(series(broker, "kafka_consumergroup_current_offset")).containsEntry(stuck, 0.0);
    await()
        .atMost(PATIENCE)
        .until(() -> said(shipping, "message " + stuck + "@0 of order-events failed, delivery 2"));

    broker.become(Map.of("delivery-limit", "3"));
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> assertThat(series(broker, "kafka_consumergroup_lag")).containsEntry(stuck, 0.0));
    assertThat(broker.telemetry().result().samples())
        .filteredOn(it -> it.name().equals("queue_messages_dead_lettered_total"))
        .extracting(Sample::value)
        .containsExactly(1.0);
    done(broker.stop());
  }

  @Test
  void aQueueWithoutPartitionsShowsNone() {
    Broker broker = done(Broker.start(host, QUEUE, 10, clock));
    assertThat(broker.telemetry().result().samples())
        .extracting(Sample::name)
        .containsExactly(
            "queue_messages_ready",
            "queue_messages_unacknowledged",
            "queue_messages_published_total",
            "queue_messages_delivered_total",
            "queue_oldest_message_age_seconds");
    done(broker.stop());
  }

  private boolean said(Instance instance, String words) {
    return logs(instance).stream().anyMatch(line -> line.contains(words));
  }

  private static Map<Integer, Double> series(Broker broker, String metric) {
    Map<Integer, Double> byPartition = new TreeMap<>();
    for (Sample sample : broker.telemetry().result().samples()) {
      if (sample.name().equals(metric)) {
        assertThat(sample.labels())
            .containsEntry("consumergroup", "shipping")
            .containsEntry("topic", QUEUE);
        byPartition.put(
            Integer.valueOf(sample.labels().getOrDefault("partition", "")), sample.value());
      }
    }
    return byPartition;
  }

  private void order(Instance checkout, int cart) {
    assertThat(get(checkout, "/order?cart=" + cart).statusCode()).isEqualTo(200);
  }
}
