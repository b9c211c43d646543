package dev.pagefault.mesh.docker;

import com.github.dockerjava.api.exception.DockerException;
import dev.pagefault.mesh.Awaiting;
import dev.pagefault.mesh.BrokerControl;
import dev.pagefault.mesh.DatabaseControl;
import dev.pagefault.mesh.InstanceSpec;
import dev.pagefault.mesh.MeshHost;
import dev.pagefault.mesh.NotRunning;
import dev.pagefault.mesh.ProxyServer;
import dev.pagefault.mesh.Replica;
import dev.pagefault.mesh.ResourceLimits;
import dev.pagefault.mesh.ResourceSettings;
import dev.pagefault.mesh.Site;
import dev.pagefault.scenario.Topology;
import dev.pagefault.time.Clock;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.testcontainers.containers.Network;

/**
 * The containers of one mesh in a network of their own.
 *
 * <pre>
 *   this process ──127.0.0.1──▶ each box's control port, the edges, Toxiproxy's API, PostgreSQL
 *                 ┌──────────────────────── network of the mesh ───────────────────────┐
 *                 │ edge-eu-1:8080 ─▶ cart-eu-1:8080 ─▶ toxiproxy:20000 ─▶ orders-db:5432 │
 *                 └────────────────────────────────────────────────────────────────────┘
 * </pre>
 */
final class DockerSite implements Site {
  /** Longest that anything is waited for, seconds. */
  private static final long ANSWER_SECONDS = 120;

  private static final long PROXY_BYTES = 64L << 20;

  /** Of a broker, whose heap is 256 MB at most. */
  private static final long BROKER_BYTES = 512L << 20;

  private static final int TOKEN_BYTES = 16;
  private static final int READS_AT_A_TIME = 6;
  private static final int CORES_A_MESH = 64;
  private static final Logger LOG = LoggerFactory.getLogger(DockerSite.class);

  /**
   * What a database host, or an instance, gets of this machine's processors for each core of the
   * topology: a laptop has fewer cores than a shop. Steps and statements take the time that they
   * are said to, and each is saturated by as many of them; a machine of {@value #CORES_A_MESH}
   * processors gives all.
   */
  static final double SHARE =
      Math.min(1, Runtime.getRuntime().availableProcessors() / (double) CORES_A_MESH);

  private final Engine engine;
  private final DockerRuntime.Images images;
  private final MeshHost host;
  private final Topology topology;
  private final Clock clock;
  private final String mesh;
  private final Map<String, String> labels;
  private final Network network;
  private final SecureRandom random = new SecureRandom();

  /** Shared by whoever has a container made, so that none is made behind the back of a close. */
  private final ReadWriteLock opening = new ReentrantReadWriteLock();

  private final Promise<String> lost = Promise.promise();
  private volatile @Nullable RealProxies proxies;
  private final Turns reading = new Turns(READS_AT_A_TIME);

  /** In which they start: each takes a processor for seconds. */
  private final Turns starting = new Turns(Math.max(2, Runtime.getRuntime().availableProcessors()));

  private volatile boolean closed; // written under opening

  DockerSite(
      Engine engine, DockerRuntime.Images images, MeshHost host, Topology topology, Clock clock) {
    this.engine = engine;
    this.images = images;
    this.host = host;
    this.topology = topology;
    this.clock = clock;
    this.mesh = "pagefault-" + topology.id() + "-" + secret(4);
    this.labels = engine.labels(mesh);
    this.network =
        Network.builder()
            .createNetworkCmdModifier(create -> create.withName(mesh).withLabels(labels))
            .build();
  }

  /**
   * Makes its network and, before anything else, its Toxiproxy: that a mesh has none would be
   * noticed at its first toxic. Whoever calls closes it, also where this fails.
   */
  void open() throws Exception {
    OpenSites.add(this);
    make("the network of a mesh could not be made", network::getId);
    RealProxies started = startProxies();
    proxies = started;
    engine.lives().watch(started.container(), this::proxiesEnded);
  }

