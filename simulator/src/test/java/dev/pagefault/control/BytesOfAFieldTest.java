package dev.pagefault.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.pagefault.control.Production.Applied;
import dev.pagefault.incident.Count;
import dev.pagefault.incident.Tick;
import dev.pagefault.mesh.Diagnostic;
import dev.pagefault.mesh.NamesTopology;
import dev.pagefault.mesh.Probe;
import dev.pagefault.mesh.Reading;
import dev.pagefault.scenario.Change;
import dev.pagefault.scenario.Selector;
import dev.pagefault.telemetry.LogPage;
import dev.pagefault.telemetry.LogQuery;
import dev.pagefault.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** Names in several scripts under load, and one region that reads them wrongly. */
final class BytesOfAFieldTest extends OnLiveProduction {
  private static final Probe EU = new Probe(Diagnostic.BYTES, "labels-eu-1/name");
  private static final Probe US = new Probe(Diagnostic.BYTES, "labels-us-1/name");
  private static final Probe DAY = new Probe(Diagnostic.BYTES, "labels-us-1/ship_time");
  private static final Duration SOON = Duration.ofSeconds(60);

  BytesOfAFieldTest() {
    super(NamesTopology.create());
  }

  @Test
  void oneRegionsCharsetHurtsOnlyItsCustomersWithAccentsAndTheFixMendsItAtOnce() throws Exception {
    assertThat(production.probes()).contains(EU, US, DAY);
    await()
        .atMost(SOON)
        .untilAsserted(() -> {
          assertThat(samples(EU)).isGreaterThan(200);
          assertThat(samples(US)).isGreaterThan(200);
        });
    production.keepBaseline().get(30, TimeUnit.SECONDS);
    assertThat(outcome(EU)).isEqualTo("as usual");

    Applied wrong = apply(config("labels/eu", "label.charset", "iso-8859-1"));
    await().atMost(SOON).until(() -> outcome(EU).equals("bytes of another charset"));
    assertThat(outcome(US)).isEqualTo("as usual");
    Reading reading = production.read(EU).get(30, TimeUnit.SECONDS);
    assertThat(reading.raw().text()).contains("# at the baseline");
    assertThat(reading.raw().rows())
        .anyMatch(row -> !Objects.equals(row.get("in"), row.get("out")));
    await().atMost(SOON).until(() -> !notFound().isEmpty());
    assertThat(notFound())
        .allSatisfy(line -> {
          assertThat(line.region()).isEqualTo("eu");
          assertThat(line.fields()).containsEntry("locale", "vi");
        });

    for (Change back : wrong.inverse()) {
      apply(back);
    }
    await().atMost(SOON).until(() -> outcome(EU).equals("as usual"));
    int before = notFound().size();
    AtomicReference<Tick> last = new AtomicReference<>();
    Runnable deaf = production.onTick(last::set);
    await().atMost(SOON).until(() -> judged(last).total() > 5);
    deaf.run();
    assertThat(judged(last).bad()).isZero();
    assertThat(notFound()).hasSize(before);
  }

  @Test
  void aHostInAnotherZoneIsOffByWholeHours() throws Exception {
    await().atMost(SOON).until(() -> samples(DAY) > 20);
    production.keepBaseline().get(30, TimeUnit.SECONDS);
    assertThat(outcome(DAY)).isEqualTo("as usual");
    apply(config("labels/us", "time.zone", "Asia/Kathmandu"));
    await().atMost(SOON).until(() -> outcome(DAY).equals("off by whole hours"));
  }

  private double samples(Probe probe) throws Exception {
    return production
        .read(probe)
        .get(30, TimeUnit.SECONDS)
        .raw()
        .figures()
        .getOrDefault("samples", 0.0);
  }

  private String outcome(Probe probe) throws Exception {
    return production.read(probe).get(30, TimeUnit.SECONDS).outcome();
  }

  private Applied apply(Change change) throws Exception {
    return production.apply(change, SAID).get(60, TimeUnit.SECONDS);
  }

  private static Change config(String target, String key, String value) {
    return new Change.Config(Selector.parse(target), key, value);
  }

  private List<LogPage.Entry> notFound() {
    long now = Clock.system().epochMillis();
    LogPage page =
        production
            .telemetry()
            .logs(
                new LogQuery(
                    "{service=\"labels\"} |= \"404\"", now - 600_000, now + 1_000, 1_000, null));
    return page.lines();
  }

  private static Count judged(AtomicReference<Tick> last) {
    Tick tick = last.get();
    return tick == null ? Count.NONE : tick.slis().getOrDefault("label-correctness", Count.NONE);
  }
}
