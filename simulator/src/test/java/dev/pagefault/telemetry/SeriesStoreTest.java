package dev.pagefault.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SeriesStoreTest {
  private final SeriesStore store = new SeriesStore();
  private final Identity who = new Identity("checkout", "eu", "checkout-eu-1", "v1");

  private static Sample gauge(String name, Map<String, String> labels, double value) {
    return new Sample(name, labels, Sample.Kind.GAUGE, value, null);
  }

  @Test
  void whatExceedsTheSeriesIsRefusedAndCounted() {
    for (int i = 0; i < SeriesStore.MAX_SERIES + 7; i++) {
      store.write(who, 0, gauge("pool", Map.of("n", "" + i), 1));
    }
    assertThat(store.size()).isEqualTo(SeriesStore.MAX_SERIES);
    assertThat(store.refused()).isEqualTo(7);
  }

  @Test
  void theIdentityBecomesLabelsAndWhatIsEmptyIsLeftOut() {
    store.write(new Identity("orders-db", "", "orders-db", ""), 0, gauge("x", Map.of("b", "2"), 1));
    assertThat(store.named("x").getFirst().labels())
        .isEqualTo(Map.of("b", "2", "service", "orders-db", "instance", "orders-db"));
    assertThat(store.named("x").getFirst().labels().keySet())
        .containsExactly("b", "instance", "service");
  }

  @Test
  void unsoundSamplesAreRefused() {
    store.write(who, 0, new Sample("a", Map.of(), Sample.Kind.COUNTER, -1, null));
    store.write(who, 0, new Sample("b", Map.of(), Sample.Kind.HISTOGRAM, 1, new long[3]));
    store.write(who, 0, gauge("c".repeat(SeriesStore.MAX_TEXT + 1), Map.of(), 1));
    store.write(who, 0, gauge("d", Map.of("l", "v".repeat(SeriesStore.MAX_TEXT + 1)), 1));
    store.write(who, 0, gauge("e", Map.of(), Double.POSITIVE_INFINITY));
    assertThat(store.refused()).isEqualTo(5);
    assertThat(store.size()).isZero();
  }

  @Test
  void writersOfDifferentSourcesDoNotDisturbEachOther() {
    IntStream.range(0, 8)
        .parallel()
        .forEach(writer -> {
          Identity me = new Identity("s" + writer, "", "", "");
          for (int second = 1; second <= 500; second++) {
            store.write(me, second, new Sample("c", Map.of(), Sample.Kind.COUNTER, second, null));
          }
        });
    assertThat(store.named("c")).hasSize(8).allMatch(track -> track.total() == 500);
    assertThat(store.refused()).isZero();
  }

  @Test
  void aMetricIsNeverSeenWithoutASeries() throws InterruptedException {
    AtomicBoolean written = new AtomicBoolean();
    AtomicInteger empty = new AtomicInteger();
    Thread reader =
        Thread.ofPlatform()
            .start(() -> {
              while (!written.get()) {
                Iterator<List<Track>> metrics = store.metrics().iterator();
                if (metrics.hasNext() && metrics.next().isEmpty()) {
                  empty.incrementAndGet();
                }
              }
            });
    for (int i = SeriesStore.MAX_SERIES; i > 0; i--) { // the newest is the first of all names
      store.write(who, 0, gauge("m%04d".formatted(i), Map.of(), 1));
    }
    written.set(true);
    reader.join();
    assertThat(empty).hasValue(0);
  }
}