  private void proxiesEnded() {
    var _ =
        host.blocking(() -> {
          lookAround();
          return null;
        });
  }

  MeshHost host() {
    return host;
  }

  Clock clock() {
    return clock;
  }

  boolean isEdge(InstanceSpec spec) {
    return spec.service().equals(topology.edge());
  }

  int hopsPerSecond() {
    return topology.hopsPerSecond();
  }

  @Override
  public Map<String, Future<DatabaseControl>> databases(Map<String, Topology.Datastore> specs) {
    Map<String, Future<Map<String, DatabaseControl>>> hosts = new LinkedHashMap<>();
    specs.forEach((id, spec) -> {
      if (spec.host() == null) {
        DatabaseServer server = new DatabaseServer(this, images.postgres(), id, specs);
        hosts.put(id, host.blocking(server::start));
      }
    });
    Map<String, Future<DatabaseControl>> all = new LinkedHashMap<>();
    specs.forEach((id, spec) -> {
      Future<Map<String, DatabaseControl>> landlord =
          hosts.get(spec.host() == null ? id : spec.host());
      if (landlord != null) {
        all.put(id, landlord.map(it -> it.get(id)));
      }
    });
    return all;
  }

  @Override
  public Future<BrokerControl> broker(String id, Topology.Queue spec) {
    return host.blocking(() -> {
      int control = Ports.free();
      String token = secret();
      Map<String, String> settings = ResourceSettings.initial(topology, id);
      BoxContainer container =
          box(id)
              .memory(BROKER_BYTES)
              .file(BoxRole.FILE, BoxedBroker.role(token, id, spec, settings))
              .publish(Map.of(control, BoxRole.CONTROL));
      return started(
          container,
          () -> {
            BoxClient client = up(container, id, control, token);
            container.startAgainWhenItFails();
            return new BoxedBroker(this, container, client, token, id, spec);
          });
    });
  }

  @Override
  public Future<Replica> instance(InstanceSpec spec) {
    return starting.take(() -> host.blocking(() -> started(spec)));
  }

  private Replica started(InstanceSpec spec) throws Exception {
    ResourceLimits limits = ResourceLimits.of(spec);
    int control = Ports.free();
    boolean edge = isEdge(spec);
    int serves = edge ? Ports.free() : 0;
    String token = secret();
    Map<Integer, Integer> published =
        edge
            ? Map.of(control, BoxRole.CONTROL, serves, BoxRole.SERVES)
            : Map.of(control, BoxRole.CONTROL);
    BoxContainer container =
        box(spec.instance())
            .memory(limits.memoryBytes())
            .weight(BoxedInstance.quota(this, spec))
            .file(BoxRole.FILE, BoxedInstance.role(this, token, spec, false))
            .file(BoxRole.HEAP_FILE, BoxedInstance.heap(limits))
            .publish(published);
    return started(
        container,
        () -> {
          BoxClient client = up(container, spec.instance(), control, token);
          BoxedInstance boxed =
              new BoxedInstance(this, container, client, token, "127.0.0.1:" + serves, spec);
          engine.lives().watch(container.getContainerId(), boxed);
          boxed.serves();
          boxed.ended(); // if it has, nobody heard of it before it was watched
          return boxed;
        });
  }

  private BoxContainer box(String name) {
    return container(images.box(), name).withCommand("box");
  }

  BoxContainer container(String image, String name) {
    return new BoxContainer(engine, image, name, network, labels)
        .withCreateContainerCmdModifier(create -> create.withName(mesh + "-" + name));
  }

  /** Starts a container and makes something of it; where that fails, the container is gone. */
  <T> T started(BoxContainer container, Callable<T> made) throws Exception {
    String failed = container.name() + " could not be started";
    try {
      Engine.needMemoryFor(1);
      make(failed, container::start);
      return made.call();
    } catch (Exception e) {
      discard(container); // or the next of that name would be refused
      throw e instanceof DockerException refused ? EngineFailure.of(failed, refused) : e;
    }
  }

