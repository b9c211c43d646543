package dev.pagefault.mesh.docker;

import com.github.dockerjava.api.command.InspectContainerResponse.ContainerState;
import dev.pagefault.hardware.HeapEnd;
import dev.pagefault.mesh.Diagnostic;
import dev.pagefault.mesh.InstanceSpec;
import dev.pagefault.mesh.LogBook;
import dev.pagefault.mesh.NotRunning;
import dev.pagefault.mesh.Probe;
import dev.pagefault.mesh.Reading;
import dev.pagefault.mesh.Replica;
import dev.pagefault.mesh.ResourceLimits;
import dev.pagefault.mesh.Restarts;
import dev.pagefault.telemetry.Batch;
import dev.pagefault.telemetry.LogLine;
import dev.pagefault.telemetry.Sample;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.json.JsonMapper;

/**
 * An instance in a container of its own: {@link Box} runs it, this side holds the container's
 * limits, restarts it, and knows how its processes ended, which they can't tell themselves.
 *
 * <pre>
 *   wanted ─▶ file in the container ─▶ process starts ─▶ told by HTTP what changes ─▶ ends
 *                     ▲                                                                 │
 *                     └──────── CrashLoopBackOff, or a restart that is wanted ◀─────────┘
 * </pre>
 */
final class BoxedInstance implements Replica, Lives.Watcher {
  /** Exit codes: {@code -XX:+ExitOnOutOfMemoryError}, and SIGKILL (128 + 9). */
  private static final int OUT_OF_MEMORY = 3;

  private static final int KILLED = 137;

  /** What a process gets beside: what a JVM does for itself is not in a topology's figures. */
  static final double OWN_CORES = 0.05;

  /** The same at the edge, through which all requests go: a wave of them is to wait elsewhere. */
  private static final double EDGE_OWN_CORES = 0.2;

  private static final String RESIDENT = "container_memory_working_set_bytes";
  private static final long NO_TIMER = -1;

  /** Wait after a start that the engine could not make. */
  private static final long RETRY_MILLIS = 5_000;

  private static final Logger LOG = LoggerFactory.getLogger(BoxedInstance.class);

  private final DockerSite site;
  private final BoxContainer container;
  private final BoxClient client;
  private final String token;
  private final String door;
  private final LogBook log;
  private final ProcessorLimit limit;
  private final Restarts restarts = new Restarts();
  private final ReentrantLock changing = new ReentrantLock(true);
  private volatile InstanceSpec spec;
  private volatile double residentBytes;
  private volatile boolean waits; // there is no process, and will be one
  private volatile boolean stopped;
  private volatile boolean troubled;
  private long timer = NO_TIMER;

  BoxedInstance(
      DockerSite site,
      BoxContainer container,
      BoxClient client,
      String token,
      String door,
      InstanceSpec spec) {
    this.site = site;
    this.container = container;
    this.client = client;
    this.token = token;
    this.door = door;
    this.spec = spec;
    this.limit = new ProcessorLimit(container, site.host(), quota(site, spec));
    this.log = new LogBook(spec, site.clock());
  }

  /** The file by which a container knows that it is an instance. */
  static String role(DockerSite site, String token, InstanceSpec spec, boolean restarted) {
    BoxRole.Instance instance =
        new BoxRole.Instance(spec, site.hopsPerSecond(), restarted, DockerSite.SHARE);
    return JsonMapper.shared().writeValueAsString(new BoxRole(token, instance, null));
  }

  @Override
  public String address() {
    return spec.instance() + ":" + BoxRole.SERVES;
  }

  @Override
  public String door() {
    return door;
  }

  @Override
  public Future<Void> apply(InstanceSpec wanted) {
    return site.host()
        .blocking(() -> {
          changing.lock();
          try {
            become(wanted);
          } finally {
            changing.unlock();
          }
          return null;
        });
  }

  private void become(InstanceSpec wanted) throws Exception {
    InstanceSpec before = spec;
    spec = wanted;
    log.speaksFor(wanted);
    try {
      bring(before, wanted);
    } catch (Exception e) {
      spec = before; // or the next try would find nothing left to do
      throw e;
    }
  }

  private void bring(InstanceSpec old, InstanceSpec wanted) throws Exception {
    ResourceLimits limits = ResourceLimits.of(wanted);
    ResourceLimits before = ResourceLimits.of(old);
    boolean another = wanted.generation() > old.generation();
    boolean same = wanted.sameProgram(old);
    if (stopped || (!another && waits && same)) {
      return; // it starts as that when its wait is over
    }
    if (another || waits) {
      stopWaiting();
      restarts.replaced();
      begin();
      return;
    }
    limit.become(quota(site, wanted));
    if (limits.memoryBytes() != before.memoryBytes()) {
      container.limitMemory(limits.memoryBytes());
    }
    try {
      site.await(client.put(BoxServer.SPEC, wanted));
    } catch (NotRunning e) {
      if (container.runs()) {
        throw e;
      }
      LOG.debug("{} has just ended: it starts as what is wanted", wanted.instance());
    }
  }

  /** Another process; under the lock. Returns once it serves, or has ended: that is heard of. */
  private void begin() throws Exception {
    ResourceLimits limits = ResourceLimits.of(spec);
    container.write(BoxRole.FILE, role(site, token, spec, true));
    container.write(BoxRole.HEAP_FILE, heap(limits));
    container.limitMemory(limits.memoryBytes());
    limit.starts(quota(site, spec));
    String starting = "starting " + spec.service() + " " + spec.version();
    log.add("info", spec.service(), starting, null, Map.of());
    container.again();
    try {
      site.untilUp(container, client, spec.instance());
    } catch (IllegalStateException e) {
      if (container.runs()) {
        throw e;
      }
      LOG.debug("{} ended while it started", spec.instance(), e);
      return;
    }
    limit.serves();
    restarts.running();
    troubled = false;
    log.add("info", spec.service(), "started " + spec.service(), null, Map.of());
  }

