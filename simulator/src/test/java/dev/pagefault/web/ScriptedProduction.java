package dev.pagefault.web;

import dev.pagefault.control.Production;
import dev.pagefault.incident.Cell;
import dev.pagefault.incident.Count;
import dev.pagefault.incident.Tick;
import dev.pagefault.load.LoadPlan;
import dev.pagefault.mesh.Diagnostic;
import dev.pagefault.mesh.MeshState;
import dev.pagefault.mesh.Probe;
import dev.pagefault.mesh.Reading;
import dev.pagefault.scenario.Change;
import dev.pagefault.scenario.Topology;
import dev.pagefault.telemetry.Batch;
import dev.pagefault.telemetry.FeedEntry;
import dev.pagefault.telemetry.Identity;
import dev.pagefault.telemetry.LogLine;
import dev.pagefault.telemetry.Sample;
import dev.pagefault.telemetry.SpanRecord;
import dev.pagefault.telemetry.Telemetry;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A production without a mesh. Orders fail while more than the ordinary load is on it, until
 * checkout has a second instance in eu: that is its fix.
 */
final class ScriptedProduction implements Production {
  private static final Identity CHECKOUT = new Identity("checkout", "eu", "checkout-eu-1", "1");

  private final ManualClock clock;
  private final Topology topology;
  private final Telemetry telemetry;
  private final List<Consumer<Tick>> listeners = new CopyOnWriteArrayList<>();
  private volatile MeshState state;
  private long seconds;

  ScriptedProduction(ManualClock clock, Topology topology) {
    this.clock = clock;
    this.topology = topology;
    this.telemetry = new Telemetry(clock);
    this.state = MeshState.initial(topology);
  }

  private boolean broken() {
    return state.load().journeys().values().stream().anyMatch(load -> load.factor() > 1)
        && state.count("checkout", "eu") < 2;
  }

  /** A second passes: what users saw in it, and what checkout measured. */
  void second() {
    boolean bad = broken();
    measure(bad);
    Map<String, Count> slis = new HashMap<>();
    topology.slos().forEach((id, slo) -> slis.put(id, new Count(20, 20)));
    slis.put("checkout-availability", new Count(bad ? 12 : 20, 20));
    Map<Cell, Count> cells = new HashMap<>();
    long offered = 0;
    for (String journey : topology.journeys().keySet()) {
      LoadPlan.JourneyLoad load = state.load().journeys().get(journey);
      long count = Math.round(20 * (load == null ? 1 : load.factor()));
      offered += count;
      cells.put(new Cell("journey", journey), new Count(count, count));
    }
    long served = bad ? offered - 8 : offered;
    cells.put(new Cell("region", "eu"), new Count(served, offered));
    Tick tick = new Tick(clock.epochMillis(), slis, cells, offered, served);
    listeners.forEach(listener -> listener.accept(tick));
  }

  private void measure(boolean bad) {
    long now = clock.epochMillis();
    seconds++;
    telemetry.ingest(
        CHECKOUT,
        now,
        new Batch(
            List.of(
                new Sample("process_uptime_seconds", Map.of(), Sample.Kind.GAUGE, seconds, null),
                new Sample(
                    "hikaricp_connections_pending",
                    Map.of("pool", "orders-db"),
                    Sample.Kind.GAUGE,
                    bad ? 30 : 0,
                    null)),
            List.of(
                new LogLine(
                    now,
                    "checkout",
                    "eu",
                    "checkout-eu-1",
                    "1",
                    "warn",
                    "HikariPool",
                    "Connection is not available",
                    "%032x".formatted(seconds),
                    Map.of("pool", "orders-db"))),
            List.of(
                new SpanRecord(
                    "%032x".formatted(seconds),
                    "%016x".formatted(seconds),
                    null,
                    "checkout",
                    "eu",
                    "checkout-eu-1",
                    "1",
                    "POST /orders",
                    "server",
                    now * 1000,
                    25_000,
                    "timed out",
                    Map.of("http.route", "/orders"))),
            0));
  }

  int listeners() {
    return listeners.size();
  }

  @Override
  public Topology topology() {
    return topology;
  }

  @Override
  public Telemetry telemetry() {
    return telemetry;
  }

  @Override
  public MeshState state() {
    return state;
  }

  @Override
  public CompletableFuture<Applied> apply(Change change, Announcement announcement) {
    MeshState before = state;
    state = before.with(change);
    String id = Objects.requireNonNullElse(announcement.id(), "own");
    if (announcement.shown()) {
      @Nullable Long at = announcement.atMillis();
      telemetry
          .feed()
          .add(
              new FeedEntry(
                  id,
                  at == null ? clock.epochMillis() : at,
                  "deploy",
                  "checkout",
                  announcement.author(),
                  null,
                  announcement.summary(),
                  announcement.diff(),
                  "system"));
    }
    return CompletableFuture.completedFuture(
        new Applied(id, before.touched(change), before.inverse(change), "Took hold"));
  }

  @Override
  public Preview preview(Change change) {
    return new Preview(state.with(change).touched(change), 50, 3, "the same back", null);
  }

  @Override
  public List<Probe> probes() {
    return List.of(
        new Probe(Diagnostic.POOL, "checkout-eu-1/orders-db"),
        new Probe(Diagnostic.SESSIONS, "orders-db"));
  }

  @Override
  public CompletableFuture<Reading> read(Probe probe) {
    Reading.Raw raw = new Reading.Raw("total=4 active=4", List.of(Map.of("total", "4")), Map.of());
    List<String> outcomes = probe.diagnostic().outcomes();
    return CompletableFuture.completedFuture(
        new Reading(probe, clock.epochMillis(), raw, outcomes.get(2), "30 wait, usually 0"));
  }

  @Override
  public CompletableFuture<Void> keepBaseline() {
    return CompletableFuture.completedFuture(null);
  }

  @Override
  public Runnable onTick(Consumer<Tick> listener) {
    listeners.add(listener);
    return () -> listeners.remove(listener);
  }

  @Override
  public CompletableFuture<Void> stop() {
    return CompletableFuture.completedFuture(null);
  }
}
