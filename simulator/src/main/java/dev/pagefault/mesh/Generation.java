package dev.pagefault.mesh;

import dev.pagefault.hardware.Cpu;
import dev.pagefault.hardware.CpuStat;
import dev.pagefault.hardware.GcPause;
import dev.pagefault.hardware.Hardware;
import dev.pagefault.hardware.Heap;
import dev.pagefault.hardware.HeapEnd;
import dev.pagefault.hardware.HeapListener;
import dev.pagefault.hardware.Machine;
import dev.pagefault.telemetry.Sample;
import dev.pagefault.time.Clock;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.github.resilience4j.micrometer.tagged.TaggedCircuitBreakerMetrics;
import io.github.resilience4j.micrometer.tagged.TaggedRetryMetrics;
import io.github.resilience4j.retry.RetryRegistry;
import io.micrometer.core.instrument.Gauge;
import io.vertx.core.Future;
import io.vertx.core.http.HttpServerRequest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/**
 * One process of an instance, from start to end: everything that a restart throws away. Built cold;
 * {@link #reload} changes what differs; {@link #close} ends all of it.
 */
final class Generation implements StepRunner.Components, Hardware {

  /** Collections from this long on are logged, nanoseconds. */
  static final long GC_LOGGED_NANOS = 20_000_000L;

  /** Whom a process tells that it has come to its end; on the thread that brought it about. */
  interface Mourner {
    void ended(Generation process, HeapEnd end);
  }

  /** What an instance lends to each of its processes. */
  record Surroundings(
      MeshHost host,
      Machine machine,
      HopCeiling hops,
      io.vertx.core.Context loop,
      Tracing tracing,
      LogBook log,
      Mourner mourner,
      Clock clock) {}

  private final Surroundings around;
  private final Clock clock;
  private final long bornNanos;
  private final Cpu cpu;
  private final Heap heap;
  private final GcLog gcLog = new GcLog();
  private final Meters meters;
  private final Workers workers;
  private final Caller caller;
  private final StepRunner steps;
  private final QueueClient queues;
  private final RetryRegistry retries = RetryRegistry.ofDefaults();
  private final CircuitBreakerRegistry breakers = CircuitBreakerRegistry.ofDefaults();
  private final DoubleSupplier random;
  private final FieldSteps fields;
  private final Map<String, JdbcPool> pools = new ConcurrentHashMap<>();
  private final Map<String, Link> links = new ConcurrentHashMap<>();
  private final Caches caches;
  private final Map<String, ConsumerLoop> consumers = new ConcurrentHashMap<>();
  private volatile Map<String, Map<String, Endpoint>> endpoints = Map.of(); // by path, method
  private volatile Rollout rollout;
  private volatile ServedRequest.Server server;
  private final CpuMarks marks;
  private volatile double usage;
  private volatile @Nullable RateWindow limit;

  Generation(InstanceSpec spec, Wiring wiring, Surroundings around) {
    this.around = around;
    this.clock = around.clock;
    this.bornNanos = clock.nanos();
    this.cpu = around.machine.cpu(wiring.limits().cores());
    this.heap = around.machine.heap(wiring.limits().heap(), new Fate(spec.service()));
    this.marks = new CpuMarks(bornNanos, cpu.stat());
    this.meters = new Meters(clock);
    this.caches = new Caches(meters, clock);
    this.random = new SeededRandom(spec.seed(), spec.instance());
    this.workers = new Workers(wiring.workers(), wiring.queueMax());
    this.caller =
        new Caller(spec.service(), around.loop, around.tracing, meters, around.hops, clock);
    this.queues = new QueueClient(around.host, caller, spec.instance(), bornNanos);
    this.steps =
        new StepRunner(
            spec.service(), this, this, around.tracing, meters, around.log, random, clock);
    this.fields = new FieldSteps(clock, () -> server().spec().settings());
    this.rollout = new Rollout(spec.flags());
    this.server = new ServedRequest.Server(spec, steps, around.tracing, around.log, clock);
    TaggedRetryMetrics.ofRetryRegistry(retries).bindTo(meters.registry());
    TaggedCircuitBreakerMetrics.ofCircuitBreakerRegistry(breakers).bindTo(meters.registry());
    new ProcessMeters(meters).bind(this);
    reload(spec, wiring);
  }

