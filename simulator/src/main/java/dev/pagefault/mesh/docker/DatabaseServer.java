package dev.pagefault.mesh.docker;

import dev.pagefault.mesh.DatabaseControl;
import dev.pagefault.mesh.PostgresDatabase;
import dev.pagefault.mesh.PostgresServer;
import dev.pagefault.scenario.Topology;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * A database host in a container: a PostgreSQL with its own database and those of its tenants.
 *
 * @param id of the host's own datastore
 * @param specs of all datastores of the topology
 */
record DatabaseServer(
    DockerSite site, String image, String id, Map<String, Topology.Datastore> specs) {
  private static final long BYTES = 512L << 20;
  private static final int PORT = 5432;

  /** What the server gets beside: what it does for itself is not in a topology's figures. */
  private static final double OWN_CORES = 0.2;

  /**
   * Connections that it accepts beyond what its databases do together: our own session in each of
   * them, and the few that PostgreSQL keeps for superusers.
   */
  private static final int OUR_CONNECTIONS = 10;

  /** Its databases, by datastore, filled. Blocks. */
  Map<String, DatabaseControl> start() throws Exception {
    int port = Ports.free();
    String password = site.secret();
    BoxContainer container =
        site.container(image, id)
            .memory(BYTES)
            .weight(share() + OWN_CORES)
            .withEnv("POSTGRES_PASSWORD", password)
            .withCommand(
                "postgres",
                "-c",
                "shared_preload_libraries=pg_stat_statements",
                "-c",
                "max_connections=" + (connections() + OUR_CONNECTIONS))
            .publish(Map.of(port, PORT));
    return site.started(container, () -> filled(container, port, password));
  }

  /** Everything on it is there, and its costs are known, before its processor is limited. */
  private Map<String, DatabaseControl> filled(BoxContainer container, int port, String password)
      throws Exception {
    PostgresServer server =
        new PostgresServer(
            "127.0.0.1:" + port, id + ":" + PORT, "postgres", password, site.secret());
    Topology.Datastore spec = spec();
    double cores = share();
    Startup.await(server::answers, container, "PostgreSQL", site.clock());
    PostgresDatabase landlord =
        PostgresDatabase.create(server, id, spec, null, cores, site.host(), site.clock());
    Map<String, DatabaseControl> databases = new LinkedHashMap<>();
    databases.put(id, landlord);
    for (Map.Entry<String, Topology.Datastore> other : specs.entrySet()) {
      if (id.equals(other.getValue().host())) {
        databases.put(
            other.getKey(),
            PostgresDatabase.create(
                server,
                other.getKey(),
                other.getValue(),
                landlord,
                cores,
                site.host(),
                site.clock()));
      }
    }
    container.limitCores(cores + OWN_CORES);
    container.startAgainWhenItFails();
    return databases;
  }

  private Topology.Datastore spec() {
    return Objects.requireNonNull(specs.get(id));
  }

  /** What statements get of real cores. */
  private double share() {
    return spec().cores() * DockerSite.SHARE;
  }

  private int connections() {
    return specs.entrySet().stream()
        .filter(it -> it.getKey().equals(id) || id.equals(it.getValue().host()))
        .mapToInt(it -> it.getValue().maxConnections())
        .sum();
  }
}
