package dev.pagefault.mesh.docker;

import com.github.dockerjava.api.exception.DockerException;
import dev.pagefault.mesh.Awaiting;
import dev.pagefault.mesh.BrokerControl;
import dev.pagefault.mesh.DatabaseControl;
import dev.pagefault.mesh.InstanceSpec;
import dev.pagefault.mesh.MeshHost;
import dev.pagefault.mesh.NotRunning;
import dev.pagefault.mesh.PostgresDatabase;
import dev.pagefault.mesh.PostgresServer;
import dev.pagefault.mesh.ProxyServer;
import dev.pagefault.mesh.Replica;
import dev.pagefault.mesh.ResourceLimits;
import dev.pagefault.mesh.ResourceSettings;
import dev.pagefault.mesh.Site;
import dev.pagefault.scenario.Topology;
import dev.pagefault.time.Clock;
import io.vertx.core.Future;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.testcontainers.containers.Network;
import tools.jackson.databind.json.JsonMapper;

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

  private static final long DATABASE_BYTES = 512L << 20;
  private static final long PROXY_BYTES = 64L << 20;
  private static final int POSTGRES_PORT = 5432;
  private static final int TOKEN_BYTES = 16;
  private static final Logger LOG = LoggerFactory.getLogger(DockerSite.class);

  /**
   * What a database host gets of this machine for each core of the topology: such hosts have many
   * more cores than a laptop, and are half busy at rest. Statements take the time that they are
   * said to, and the host is saturated by as many of them.
   */
  private static final double HOST_SHARE = Runtime.getRuntime().availableProcessors() / 64.0;

  /**
   * What an instance gets for each of its cores: less than that where the machine would stand still
   * before the largest service has used up its quota in two regions, beside what two dozen
   * processes need for themselves: a bit more than one processor.
   */
  private static final double SERVICE_SHARE =
      Math.min(1, Runtime.getRuntime().availableProcessors() / 16.0);

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

  private final Future<ProxyServer> proxies;
  private boolean closed;

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
    network.getId(); // it is made when it is first asked for
    OpenSites.add(this);
    this.proxies = host.blocking(this::startProxies);
  }

  MeshHost host() {
    return host;
  }

  Clock clock() {
    return clock;
  }

  /**
   * What an instance is given of this machine for each core of its topology: somebody else's
   * service stands on a host of theirs.
   */
  double share(InstanceSpec spec) {
    Topology.Service service = topology.services().get(spec.service());
    return service != null && service.external() ? HOST_SHARE : SERVICE_SHARE;
  }

  int hopsPerSecond() {
    return topology.hopsPerSecond();
  }

  @Override
  public Map<String, Future<DatabaseControl>> databases(Map<String, Topology.Datastore> specs) {
    Map<String, Future<Tenancy>> hosts = new LinkedHashMap<>();
    specs.forEach((id, spec) -> {
      if (spec.host() == null) {
        hosts.put(id, host.blocking(() -> startHost(id, spec, specs)));
      }
    });
    Map<String, Future<DatabaseControl>> all = new LinkedHashMap<>();
    specs.forEach((id, spec) -> {
      Future<Tenancy> landlord = hosts.get(spec.host() == null ? id : spec.host());
      if (landlord != null) {
        all.put(id, landlord.map(it -> it.databases.get(id)));
      }
    });
    return all;
  }

  /** The databases of one host. */
  private record Tenancy(Map<String, DatabaseControl> databases) {}

  /** Everything on it is there, and its costs are known, before its processor is limited. */
  private Tenancy startHost(
      String id, Topology.Datastore spec, Map<String, Topology.Datastore> specs) throws Exception {
    int port = Ports.free();
    String password = secret(TOKEN_BYTES);
    BoxContainer container =
        container(images.postgres(), id)
            .memory(DATABASE_BYTES)
            .withEnv("POSTGRES_PASSWORD", password)
            .withCommand(
                "postgres",
                "-c",
                "shared_preload_libraries=pg_stat_statements",
                "-c",
                "max_connections=" + (connections(id, specs) + 10))
            .publish(Map.of(port, POSTGRES_PORT));
    return started(container, () -> filled(container, port, password, id, spec, specs));
  }

  private Tenancy filled(
      BoxContainer container,
      int port,
      String password,
      String id,
      Topology.Datastore spec,
      Map<String, Topology.Datastore> specs)
      throws Exception {
    PostgresServer server =
        new PostgresServer(
            "127.0.0.1:" + port,
            id + ":" + POSTGRES_PORT,
            "postgres",
            password,
            secret(TOKEN_BYTES));
    double cores = spec.cores() * HOST_SHARE;
    Startup.await(server::answers, container, "PostgreSQL", clock);
    PostgresDatabase landlord = PostgresDatabase.create(server, id, spec, null, cores, host, clock);
    Map<String, DatabaseControl> databases = new LinkedHashMap<>();
    databases.put(id, landlord);
    for (Map.Entry<String, Topology.Datastore> other : specs.entrySet()) {
      if (id.equals(other.getValue().host())) {
        databases.put(
            other.getKey(),
            PostgresDatabase.create(
                server, other.getKey(), other.getValue(), landlord, cores, host, clock));
      }
    }
    container.limitCores(cores);
    return new Tenancy(databases);
  }

  private static int connections(String id, Map<String, Topology.Datastore> specs) {
    return specs.entrySet().stream()
        .filter(it -> it.getKey().equals(id) || id.equals(it.getValue().host()))
        .mapToInt(it -> it.getValue().maxConnections())
        .sum();
  }

  @Override
  public Future<BrokerControl> broker(String id, Topology.Queue spec) {
    return host.blocking(() -> {
      int control = Ports.free();
      String token = secret(TOKEN_BYTES);
      Map<String, String> settings = ResourceSettings.initial(topology, id);
      BoxRole role = new BoxRole(token, null, new BoxRole.Broker(id, spec, settings));
      BoxContainer container =
          box(id)
              .file(BoxRole.FILE, JsonMapper.shared().writeValueAsString(role))
              .publish(Map.of(control, BoxRole.CONTROL));
      return started(
          container,
          () -> {
            BoxClient client = up(container, id, control, token);
            return new BoxedBroker(this, container, client, id);
          });
    });
  }

  @Override
  public Future<Replica> instance(InstanceSpec spec) {
    return host.blocking(() -> {
      ResourceLimits limits = ResourceLimits.of(spec);
      int control = Ports.free();
      boolean edge = spec.service().equals(topology.edge());
      int serves = edge ? Ports.free() : 0;
      String token = secret(TOKEN_BYTES);
      Map<Integer, Integer> published =
          edge
              ? Map.of(control, BoxRole.CONTROL, serves, BoxRole.SERVES)
              : Map.of(control, BoxRole.CONTROL);
      BoxContainer container =
          box(spec.instance())
              .memory(limits.memoryBytes())
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
    });
  }

  private BoxContainer box(String name) {
    return container(images.box(), name).withCommand("box");
  }

  private BoxContainer container(String image, String name) {
    return new BoxContainer(engine, image, name, network, labels)
        .withCreateContainerCmdModifier(create -> create.withName(mesh + "-" + name));
  }

  /** Starts a container and makes something of it; where that fails, the container is gone. */
  private <T> T started(BoxContainer container, Callable<T> made) throws Exception {
    try {
      start(container);
      return made.call();
    } catch (Exception e) {
      discard(container); // or the next of that name would be refused
      throw e;
    }
  }

  private void start(BoxContainer container) {
    Engine.needMemoryFor(1);
    opening.readLock().lock();
    try {
      if (closed) {
        throw new IllegalStateException("the mesh is stopped");
      }
      container.start();
    } finally {
      opening.readLock().unlock();
    }
  }

  private static void discard(BoxContainer container) {
    try {
      container.remove();
    } catch (DockerException e) {
      LOG.warn("a container that did not start could not be removed: {}", Engine.firstLine(e));
    }
  }

  private ProxyServer startProxies() throws Exception {
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
    return proxies;
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
    engine.clear(mesh);
    OpenSites.remove(this);
  }

  private String secret(int bytes) {
    byte[] drawn = new byte[bytes];
    random.nextBytes(drawn);
    return HexFormat.of().formatHex(drawn);
  }
}
