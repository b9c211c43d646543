package dev.pagefault.drill;

import dev.pagefault.control.Production;
import dev.pagefault.control.Reach;
import dev.pagefault.incident.Cell;
import dev.pagefault.incident.Count;
import dev.pagefault.incident.Tick;
import dev.pagefault.mesh.Diagnostic;
import dev.pagefault.mesh.MeshState;
import dev.pagefault.mesh.NotRunning;
import dev.pagefault.mesh.Probe;
import dev.pagefault.mesh.Reading;
import dev.pagefault.scenario.Change;
import dev.pagefault.scenario.Topology;
import dev.pagefault.telemetry.Batch;
import dev.pagefault.telemetry.FeedEntry;
import dev.pagefault.telemetry.Identity;
import dev.pagefault.telemetry.Sample;
import dev.pagefault.telemetry.Telemetry;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** A production whose users fail whenever {@code broken} says so of its state. */
final class FakeProduction implements Production {
  static final Probe POOL = new Probe(Diagnostic.POOL, "checkout-eu-1/orders-db");

  private final FakeClock clock;
  private final Topology topology;
  private final Telemetry telemetry;
  private final List<Consumer<Tick>> listeners = new CopyOnWriteArrayList<>();
  private final List<Change> applied = new CopyOnWriteArrayList<>();
  private final CompletableFuture<String> lost = new CompletableFuture<>();
  private final CompletableFuture<Void> end = new CompletableFuture<>();
  private volatile Predicate<MeshState> broken;
  private volatile MeshState state;
  private volatile boolean relieved;
  private volatile boolean ignoresLoad;
  private volatile int failing;
  private volatile boolean stopped;
  private volatile boolean stopsSlowly;
  private volatile boolean starting;
  private volatile boolean holdsChanges;
  private final List<Runnable> heldChanges = new ArrayList<>();

  FakeProduction(FakeClock clock, Topology topology, Predicate<MeshState> broken) {
    this.clock = clock;
    this.topology = topology;
    this.telemetry = new Telemetry(clock);
    this.state = MeshState.initial(topology);
    this.broken = broken;
  }

  /** From now on there is nothing to read, or there is again. */
  void starting(boolean nothingToRead) {
    starting = nothingToRead;
  }

  /** The shop's fault: a small pool under more visitors than usual. */
  static boolean smallPoolUnderLoad(MeshState state) {
    String pool =
        state
            .overrides()
            .getOrDefault("checkout", Map.of())
            .getOrDefault("orders-db.pool.max", "4");
    var browse = state.load().journeys().get("browse");
    return Integer.parseInt(pool) < 4 && browse != null && browse.factor() > 2;
  }

  /** Lets a second pass: what users saw in it. */
  void second() {
    long now = clock.epochMillis();
    boolean bad = broken.test(state) && !relieved;
    var wanted = state.load().journeys().get("browse");
    long browse = Math.round(20 * (wanted == null || ignoresLoad ? 1 : wanted.factor()));
    Count buy = new Count(bad ? 12 : 20 - failing, 20);
    Map<Cell, Count> cells = new HashMap<>();
    cells.put(new Cell("journey", "buy"), buy);
    cells.put(new Cell("journey", "browse"), new Count(browse, browse));
    cells.put(new Cell("region", "eu"), new Count(buy.good() + browse, 20 + browse));
    telemetry.ingest(
        new Identity("checkout", "eu", "checkout-eu-1", "1.0"),
        now,
        new Batch(
            List.of(
                new Sample(
                    "hikaricp_connections_pending",
                    Map.of("pool", "orders-db"),
                    Sample.Kind.GAUGE,
                    bad ? 30 : 0,
                    null)),
            List.of(),
            List.of(),
            0));
    Tick tick =
        new Tick(
            now, Map.of("checkout-availability", buy), cells, 20 + browse, buy.good() + browse);
    listeners.forEach(it -> it.accept(tick));
  }

  void holdsChanges(boolean holds) {
    holdsChanges = holds;
    if (!holds) {
      List.copyOf(heldChanges).forEach(Runnable::run);
      heldChanges.clear();
    }
  }

  void ignoresLoad(boolean ignores) {
    ignoresLoad = ignores;
  }

  /** So many of twenty orders a second fail, whatever the state. */
  void failing(int orders) {
    failing = orders;
  }

  List<Change> applied() {
    return List.copyOf(applied);
  }

  boolean stopped() {
    return stopped;
  }

  /** What it stands on goes away. */
  void lose(String why) {
    lost.complete(why);
  }

  /** From now on a stop takes until {@link #ends}. */
  void stopsSlowly() {
    stopsSlowly = true;
  }

  void ends() {
    end.complete(null);
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
    Applied done =
        new Applied(
            Objects.requireNonNullElse(announcement.id(), "own"),
            state.touched(change),
            state.inverse(change),
            "Took hold");
    if (announcement.shown()) {
      telemetry
          .feed()
          .add(
              new FeedEntry(
                  done.feedId(),
                  Objects.requireNonNullElse(announcement.atMillis(), clock.epochMillis()),
                  "change",
                  "checkout",
                  announcement.author(),
                  null,
                  announcement.summary(),
                  announcement.diff(),
                  "system"));
    }
    CompletableFuture<Applied> future = new CompletableFuture<>();
    Runnable hold =
        () -> {
          state = state.with(change);
          relieved =
              change instanceof Change.Restart || (relieved && !(change instanceof Change.Load));
          applied.add(change);
          future.complete(done);
        };
    if (holdsChanges) {
      heldChanges.add(hold);
    } else {
      hold.run();
    }
    return future;
  }

  @Override
  public Preview preview(Change change) {
    Reach.check(state, change);
    MeshState next = state.with(change);
    return new Preview(next.touched(change), 50, 3, "the way back", null);
  }

  @Override
  public List<Probe> probes() {
    return List.of(POOL, new Probe(Diagnostic.SESSIONS, "orders-db"));
  }

  @Override
  public CompletableFuture<Reading> read(Probe probe) {
    if (starting) {
      return CompletableFuture.failedFuture(new NotRunning("checkout-eu-1 is starting"));
    }
    List<String> outcomes = probe.diagnostic().outcomes();
    Reading.Raw raw = new Reading.Raw("total=1 active=1 waiting=30", List.of(), Map.of());
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
  public CompletableFuture<String> lost() {
    return lost;
  }

  @Override
  public CompletableFuture<Void> stop() {
    stopped = true;
    return stopsSlowly ? end : CompletableFuture.completedFuture(null);
  }
}
