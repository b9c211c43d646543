package dev.pagefault.mesh;

import static dev.pagefault.mesh.Awaiting.await;
import static dev.pagefault.mesh.Awaiting.gather;
import static dev.pagefault.mesh.Awaiting.pause;

import dev.pagefault.scenario.Topology;
import dev.pagefault.telemetry.Identity;
import dev.pagefault.telemetry.Telemetry;
import dev.pagefault.time.Clock;
import io.vertx.core.Future;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A topology that is running: its databases, queues and instances, and the thread that collects
 * what they measure. Brings itself to the state that is wanted of it.
 *
 * <p>Whoever starts it stops it. Any thread may call; {@link #become} runs one at a time, in order.
 */
public final class Mesh {
  /** Longest that one instance may take to start, reload, restart or stop, seconds. */
  static final int APPLY_SECONDS = 180;

  /** What an instance about to restart is given to finish what it has begun, milliseconds. */
  static final int DRAIN_MILLIS = 250;

  private static final Logger LOG = LoggerFactory.getLogger(Mesh.class);

  private final MeshHost host;
  private final Site site;
  private final Topology topology;
  private final long seed;
  private final ReentrantLock changing = new ReentrantLock(true);
  private final Map<String, DatabaseControl> databases = new LinkedHashMap<>();
  private final Map<String, BrokerControl> brokers = new LinkedHashMap<>();
  private final Proxies proxies;
  private final Certificates certificates;

  // Written under `changing`; read by anybody, each as a whole.
  private volatile Map<String, Replica> instances = Map.of();
  private volatile Map<String, InstancePlan> plans = Map.of();
  private volatile Map<String, List<String>> edges = Map.of();
  private volatile boolean stopping;
  private Map<String, InstanceSpec> told = Map.of();
  private final Set<String> resting = new LinkedHashSet<>();
  private @Nullable Scraper scraper;

  private Mesh(MeshHost host, Site site, Topology topology, long seed, Clock clock) {
    this.host = host;
    this.site = site;
    this.topology = topology;
    this.seed = seed;
    this.proxies = new Proxies(host, site, databases, clock);
    this.certificates = new Certificates(topology, clock);
  }

  /** Starts everything in this process. */
  public static Future<Mesh> start(
      MeshHost host,
      Topology topology,
      MeshState state,
      long seed,
      Clock clock,
      Telemetry telemetry) {
    return start(host, Sites.embedded(host, clock), topology, state, seed, clock, telemetry);
  }

  /**
   * Starts everything on a site of its own; fails with {@link IllegalArgumentException} that names
   * the field where the topology can't run, and leaves nothing behind then.
   */
  public static Future<Mesh> start(
      MeshHost host,
      Sites sites,
      Topology topology,
      MeshState state,
      long seed,
      Clock clock,
      Telemetry telemetry) {
    return host.blocking(() -> {
      Site site = sites.open(topology, seed);
      Mesh mesh = new Mesh(host, site, topology, seed, clock);
      try {
        mesh.open();
        mesh.reconcile(state);
        mesh.scraper = Scraper.start(mesh::targets, site.spread(), telemetry, clock);
        return mesh;
      } catch (Exception e) {
        try {
          mesh.close();
        } finally {
          site.close();
        }
        throw e;
      }
    });
  }

  /**
   * Brings the mesh to a state: settings and rotation at once; instances that restart one after the
   * other, each out of rotation meanwhile where somebody else can serve.
   */
  public Future<Void> become(MeshState next) {
    return host.blocking(() -> {
      changing.lock();
      try {
        if (stopping) {
          throw new IllegalStateException("the mesh is stopped");
        }
        reconcile(next);
      } finally {
        changing.unlock();
      }
      return null;
    });
  }

  /** Addresses of the front door for customers who enter in a region. Doesn't block. */
  public List<String> edges(String region) {
    return edges.getOrDefault(region, List.of());
  }

  /** Everything that can be read now. */
  public List<Probe> probes() {
    return Probes.of(topology, plans.values()).stream().filter(this::reads).toList();
  }

  private boolean reads(Probe probe) {
    DatabaseControl database = databases.get(probe.target());
    return database == null || database.reads(probe.diagnostic());
  }

  /**
   * Reads a component's inner state; takes up to two seconds. Fails with {@link
   * IllegalArgumentException} when there is no such component.
   */
  public Future<Reading.Raw> read(Probe probe) {
    DatabaseControl database = databases.get(probe.target());
    if (database != null) {
      return host.blocking(() -> database.read(probe.diagnostic()));
    }
    Replica running = instances.get(probe.target().split("/", 2)[0]);
    if (running == null) {
      return Future.failedFuture(
          new IllegalArgumentException(
              "target: no "
                  + probe.target()
                  + "; there are "
                  + instances.keySet()
                  + " and "
                  + databases.keySet()));
    }
    return running.read(probe);
  }

  /** Cancels what a database session executes; false when it executes nothing. */
  public boolean cancel(String datastore, int session) {
    DatabaseControl database = databases.get(datastore);
    return database != null && database.cancel(session);
  }

  /** Rows of a statement as a truth to compare answers with; costs the mesh nothing. Blocks. */
  public List<Map<String, String>> rows(String datastore, String sql) throws SQLException {
    return Objects.requireNonNull(databases.get(datastore)).rows(sql);
  }

  /** Addresses at which something listens that leads on to an instance or a datastore. */
  List<String> proxied() {
    return proxies.listening();
  }

  /** Completes with why, in one line with the way out, when what it stands on has gone. */
  public Future<String> lost() {
    return site.lost();
  }

  /** Stops everything and frees it: ports, threads, databases. */
  public Future<Void> stop() {
    stopping = true;
    return host.blocking(() -> {
      changing.lock();
      try {
        close();
      } finally {
        changing.unlock();
        site.close(); // whatever part did not stop
      }
      return null;
    });
  }

  private void open() throws Exception {
    Map<String, Future<DatabaseControl>> starting = site.databases(topology.datastores());
    Map<String, Future<BrokerControl>> listening = new LinkedHashMap<>();
    topology.queues().forEach((id, queue) -> listening.put(id, site.broker(id, queue)));
    try {
      gather(starting, databases);
    } finally {
      gather(listening, brokers); // or those that listen would outlive a database that fails
    }
  }

  private void reconcile(MeshState next) throws Exception {
    Map<String, InstancePlan> target = new LinkedHashMap<>();
    next.instances().forEach(plan -> target.put(plan.instance(), plan));
    ResourceSettings.apply(next, databases, brokers);
    startMissing(target);

    Map<String, InstancePlan> now = new LinkedHashMap<>();
    List<InstancePlan> restarts = new ArrayList<>();
    target.forEach((name, plan) -> {
      InstancePlan was = plans.get(name);
      boolean restart = was != null && plan.generation() > was.generation();
      now.put(name, restart ? was : plan);
      if (restart) {
        restarts.add(plan);
      }
    });
    plans = now;
    tell();
    stopSurplus();
    for (InstancePlan plan : restarts) {
      restart(plan);
    }
  }

  private void startMissing(Map<String, InstancePlan> target) throws Exception {
    Map<String, Future<Replica>> starting = new LinkedHashMap<>();
    target.forEach((name, plan) -> {
      if (!instances.containsKey(name)) {
        Tls own = certificates.of(plan);
        InstanceSpec spec =
            Directory.alone(
                plan,
                each(databases, DatabaseControl::jdbcUrl),
                each(brokers, BrokerControl::address),
                seed,
                own);
        starting.put(name, site.instance(spec));
      }
    });
    Map<String, Replica> started = new LinkedHashMap<>(instances);
    try {
      gather(starting, started);
    } finally {
      instances = started;
    }
  }

  private void stopSurplus() throws Exception {
    Map<String, Replica> kept = new LinkedHashMap<>(instances);
    kept.keySet().retainAll(plans.keySet());
    List<Replica> surplus = new ArrayList<>(instances.values());
    surplus.removeAll(kept.values());
    if (!surplus.isEmpty()) {
      pause(DRAIN_MILLIS);
    }
    instances = kept;
    List<Future<Void>> stops = surplus.stream().map(Replica::stop).toList();
    for (Future<Void> stop : stops) {
      await(stop);
    }
  }

  private void restart(InstancePlan plan) throws Exception {
    if (stopping) {
      return;
    }
    resting.add(plan.instance());
    try {
      tell();
      pause(DRAIN_MILLIS);
      Map<String, InstancePlan> now = new LinkedHashMap<>(plans);
      now.put(plan.instance(), plan);
      plans = now;
      tell();
    } finally {
      resting.remove(plan.instance());
    }
    tell();
  }

  /** Tells each instance what it is to be, where that differs from what it was told. */
  private void tell() throws Exception {
    Set<String> asleep = Set.copyOf(resting);
    Directory direct =
        new Directory(
            plans,
            each(instances, Replica::address),
            asleep,
            each(databases, DatabaseControl::jdbcUrl),
            each(brokers, BrokerControl::address),
            seed,
            Map.of(),
            certificates.of(plans.values()));
    Map<String, ProxyPlan> poisoned = direct.poisoned();
    Directory directory = direct.through(proxies.bring(poisoned));
    Map<String, List<String>> doors = new LinkedHashMap<>();
    topology
        .regions()
        .forEach(region -> doors.put(region, directory.reach(topology.edge(), region, this::door)));
    edges = doors;
    Map<String, InstanceSpec> wanted = directory.specs();
    Map<String, Future<Void>> pending = new LinkedHashMap<>();
    wanted.forEach((name, spec) -> {
      if (!spec.equals(told.get(name))) {
        pending.put(name, Objects.requireNonNull(instances.get(name)).apply(spec));
      }
    });
    Map<String, InstanceSpec> now = new LinkedHashMap<>(told);
    now.keySet().retainAll(wanted.keySet());
    Exception failure = null;
    for (Map.Entry<String, Future<Void>> entry : pending.entrySet()) {
      try {
        await(entry.getValue());
        now.put(entry.getKey(), Objects.requireNonNull(wanted.get(entry.getKey())));
      } catch (Exception e) {
        now.remove(entry.getKey());
        failure = failure == null ? e : failure;
      }
    }
    told = now;
    proxies.release();
    if (failure != null) {
      throw failure;
    }
  }

  private void close() throws InterruptedException {
    stopping = true;
    Scraper running = scraper;
    if (running != null) {
      running.stop();
    }
    databases.values().forEach(DatabaseControl::shutDown); // or instances would wait for them
    proxies.cut(); // or they would wait for what hangs on a wire
    List<Future<Void>> stops = new ArrayList<>();
    instances.values().forEach(it -> stops.add(it.stop()));
    brokers.values().forEach(broker -> stops.add(broker.stop()));
    for (Future<Void> stop : stops) {
      try {
        await(stop);
      } catch (InterruptedException e) {
        throw e;
      } catch (Exception e) {
        LOG.warn("a part of the mesh {} did not stop cleanly", topology.id(), e);
      }
    }
    databases.values().forEach(DatabaseControl::close);
    instances = Map.of();
    plans = Map.of();
    edges = Map.of();
  }

  private List<Scraper.Target> targets() {
    List<Scraper.Target> targets = new ArrayList<>();
    Map<String, InstancePlan> present = plans;
    instances.forEach((name, running) -> {
      InstancePlan plan = present.get(name);
      if (plan != null && !external(plan.service())) {
        Identity who = new Identity(plan.service(), plan.region(), plan.instance(), plan.version());
        targets.add(new Scraper.Target(who, running::telemetry));
      }
    });
    databases.forEach((id, database) ->
        targets.add(new Scraper.Target(new Identity(id, "", id, ""), database::telemetry)));
    brokers.forEach((id, broker) ->
        targets.add(new Scraper.Target(new Identity(id, "", id, ""), broker::telemetry)));
    return targets;
  }

  /** Whether a service is somebody else's: what it measures of itself is out of our sight. */
  private boolean external(String service) {
    return Objects.requireNonNull(topology.services().get(service)).external();
  }

  private String door(String instance) {
    Replica running = instances.get(instance);
    return running == null ? "" : running.door();
  }

  private static <T> Map<String, String> each(Map<String, T> parts, Function<T, String> of) {
    Map<String, String> all = new LinkedHashMap<>();
    parts.forEach((id, part) -> all.put(id, of.apply(part)));
    return all;
  }
}
