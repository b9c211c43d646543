package dev.pagefault.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.awaitility.Awaitility.await;

import dev.pagefault.control.Production.Announcement;
import dev.pagefault.control.Production.Applied;
import dev.pagefault.incident.Count;
import dev.pagefault.incident.Tick;
import dev.pagefault.mesh.Diagnostic;
import dev.pagefault.mesh.Probe;
import dev.pagefault.mesh.Reading;
import dev.pagefault.mesh.TinyTopology;
import dev.pagefault.scenario.Change;
import dev.pagefault.scenario.Selector;
import dev.pagefault.telemetry.FeedEntry;
import dev.pagefault.time.Clock;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

final class LiveProductionTest extends OnLiveProduction {
  private static final Probe POOL = new Probe(Diagnostic.POOL, "orders-eu-1/orders-db");

  LiveProductionTest() {
    super(TinyTopology.create());
  }

  @Test
  void aChangeBitesItsRevertHealsAndTheFeedTellsBoth() throws Exception {
    AtomicReference<Tick> last = new AtomicReference<>();
    Runnable deaf = production.onTick(last::set);
    await().atMost(Duration.ofSeconds(20)).until(() -> good(last));
    production.keepBaseline().get(30, TimeUnit.SECONDS);
    assertThat(outcome(POOL)).isEqualTo("idle");

    // 45 statements a second of 100 ms each on pools of one connection: more than it can serve.
    apply(new Change.Config(Selector.parse("orders"), "orders-db.pool.acquire-timeout", "250ms"));
    Applied slow = apply(new Change.Deploy(Selector.parse("orders"), "2.2.0"));
    Applied small = apply(config("orders", "orders-db.pool.max", "1"));
    Applied more = apply(new Change.Load("look", 4, null, null, null));
    await().atMost(Duration.ofSeconds(20)).until(() -> bad(last));
    assertThat(outcome(POOL)).isEqualTo("waiting");
    assertThat(outcome(new Probe(Diagnostic.PLAN, "orders-db"))).isEqualTo("full scan");
    assertThat(outcome(new Probe(Diagnostic.STATEMENTS, "orders-db")))
        .isEqualTo("one statement slower");
    assertThat(outcome(new Probe(Diagnostic.CONFIG, "orders-eu-1")))
        .isEqualTo("setting differs from yesterday");

    for (Applied applied : new Applied[] {slow, small, more}) {
      for (Change back : applied.inverse()) {
        apply(back);
      }
    }
    await().atMost(Duration.ofSeconds(20)).until(() -> good(last));
    deaf.run();
    assertThat(production.telemetry().feed().entries())
        .extracting(FeedEntry::summary)
        .containsExactly(
            "orders-db.pool.acquire-timeout 1s → 250ms on orders",
            "orders 2.1.0 → 2.2.0",
            "orders-db.pool.max 4 → 1 on orders",
            "look arrivals × 4.0",
            "orders 2.2.0 → 2.1.0",
            "orders-db.pool.max 1 → 4 on orders",
            "look arrivals × 1.0");
  }

  @Test
  void whatIsRefusedChangesNothing() {
    Change unknown = new Change.Deploy(Selector.parse("orders"), "9");
    assertThatExceptionOfType(ExecutionException.class)
        .isThrownBy(() -> apply(unknown))
        .withCauseInstanceOf(IllegalArgumentException.class)
        .withMessageContaining("version: no 9; there are");
    assertThatIllegalArgumentException().isThrownBy(() -> production.preview(unknown));
    assertThat(production.telemetry().feed().entries()).isEmpty();
    assertThatExceptionOfType(ExecutionException.class)
        .isThrownBy(() -> outcome(new Probe(Diagnostic.POOL, "edge-eu-1/orders-db")))
        .withMessageContaining("target: no edge-eu-1/orders-db; there are [orders-eu-1/orders-db");
  }

  @Test
  void aSilentChangeIsNotInTheFeedAndAPastOneIsWhereItBelongs() throws Exception {
    long yesterday = Clock.system().epochMillis() - Duration.ofHours(26).toMillis();
    Announcement past = new Announcement(true, "h1", yesterday, "bo", "A new release", "+ x");
    production.apply(new Change.Flag("gifts", "on"), Announcement.SILENT).get(30, TimeUnit.SECONDS);
    production
        .apply(new Change.Deploy(Selector.parse("orders"), "2.0.0"), past)
        .get(30, TimeUnit.SECONDS);
    assertThat(production.telemetry().feed().entries())
        .singleElement()
        .satisfies(entry -> {
          assertThat(entry.id()).isEqualTo("h1");
          assertThat(entry.atMillis()).isEqualTo(yesterday);
          assertThat(entry.summary()).isEqualTo("A new release");
          assertThat(entry.diff()).isEqualTo("+ x");
        });
    assertThat(outcome(new Probe(Diagnostic.CONFIG, "orders-eu-1"))).isEqualTo("no difference");
  }

  private String outcome(Probe probe) throws Exception {
    Reading reading = production.read(probe).get(30, TimeUnit.SECONDS);
    return reading.outcome();
  }

  private Applied apply(Change change) throws Exception {
    return production.apply(change, SAID).get(60, TimeUnit.SECONDS);
  }

  private static Change config(String target, String key, String value) {
    return new Change.Config(Selector.parse(target), key, value);
  }

  private static boolean good(AtomicReference<Tick> last) {
    Count count = count(last);
    return count.total() > 3 && count.bad() == 0;
  }

  private static boolean bad(AtomicReference<Tick> last) {
    Count count = count(last);
    return count.total() > 3 && count.bad() > count.total() / 4;
  }

  private static Count count(AtomicReference<Tick> last) {
    Tick tick = last.get();
    return tick == null ? Count.NONE : tick.slis().getOrDefault("look-availability", Count.NONE);
  }
}
