package dev.pagefault.control;

import dev.pagefault.incident.Tick;
import dev.pagefault.load.Load;
import dev.pagefault.load.LoadHost;
import dev.pagefault.mesh.Diagnostic;
import dev.pagefault.mesh.Mesh;
import dev.pagefault.mesh.MeshHost;
import dev.pagefault.mesh.MeshState;
import dev.pagefault.mesh.Probe;
import dev.pagefault.mesh.Reading;
import dev.pagefault.mesh.Sites;
import dev.pagefault.scenario.Change;
import dev.pagefault.scenario.Topology;
import dev.pagefault.telemetry.FeedEntry;
import dev.pagefault.telemetry.Telemetry;
import dev.pagefault.time.Clock;
import dev.pagefault.time.Seed;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A production in this process: a {@link Mesh} under {@link Load}. Changes are applied one after
 * the other by a single writer, a virtual thread. Whoever starts it stops it.
 */
public final class LiveProduction implements Production {
  private static final Logger LOG = LoggerFactory.getLogger(LiveProduction.class);
  private static final Reading.Raw NOTHING = new Reading.Raw("", List.of(), Map.of());

  /**
   * Over which customers come back to a production that has just been started: code that is still
   * being compiled serves the first of them slowly.
   */
  private static final Duration WARM_UP = Duration.ofSeconds(15);

  /** {@code checkout-eu-1}, {@code checkout-eu-1/orders-db}. */
  private static final Pattern INSTANCE =
      Pattern.compile("(?<service>.+)-[^-/]+-\\d+(?:/(?<component>.+))?");

  private final Topology topology;
  private final Clock clock;
  private final Telemetry telemetry;
  private final Mesh mesh;
  private final Load load;
  private final History history;
  private final SplittableRandom ids;
  private final Map<Probe, Reading.Raw> baseline = new ConcurrentHashMap<>();
  private final ExecutorService writer =
      Executors.newSingleThreadExecutor(Thread.ofVirtual().name("production").factory());
  private volatile MeshState state;

  private LiveProduction(
      Topology topology,
      MeshState state,
      Clock clock,
      Telemetry telemetry,
      Mesh mesh,
      Load load,
      SplittableRandom ids) {
    this.topology = topology;
    this.state = state;
    this.clock = clock;
    this.telemetry = telemetry;
    this.mesh = mesh;
    this.load = load;
    this.ids = ids;
    this.history = new History(state);
  }

  /**
   * Starts a production in this process with nothing changed; fails and leaves nothing behind where
   * it can't run.
   */
  public static Future<LiveProduction> start(
      MeshHost host, LoadHost loadHost, Topology topology, long seed, Clock clock) {
    return start(host, Sites.embedded(host, clock), loadHost, topology, seed, clock);
  }

  /** The same, with where its mesh runs. */
  public static Future<LiveProduction> start(
      MeshHost host, Sites sites, LoadHost loadHost, Topology topology, long seed, Clock clock) {
    Telemetry telemetry = new Telemetry(clock);
    MeshState state = MeshState.initial(topology);
    return Mesh.start(host, sites, topology, state, seed, clock, telemetry)
        .compose(mesh ->
            Truth.read(mesh, topology)
                .map(truth -> {
                  Load load =
                      Load.start(
                          loadHost, topology, seed, mesh::edges, truth, WARM_UP, telemetry, clock);
                  SplittableRandom ids = new Seed(seed).stream("feed ids");
                  return new LiveProduction(topology, state, clock, telemetry, mesh, load, ids);
                })
                .recover(error -> mesh.stop().compose(stopped -> Future.failedFuture(error))));
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
    try {
      return CompletableFuture.supplyAsync(() -> applied(change, announcement), writer);
    } catch (RejectedExecutionException e) {
      return CompletableFuture.failedFuture(
          new IllegalStateException("the production of " + topology.id() + " is stopped", e));
    }
  }

  @Override
  public Preview preview(Change change) {
    MeshState now = state;
    Reach.check(now, change);
    return Previews.of(now, change);
  }

  @Override
  public List<Probe> probes() {
    return mesh.probes();
  }

  @Override
  public CompletableFuture<Reading> read(Probe probe) {
    return raw(probe).thenApply(raw -> judged(probe, raw));
  }

  @Override
  public CompletableFuture<Void> keepBaseline() {
    CompletableFuture<?>[] reads =
        probes().stream()
            .map(probe -> raw(probe).thenAccept(raw -> baseline.put(probe, raw)))
            .toArray(CompletableFuture<?>[]::new);
    return CompletableFuture.allOf(reads);
  }

  @Override
  public Runnable onTick(Consumer<Tick> listener) {
    return load.onTick(listener);
  }