  /** It serves: once it is warm it is limited. */
  void serves() {
    limit.serves();
  }

  /** What an instance gets of real cores. */
  static double quota(DockerSite site, InstanceSpec spec) {
    double own = site.isEdge(spec) ? EDGE_OWN_CORES : OWN_CORES;
    return ResourceLimits.of(spec).cores() * DockerSite.SHARE + own;
  }

  /** As behind {@code -Xmx}. */
  static String heap(ResourceLimits limits) {
    return (limits.heapBytes() >> 20) + "m";
  }

  /** Its end is looked up: what was heard may have been that of a process before. */
  @Override
  public void ended() {
    var _ =
        site.host()
            .blocking(() -> {
              changing.lock();
              try {
                ContainerState state = stopped || waits ? null : container.state();
                if (state != null && !Boolean.TRUE.equals(state.getRunning())) {
                  died(Objects.requireNonNullElse(state.getExitCodeLong(), 0L).intValue());
                }
              } finally {
                changing.unlock();
              }
              return null;
            })
            .onFailure(cause -> trouble("can't be looked at", cause));
  }

  private void died(int exitCode) {
    limit.stop();
    ResourceLimits limits = ResourceLimits.of(spec);
    HeapEnd end =
        switch (exitCode) {
          case OUT_OF_MEMORY -> new HeapEnd.OutOfMemory(0, limits.heapBytes(), limits.heapBytes());
          case KILLED ->
              new HeapEnd.OomKilled(
                  Math.max((long) residentBytes, limits.memoryBytes()),
                  limits.memoryBytes(),
                  0,
                  limits.heapBytes());
          default -> new HeapEnd.Exited(exitCode);
        };
    if (!end.lastWords().isEmpty()) {
      log.add("error", spec.service(), end.lastWords(), null, Map.of());
    }
    if (!end.kernelLog().isEmpty()) {
      log.node(end.kernelLog());
    }
    startAgainIn(restarts.ended(end, site.clock().nanos()));
  }

  private void startAgainIn(long millis) {
    if (!stopped) {
      waits = true;
      timer = site.host().vertx().setTimer(millis, at -> startAgain());
    }
  }

  private void startAgain() {
    var _ =
        site.host()
            .blocking(() -> {
              changing.lock();
              try {
                if (waits && !stopped && !site.closed()) {
                  stopWaiting();
                  restarts.restarted();
                  begin();
                }
              } catch (Exception e) {
                startAgainIn(RETRY_MILLIS); // the engine failed, of which no event tells
                throw e;
              } finally {
                changing.unlock();
              }
              return null;
            })
            .onFailure(cause -> trouble("did not start again", cause));
  }

  /**
   * Says once in a row what goes wrong with it: whoever asks for its telemetry has it looked at
   * each second. That the engine has gone is said by who heard it go.
   */
  private void trouble(String what, Throwable cause) {
    if (!stopped && !site.closed() && !troubled && !(cause instanceof NoEngine)) {
      troubled = true;
      LOG.warn("{} {}: {}", spec.instance(), what, EngineFailure.said(cause));
    }
  }

  private void stopWaiting() {
    waits = false;
    if (timer != NO_TIMER) {
      site.host().vertx().cancelTimer(timer);
      timer = NO_TIMER;
    }
  }

  @Override
  public Future<Reading.Raw> read(Probe probe) {
    if (waits) {
      return Future.failedFuture(
          new NotRunning(
              spec.instance() + " is starting, there is no process; read it in a moment"));
    }
    BoxServer.Ask ask = new BoxServer.Ask(probe, restarts.text());
    Supplier<Future<Reading.Raw>> look = () -> client.post(BoxServer.READ, ask, Reading.Raw.class);
    return site.reading()
        .take(probe.diagnostic() == Diagnostic.HEAP ? () -> limit.lifted(look) : look);
  }

  @Override
  public Future<Batch> telemetry() {
    if (stopped) {
      return Future.failedFuture(new NotRunning(spec.instance() + " was stopped"));
    }
    return client
        .get(BoxServer.TELEMETRY, Batch.class)
        .onFailure(cause -> {
          if (!changing.isLocked()) {
            ended(); // perhaps, and the event was lost
          }
        })
        .otherwise(new Batch(List.of(), List.of(), List.of(), 0)) // no process: we speak alone
        .map(this::withOurs);
  }

  private Batch withOurs(Batch told) {
    List<Sample> samples = new ArrayList<>();
    for (Sample sample : told.samples()) {
      if (sample.name().equals(RESIDENT)) {
        residentBytes = sample.value();
      }
      if (!sample.name().startsWith(Restarts.STATUS)) {
        samples.add(sample);
      }
    }
    restarts.read(samples);
    List<LogLine> lines = new ArrayList<>(log.drain());
    lines.addAll(told.logs());
    return new Batch(samples, lines, told.spans(), told.dropped());
  }

  @Override
  public Future<Void> stop() {
    stopped = true;
    return site.host()
        .<Void>blocking(() -> {
          site.forget(container);
          container.remove(); // or whoever holds the lock would wait for its process to be up
          changing.lock();
          try {
            stopWaiting();
            limit.stop();
          } finally {
            changing.unlock();
          }
          return null;
        })
        .eventually(client::close);
  }
}
