package dev.pagefault.mesh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pagefault.time.ManualClock;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The parts of an instance that need no socket. */
class PlainPartsTest {
  private final ManualClock clock = new ManualClock();

  @Test
  void namesInSqlBecomeQuestionMarksAndTextStays() {
    NamedSql sql = NamedSql.parse("select a::int, ':no' from t where id = :cart and n = :name");
    assertThat(sql.jdbc()).isEqualTo("select a::int, ':no' from t where id = ? and n = ?");
    assertThat(sql.names()).containsExactly("cart", "name");
    assertThat(sql.args(Map.of("cart", "12"))).containsExactly(12L, null);
    assertThat(sql.args(Map.of("name", "Zoë"))).containsExactly(null, "Zoë");
    assertThat(NamedSql.fill("cart-:cart", Map.of("cart", "12"))).isEqualTo("cart-12");
  }

  @Test
  void attributesSurviveTheirWayThroughAUri() {
    Map<String, String> attributes = new LinkedHashMap<>();
    attributes.put("name", "Zoë & Söhne = 100%");
    attributes.put("customer", "12");
    attributes.put("scripts", "Nguyễn Ánh Мария 東京 😀 السلام");
    String uri = QueryString.append("/cart", attributes);
    assertThat(uri).startsWith("/cart?").doesNotContain(" ");
    assertThat(QueryString.read(uri.substring(6))).isEqualTo(attributes);
    assertThat(QueryString.read(null)).isEmpty();
    assertThat(QueryString.read("a&=b&c=%zz")).isEqualTo(Map.of("c", "%zz"));
  }

  @Test
  void fieldsSurviveTheirWayThroughJson() {
    Map<String, String> fields = Map.of("quote", "\"\\\n\u0001", "é", "日本");
    assertThat(FlatJson.read(FlatJson.write(fields))).isEqualTo(fields);
    assertThat(read("{\"n\":1,\"deep\":{\"a\":[1]},\"no\":null,\"t\":true}"))
        .isEqualTo(Map.of("n", "1", "t", "true"));
    assertThatThrownBy(() -> read("[1]")).hasMessageContaining("no JSON object");
    assertThatThrownBy(() -> read("{\"a\":")).hasMessageContaining("no JSON object");
  }

  private static Map<String, String> read(String json) {
    return FlatJson.read(json.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void aQueueDeliversAtLeastOnce() {
    BrokerQueue queue = new BrokerQueue("order-events", 3, clock);
    for (int i = 0; i < 3; i++) {
      assertThat(queue.publish(null, null, Map.of("n", Integer.toString(i)))).isNull();
    }
    assertThat(queue.publish(null, null, Map.of())).contains("order-events is full (ready=3");
    List<QueueMessage> page = queue.poll(2);
    assertThat(page).extracting(QueueMessage::id).containsExactly("1", "2");
    queue.acknowledge("1");
    queue.refuse("2");
    clock.advance(BrokerQueue.REDELIVERY);
    assertThat(queue.poll(5)).extracting(QueueMessage::id).containsExactly("3", "2");
    assertThat(queue.oldestSeconds()).isEqualTo(1);
    clock.advance(BrokerQueue.LEASE);
    assertThat(queue.poll(5)).extracting(QueueMessage::delivery).containsExactly(2, 3);
  }

  @Test
  void recentTimesForgetWhatIsOld() {
    RecentTimes times = new RecentTimes(clock);
    for (int i = 0; i < 99; i++) {
      times.add(1_000_000);
    }
    times.add(900_000_000);
    times.add(900_000_000);
    assertThat(times.quantileMillis(0.5)).isBetween(0.1, 1.0);
    assertThat(times.quantileMillis(0.99)).isBetween(700.0, 1100.0);
    clock.advance(Figures.WINDOW_SECONDS * 1_000_000_000L);
    assertThat(times.count()).isZero();
    assertThat(times.quantileMillis(0.99)).isZero();
  }

  @Test
  void aCacheForgetsWhatIsOldAndWhatIsTooMuch() {
    TtlCache cache = new TtlCache(clock);
    cache.put("a", Map.of("x", "1"), 10, 2);
    cache.put("b", Map.of(), 100, 2);
    assertThat(cache.get("a")).isEqualTo(Map.of("x", "1"));
    cache.put("c", Map.of(), 100, 2);
    assertThat(cache.get("b")).as("asked for the longest ago").isNull();
    clock.advance(10);
    assertThat(cache.get("a")).isNull();
    assertThat(cache.size()).isEqualTo(1);
  }

  @Test
  void aCeilingOfHopsHoldsForEachSecond() {
    HopCeiling hops = new HopCeiling(2, clock);
    assertThat(List.of(hops.take(), hops.take(), hops.take())).containsExactly(true, true, false);
    clock.advance(1_000_000_000L);
    assertThat(hops.take()).isTrue();
    assertThat(hops.refused()).isEqualTo(1);
  }

  @Test
  void aLogKeepsSoManyLinesASecondAndSaysHowManyItLeftOut() {
    LogBook log = new LogBook(Box.of("cart").spec(), clock);
    for (int i = 0; i < LogBook.LINES_PER_SECOND + 7; i++) {
      log.warn("cart", "line " + i);
    }
    assertThat(log.drain()).hasSize(LogBook.LINES_PER_SECOND);
    clock.advance(1_000_000_000L);
    assertThat(log.drain())
        .singleElement()
        .satisfies(line -> {
          assertThat(line.message()).isEqualTo("suppressed 7 lines");
        });
    assertThat(log.takeLost()).isEqualTo(7);
  }

  @Test
  void randomNumbersDependOnTheSeedAlone() {
    SeededRandom one = new SeededRandom(7, "checkout-eu-1");
    SeededRandom same = new SeededRandom(7, "checkout-eu-1");
    SeededRandom other = new SeededRandom(8, "checkout-eu-1");
    double sum = 0;
    for (int i = 0; i < 1_000; i++) {
      double next = one.getAsDouble();
      assertThat(next).isBetween(0.0, 1.0).isEqualTo(same.getAsDouble());
      sum += next;
    }
    assertThat(sum / 1_000).isBetween(0.45, 0.55);
    assertThat(other.getAsDouble())
        .isNotEqualTo(new SeededRandom(7, "checkout-eu-1").getAsDouble());
  }
}