  /** Takes over what differs from what it was told before. */
  void reload(InstanceSpec spec, Wiring wiring) {
    cpu.limit(wiring.limits().cores());
    heap.limit(heap.spec().heapMaxBytes(), wiring.limits().memoryBytes()); // -Xmx is for life
    workers.limit(wiring.workers(), wiring.queueMax());
    rollout = new Rollout(spec.flags());
    queues.reload(spec.brokers());
    limit = RateWindow.of(spec.settings(), limit, clock);
    server = new ServedRequest.Server(spec, steps, around.tracing, around.log, clock);
    reloadPools(spec, wiring);
    reloadLinks(spec, wiring);
    reloadEndpoints(spec);
    reloadConsumers(spec);
    caches.reload(spec, rollout);
  }

  private void reloadPools(InstanceSpec spec, Wiring wiring) {
    wiring
        .pools()
        .forEach((datastore, policy) -> {
          String url = Objects.requireNonNull(spec.databases().get(datastore));
          JdbcPool known = pools.get(datastore);
          if (known != null && known.url().equals(url)) {
            known.reload(policy);
            return;
          }
          if (known != null) {
            known.close(); // its meters go with it, so that the next one's can come
          }
          pools.put(
              datastore,
              new JdbcPool(
                  around.host, datastore, url, spec.instance(), policy, meters, around.log, clock));
        });
  }

  private void reloadLinks(InstanceSpec spec, Wiring wiring) {
    wiring
        .links()
        .forEach((service, policy) -> {
          Link link =
              links.computeIfAbsent(
                  service, name -> link(name, policy, Trust.of(spec.tls(), name)));
          link.reload(policy, spec.peers().getOrDefault(service, List.of()), spec.names());
        });
  }

  private Link link(String service, LinkPolicy policy, @Nullable Trust trust) {
    Link link =
        new Link(
            around.host,
            service,
            policy,
            trust,
            caller,
            retries,
            breakers,
            around.log,
            random,
            clock);
    gauge("vertx.http.client.active.connections", service, () -> link.wire().active.get());
    gauge("vertx.http.client.queue.pending", service, () -> link.wire().waiting.get());
    return link;
  }

  private void gauge(String name, String client, java.util.function.Supplier<Number> value) {
    Gauge.builder(name, value).tag("client.name", client).register(meters.registry());
  }

  private void reloadEndpoints(InstanceSpec spec) {
    Map<String, Map<String, Endpoint>> table = new HashMap<>();
    spec.endpoints()
        .forEach((id, list) -> {
          Endpoint known = find(id);
          Endpoint endpoint =
              known != null && known.steps().equals(list) ? known : new Endpoint(id, list, meters);
          table
              .computeIfAbsent(endpoint.path(), path -> new HashMap<>())
              .put(endpoint.method(), endpoint);
        });
    Endpoint health = new Endpoint("GET /health", List.of(), meters);
    table.computeIfAbsent("/health", path -> new HashMap<>()).putIfAbsent("GET", health);
    endpoints = table;
  }

  private @Nullable Endpoint find(String id) {
    int space = id.indexOf(' ');
    return space < 0
        ? null
        : endpoints.getOrDefault(id.substring(space + 1), Map.of()).get(id.substring(0, space));
  }

  private void reloadConsumers(InstanceSpec spec) {
    for (String name : List.copyOf(consumers.keySet())) {
      ConsumerLoop running = consumers.get(name);
      if (running != null && !running.consumer().equals(spec.consumers().get(name))) {
        running.close();
        consumers.remove(name);
      }
    }
    spec.consumers()
        .forEach((name, consumer) ->
            consumers.computeIfAbsent(
                name,
                key ->
                    new ConsumerLoop(
                        key,
                        consumer,
                        steps,
                        queues,
                        around.tracing,
                        meters,
                        around.log,
                        spec.service(),
                        clock)));
  }