  /** Has the engine make something. */
  private void make(String failed, Runnable making) {
    opening.readLock().lock();
    try {
      if (closed) {
        throw new IllegalStateException("the mesh is stopped");
      }
      making.run();
    } catch (RuntimeException e) {
      throw EngineFailure.of(failed, e);
    } finally {
      opening.readLock().unlock();
    }
  }

  private static void discard(BoxContainer container) {
    try {
      container.remove();
    } catch (DockerException e) {
      LOG.warn("{} did not start, and stays: {}", container.name(), EngineFailure.said(e));
    }
  }

  private RealProxies startProxies() throws Exception {
    int port = Ports.free();
    BoxContainer container =
        container(images.toxiproxy(), RealProxies.NAME)
            .memory(PROXY_BYTES)
            .publish(Map.of(port, RealProxies.API));
    return started(
        container,
        () -> {
          RealProxies made = new RealProxies(host, container, port);
          Startup.await(made::answers, container, "Toxiproxy", clock);
          return made;
        });
  }

  @Override
  public Future<ProxyServer> proxies() {
    return Future.succeededFuture(Objects.requireNonNull(proxies));
  }

  @Override
  public Future<String> lost() {
    return lost.future();
  }

  /** What it ran on has gone. */
  void lose(String why) {
    lost.tryComplete(why);
  }

  /**
   * Whether it still stands. Its Toxiproxy tells: nobody starts that again, so that it ends with an
   * engine that is stopped, and what it knew of wires is gone whenever it ends.
   */
  void lookAround() {
    RealProxies standing = proxies;
    try {
      if (standing != null && !standing.runs()) {
        lose("its Toxiproxy has ended, as all does when the Docker engine stops; begin again");
      }
    } catch (NoEngine | DockerException e) {
      lose(EngineFailure.said(e));
    }
  }

  /**
   * In which its instances are read: each reading is work for its process, and those of a whole
   * mesh at a time would disturb what they are to read.
   */
  Turns reading() {
    return reading;
  }

  /** Whether everything of it is removed, or is being so. */
  boolean closed() {
    return closed;
  }

  @Override
  public boolean spread() {
    return true;
  }

  /** A hand on a box that serves. */
  private BoxClient up(BoxContainer container, String name, int port, String token)
      throws Exception {
    BoxClient client = new BoxClient(host, name, port, token);
    try {
      untilUp(container, client, name);
      return client;
    } catch (Exception e) {
      var _ = client.close();
      throw e;
    }
  }

  /** Waits until a box serves; fails with its last words where it doesn't. */
  void untilUp(BoxContainer container, BoxClient client, String name) throws Exception {
    Startup.await(() -> isUp(client), container, name, clock);
  }

  private boolean isUp(BoxClient client) throws Exception {
    try {
      await(client.up());
      return true;
    } catch (NotRunning e) {
      return false;
    }
  }

  /** The future's result, or what it failed with. */
  <T> T await(Future<T> future) throws Exception {
    return Awaiting.await(future, ANSWER_SECONDS);
  }

  void forget(BoxContainer container) {
    engine.lives().forget(container.getContainerId());
  }

  @Override
  public void close() {
    opening.writeLock().lock();
    try {
      closed = true;
    } finally {
      opening.writeLock().unlock();
    }
    RealProxies standing = proxies;
    if (standing != null) {
      engine.lives().forget(standing.container());
    }
    engine.clear(mesh);
    OpenSites.remove(this);
  }

  /** What nobody guesses. */
  String secret() {
    return secret(TOKEN_BYTES);
  }

  private String secret(int bytes) {
    byte[] drawn = new byte[bytes];
    random.nextBytes(drawn);
    return HexFormat.of().formatHex(drawn);
  }
}
