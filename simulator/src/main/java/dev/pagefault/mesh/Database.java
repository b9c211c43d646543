package dev.pagefault.mesh;

import dev.pagefault.hardware.VolumeStat;
import dev.pagefault.scenario.Topology;
import dev.pagefault.telemetry.Batch;
import dev.pagefault.time.Clock;
import io.vertx.core.Future;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.h2.command.Command;
import org.h2.engine.SessionLocal;
import org.jspecify.annotations.Nullable;

/**
 * A relational database with the host it stands on: H2 in memory, whose statements cost the host's
 * processor what their real plan scans.
 *
 * <p>Instances reach it by its JDBC URL over plain JDBC, and speak to it through {@link
 * SqlSession}. Owned by a mesh; {@link #close} ends all sessions and frees everything. Safe for any
 * thread; {@link #read} and {@link #start} block.
 */
public final class Database implements DatabaseControl, AutoCloseable {
  /** Longest wait for a row that another transaction has locked, milliseconds. */
  static final int LOCK_TIMEOUT_MILLIS = 10_000;

  /** What the JDBC URL of a database in this process begins with. */
  static final String IN_MEMORY = "jdbc:h2:mem:";

  private static final AtomicLong COUNTER = new AtomicLong();

  private static final String AS_APPLICATION =
      ";USER=" + DatabaseHost.CLIENT_USER + ";PASSWORD=app;INIT=CALL PF_ADMIT()";

  static {
    System.setProperty(DatabaseServer.BIND_PROPERTY, DatabaseServer.LOOPBACK);
  }

  private final String id;
  private final String name;
  private final DatabaseHost host;
  private final Connection own;
  private final DatabaseReadings readings;
  private @Nullable DatabaseServer server;

  private Database(String name, String id, DatabaseHost host, Connection own, Clock clock)
      throws SQLException {
    this.id = id;
    this.name = name;
    this.host = host;
    this.own = own;
    SessionLocal session = DatabaseFunctions.session(own);
    this.readings = new DatabaseReadings(id, host, session.getDatabase(), clock);
  }

  /**
   * Creates and fills a database on a host of its own.
   *
   * @param id the datastore's name in its topology
   * @throws IllegalArgumentException when the schema's statements fail
   */
  public static Database start(String id, Topology.Datastore spec, Clock clock) {
    return start(id, DatabaseHost.own(spec, clock), clock);
  }

  /** Creates and fills all of a topology, tenants once their hosts are there. */
  static Map<String, Future<Database>> startAll(
      MeshHost host, Map<String, Topology.Datastore> specs, Clock clock) {
    Map<String, Future<Database>> starting = new LinkedHashMap<>();
    specs.forEach((id, spec) -> {
      if (spec.host() == null) {
        starting.put(id, host.blocking(() -> start(id, spec, clock)));
      }
    });
    specs.forEach((id, spec) -> {
      Future<Database> landlord = spec.host() == null ? null : starting.get(spec.host());
      if (landlord != null) {
        starting.put(
            id, landlord.compose(it -> host.blocking(() -> it.startTenant(id, spec, clock))));
      }
    });
    return starting;
  }

  /** Creates and fills another database on the same host: its tenant from then on. */
  Database startTenant(String id, Topology.Datastore spec, Clock clock) {
    return start(id, host.tenant(spec), clock);
  }

  private static Database start(String id, DatabaseHost host, Clock clock) {
    String name = "PF" + COUNTER.incrementAndGet() + "_" + id.toUpperCase(Locale.ROOT);
    String url =
        "jdbc:h2:mem:%s;DB_CLOSE_DELAY=-1;DB_CLOSE_ON_EXIT=FALSE;DEFAULT_LOCK_TIMEOUT=%d"
            .formatted(name, LOCK_TIMEOUT_MILLIS);
    DatabaseFunctions.register(name, host);
    try {
      Connection own = DriverManager.getConnection(url, "SA", "");
      try (Statement statement = own.createStatement()) {
        statement.execute(host.spec.schema());
        statement.execute("ANALYZE");
        statement.execute(DatabaseFunctions.ALIASES);
        statement.execute("CREATE USER APP PASSWORD 'app'");
        statement.execute("GRANT SELECT, INSERT, UPDATE, DELETE ON SCHEMA PUBLIC TO APP");
        return new Database(name, id, host, own, clock);
      } catch (SQLException e) {
        shutdown(own);
        throw e;
      }
    } catch (SQLException e) {
      DatabaseFunctions.forget(name);
      throw new IllegalArgumentException("datastores." + id + ".schema: " + e.getMessage(), e);
    }
  }