  @Override
  public CompletableFuture<String> lost() {
    return mesh.lost().toCompletionStage().toCompletableFuture();
  }

  @Override
  public CompletableFuture<Void> stop() {
    writer.shutdown();
    return load.stop()
        .onFailure(error -> LOG.warn("the load of {} did not stop cleanly", topology.id(), error))
        .otherwiseEmpty()
        .eventually(mesh::stop)
        .toCompletionStage()
        .toCompletableFuture();
  }

  /** By the writer. */
  private Applied applied(Change change, Announcement announcement) {
    MeshState before = state;
    MeshState after = before.with(change);
    List<String> touched = before.touched(change);
    List<Change> inverse = before.inverse(change);
    ChangeText text = ChangeText.of(before, change);
    long at = Objects.requireNonNullElseGet(announcement.atMillis(), clock::epochMillis);
    String id = announcement.id() != null ? announcement.id() : newId();
    long began = clock.nanos();
    String detail = text.summary();
    if (change instanceof Change.Cancel(String datastore, int session)) {
      if (!mesh.cancel(datastore, session)) {
        detail = "session " + session + " of " + datastore + " executes nothing";
      }
    } else {
      // Said before it is done, as a deploy log does: its effect begins with the first instance.
      announce(id, at, text, announcement);
      become(after);
      load.plan(after.load());
      state = after;
      history.add(at, change);
      detail += String.format(Locale.ROOT, ", in %.1f s", (clock.nanos() - began) / 1e9);
      return new Applied(id, touched, inverse, detail);
    }
    announce(id, at, text, announcement);
    return new Applied(id, touched, inverse, detail);
  }

  private void become(MeshState after) {
    try {
      mesh.become(after).toCompletionStage().toCompletableFuture().get();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException cause
          ? cause
          : new IllegalStateException("the change was not applied wholly", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("stopped while a change was applied", e);
    }
  }

  private void announce(String id, long at, ChangeText text, Announcement announcement) {
    if (!announcement.shown()) {
      return;
    }
    String author = announcement.author().isEmpty() ? "system" : announcement.author();
    String diff = announcement.diff();
    FeedEntry added =
        telemetry
            .feed()
            .add(
                new FeedEntry(
                    id,
                    at,
                    text.kind(),
                    text.target(),
                    author,
                    text.sha(),
                    announcement.summary().isBlank() ? text.summary() : announcement.summary(),
                    diff == null ? text.diff() : diff,
                    author));
    LOG.debug("change {}", added);
  }

  private CompletableFuture<Reading.Raw> raw(Probe probe) {
    if (!probes().contains(probe)) {
      return CompletableFuture.failedFuture(new IllegalArgumentException(noSuch(probe)));
    }
    if (probe.diagnostic() == Diagnostic.CONFIG) {
      MeshState yesterday = history.yesterday(clock.epochMillis());
      return CompletableFuture.completedFuture(
          ConfigComparison.of(state, yesterday, probe.target()));
    }
    return mesh.read(probe).toCompletionStage().toCompletableFuture();
  }

  private Reading judged(Probe probe, Reading.Raw raw) {
    Reading.Raw usual = usual(probe);
    Outcomes.Judged judged = Outcomes.judge(probe.diagnostic(), usual, raw);
    Reading.Raw shown =
        probe.diagnostic() == Diagnostic.BYTES ? BytesOutcomes.beside(usual, raw) : raw;
    return new Reading(probe, clock.epochMillis(), shown, judged.outcome(), judged.why());
  }

  /** The probe's baseline; for an instance that came later, that of another of its service. */
  private Reading.Raw usual(Probe probe) {
    Reading.Raw own = baseline.get(probe);
    if (own != null) {
      return own;
    }
    Matcher later = INSTANCE.matcher(probe.target());
    if (later.matches()) {
      for (Map.Entry<Probe, Reading.Raw> entry : baseline.entrySet()) {
        Matcher other = INSTANCE.matcher(entry.getKey().target());
        if (entry.getKey().diagnostic() == probe.diagnostic()
            && other.matches()
            && other.group("service").equals(later.group("service"))
            && Objects.equals(other.group("component"), later.group("component"))) {
          return entry.getValue();
        }
      }
    }
    return NOTHING;
  }

  private String noSuch(Probe probe) {
    List<String> targets =
        probes().stream()
            .filter(it -> it.diagnostic() == probe.diagnostic())
            .map(Probe::target)
            .toList();
    return "target: no " + probe.target() + "; there are " + targets;
  }

  private String newId() {
    return String.format(Locale.ROOT, "c%06x", ids.nextInt(1 << 24));
  }
}