  /** Takes a request; on its event loop. */
  void accept(HttpServerRequest request) {
    Map<String, Endpoint> methods = endpoints.get(request.path());
    Endpoint endpoint = methods == null ? null : methods.get(request.method().name());
    if (endpoint == null) {
      String error = "no endpoint " + request.method() + " " + request.path();
      ServedRequest.respond(request, 404, FlatJson.write(Map.of("error", error)));
      return;
    }
    RateWindow window = limit;
    if (window != null && !"/health".equals(request.path()) && !window.admits(request)) {
      endpoint.timer(429).record(java.time.Duration.ZERO);
      return;
    }
    ServedRequest.Server now = server;
    if (!workers.offer(new ServedRequest(request, endpoint, now))) {
      String error = "task rejected from " + workers;
      ServedRequest.respond(request, 503, FlatJson.write(Map.of("error", error)));
      endpoint.timer(503).record(java.time.Duration.ZERO);
      now.log().add("error", now.spec().service() + ".http", error, null, Map.of());
    }
  }

  /** Every meter as it stands; to be called by one thread at a time. */
  List<Sample> meters() {
    long now = clock.nanos();
    CpuStat stat = cpu.stat();
    CpuMarks.Mark before = marks.set(now, stat);
    double elapsed = Math.max(1, (now - before.nanos()) / 1_000.0) * cpu.cores();
    usage = Math.min(1, (stat.usageMicros() - before.stat().usageMicros()) / elapsed);
    List<Sample> samples = meters.read();
    HeapMeters.read(heap.stat(), gcLog, now, samples);
    return samples;
  }

  /** Takes to the instance what the heap tells. */
  private final class Fate implements HeapListener {
    private final String service;

    Fate(String service) {
      this.service = service;
    }

    @Override
    public void ended(HeapEnd end) {
      around.mourner.ended(Generation.this, end);
    }

    @Override
    public void collected(GcPause pause) {
      gcLog.add(pause);
      if (pause.nanos() >= GC_LOGGED_NANOS) {
        around.log.info(service + ".gc", pause.logLine());
      }
    }
  }

  double cpuUsage() {
    return usage;
  }

  double uptimeSeconds() {
    return (clock.nanos() - bornNanos) / 1e9;
  }

  CpuStat cpuStat() {
    return cpu.stat();
  }

  /** The counters that what the processor did lately counts from. */
  CpuMarks.Mark cpuLately() {
    return marks.windowBefore(clock.nanos());
  }

  @Override
  public Cpu cpu() {
    return cpu;
  }

  @Override
  public Heap heap() {
    return heap;
  }

  GcLog gcLog() {
    return gcLog;
  }

  Workers workers() {
    return workers;
  }

  /** Consumers' messages at work. */
  List<Exchange> consuming() {
    List<Exchange> all = new ArrayList<>();
    consumers.values().forEach(consumer -> all.addAll(consumer.busy()));
    return all;
  }

  @Nullable JdbcPool knownPool(String datastore) {
    return pools.get(datastore);
  }

  @Nullable Link knownLink(String service) {
    return links.get(service);
  }

  @Override
  public JdbcPool pool(String datastore) {
    return Objects.requireNonNull(pools.get(datastore));
  }

  @Override
  public Link link(String service) {
    return Objects.requireNonNull(links.get(service));
  }

  @Override
  public TtlCache cache(String name) {
    return caches.of(name);
  }

  @Override
  public QueueClient queues() {
    return queues;
  }

  @Override
  public Rollout rollout() {
    return rollout;
  }

  @Override
  public FieldSteps fields() {
    return fields;
  }

  private ServedRequest.Server server() {
    return server;
  }

  /** Ends everything; may block for a moment. Fails never. */
  Future<Void> close() {
    consumers.values().forEach(ConsumerLoop::close);
    workers.close();
    pools.values().forEach(JdbcPool::close);
    List<Future<Void>> closing = new ArrayList<>();
    links.values().forEach(link -> closing.add(link.close()));
    closing.add(queues.close());
    caches.close();
    steps.close();
    meters.close();
    return Future.join(closing).otherwiseEmpty().mapEmpty();
  }
}