  @Override
  public String jdbcUrl() {
    return IN_MEMORY + name + ";IFEXISTS=TRUE" + AS_APPLICATION;
  }

  @Override
  public String jdbcUrl(String address) {
    return DatabaseServer.URL + address + "/" + id + AS_APPLICATION;
  }

  /** Over H2's TCP server, from the first call until it is closed. */
  @Override
  public synchronized String served() throws SQLException {
    DatabaseServer serving = server;
    if (serving == null) {
      serving = DatabaseServer.start(id, name);
      server = serving;
    }
    return serving.address();
  }

  /**
   * Answers {@link Diagnostic#SESSIONS}, {@link Diagnostic#STATEMENTS}, {@link Diagnostic#PLAN},
   * {@link Diagnostic#CPU} or, with a volume, {@link Diagnostic#VOLUME}; takes about two seconds
   * for those that are sampled. Throws {@link IllegalArgumentException} for the others.
   */
  @Override
  public Reading.Raw read(Diagnostic diagnostic) throws InterruptedException {
    return switch (diagnostic) {
      case SESSIONS -> readings.sessions();
      case STATEMENTS -> readings.statements();
      case PLAN -> readings.plan();
      case CPU -> readings.cpu();
      case POOL, CLIENT, THREADS, CONFIG, NETWORK, BYTES, HEAP, TLS ->
          throw new IllegalArgumentException("diagnostic: a datastore has no " + diagnostic);
      case VOLUME -> readings.volume();
    };
  }

  @Override
  public Future<Batch> telemetry() {
    return Future.succeededFuture(new Batch(readings.samples(), List.of(), List.of(), 0));
  }

  @Override
  public boolean cancel(int session) {
    for (SessionLocal other : readings.clients()) {
      Command command = other.getCurrentCommand();
      if (other.getId() == session && command != null) {
        command.cancel(); // seen by H2 between rows
        other.cancel(); // seen while the statement's cost is spent
        return true;
      }
    }
    return false;
  }

  /** The sessions at this moment, as {@link Diagnostic#SESSIONS} lists them. */
  List<Map<String, String>> activity() {
    return readings.activity();
  }

  @Override
  public List<Map<String, String>> rows(String sql) throws SQLException {
    synchronized (own) {
      return SqlSession.read(own, sql);
    }
  }

  /** Changes the schema; statements are planned anew. Not charged. */
  public void migrate(String ddl) throws SQLException {
    synchronized (own) {
      try (Statement statement = own.createStatement()) {
        statement.execute(ddl);
        statement.execute("ANALYZE");
      }
    }
    host.plans.clear();
  }

  /** Its volume's figures; null without one. */
  @Nullable VolumeStat volumeStat() {
    return host.volume == null ? null : host.volume.stat();
  }

  /** Its volume; does nothing without one of its own. */
  @Override
  public void become(Map<String, String> settings) {
    DatabaseVolume volume = host.ownVolume();
    if (volume != null) {
      volume.become(settings);
    }
  }

  @Override
  public void shutDown() {
    host.shutDown();
  }

  @Override
  public synchronized void close() {
    host.shutDown();
    for (SessionLocal client : readings.clients()) {
      client.cancel();
    }
    DatabaseServer serving = server;
    if (serving != null) {
      serving.close();
      server = null;
    }
    shutdown(own);
    DatabaseFunctions.forget(name);
  }

  private static void shutdown(Connection own) {
    try (own;
        Statement statement = own.createStatement()) {
      statement.execute("SHUTDOWN IMMEDIATELY");
    } catch (SQLException e) {
      // SHUTDOWN ends the session it came in; closing that again is refused
    }
  }
}
