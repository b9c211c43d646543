package dev.pagefault.mesh;

import dev.pagefault.scenario.Topology;
import dev.pagefault.telemetry.Batch;
import dev.pagefault.time.Clock;
import io.vertx.core.Future;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A relational database on a real PostgreSQL, on a host that is modelled by what its statements
 * cost ({@link PostgresCosts}). Its volume is not: that is the machine's own disk.
 *
 * <p>Instances reach it by its JDBC URL, and speak to it through {@link PostgresDialect}. The
 * server belongs to somebody else, who stops it, and the database goes with it; {@link #close} ends
 * our own session. Safe for any thread; most methods block, and those that ask it something throw
 * {@link NotRunning} where it doesn't answer.
 */
public final class PostgresDatabase implements DatabaseControl {
  private static final Logger LOG = LoggerFactory.getLogger(PostgresDatabase.class);

  private final PostgresServer server;
  private final String id;
  private final Topology.Datastore spec;
  private final PostgresCosts costs;
  private final MeshHost host;
  private final PostgresSession session;
  private final PostgresReadings readings;

  private PostgresDatabase(
      PostgresServer server,
      String id,
      Topology.Datastore spec,
      PostgresCosts costs,
      MeshHost host,
      PostgresSession session,
      Clock clock) {
    this.server = server;
    this.id = id;
    this.spec = spec;
    this.costs = costs;
    this.host = host;
    this.session = session;
    this.readings = new PostgresReadings(id, spec.maxConnections(), costs, session, clock);
  }

  /**
   * Creates and fills a database. To be done before the server is given its quota: how fast its
   * processor is, is measured here.
   *
   * @param id the datastore's name in its topology
   * @param landlord whose server it shares, and whose measured costs; null: it is alone there
   * @param serverCores what the quota will give the server of a real core; a tenant's is its
   *     landlord's
   * @throws IllegalArgumentException when the schema's statements fail
   * @throws SQLException when the server can't be reached, or wasn't started as {@link
   *     PostgresServer} wants it
   */
  public static PostgresDatabase create(
      PostgresServer server,
      String id,
      Topology.Datastore spec,
      @Nullable PostgresDatabase landlord,
      double serverCores,
      MeshHost host,
      Clock clock)
      throws SQLException {
    if (landlord == null) {
      PostgresSetup.role(server); // not by several tenants at once: one of them would be refused
    }
    PostgresSetup.create(server, id, spec.maxConnections());
    PostgresCosts costs;
    try (Connection connection = PostgresSession.connect(server, id, PostgresSetup.SECONDS);
        Statement sql = connection.createStatement()) {
      PostgresSetup.fill(sql, id, spec);
      costs =
          landlord == null
              ? PostgresCosts.measured(sql, spec.cores(), serverCores)
              : landlord.costs;
      costs.install(sql, spec);
    }
    PostgresSession session = new PostgresSession(server, id);
    try {
      return new PostgresDatabase(server, id, spec, costs, host, session, clock);
    } catch (RuntimeException e) {
      session.close();
      throw e;
    }
  }

  @Override
  public String jdbcUrl() {
    return jdbcUrl(server.inside());
  }

  @Override
  public String jdbcUrl(String address) {
    return server.applicationUrl(address, id);
  }

  @Override
  public String served() {
    return server.inside();
  }

  @Override
  public boolean reads(Diagnostic diagnostic) {
    return diagnostic != Diagnostic.VOLUME;
  }

  /**
   * Answers {@link Diagnostic#SESSIONS}, {@link Diagnostic#STATEMENTS}, {@link Diagnostic#PLAN} or
   * {@link Diagnostic#CPU}; takes about two seconds for those that are sampled.
   */
  @Override
  public Reading.Raw read(Diagnostic diagnostic) throws InterruptedException {
    return switch (diagnostic) {
      case SESSIONS -> readings.sessions();
      case STATEMENTS -> readings.statements();
      case PLAN -> readings.plan();
      case CPU -> readings.cpu();
      case VOLUME ->
          throw new IllegalArgumentException(
              "diagnostic: a datastore has no VOLUME here, its disk is the machine's own");
      case POOL, CLIENT, THREADS, CONFIG, NETWORK, BYTES, HEAP, TLS ->
          throw new IllegalArgumentException("diagnostic: a datastore has no " + diagnostic);
    };
  }

  @Override
  public Future<Batch> telemetry() {
    return host.blocking(() -> new Batch(readings.samples(), List.of(), List.of(), 0));
  }

  @Override
  public boolean cancel(int pid) {
    String cancel =
        "SELECT pg_cancel_backend(pid) FROM pg_stat_activity WHERE pid = %d".formatted(pid)
            + " AND datname = current_database() AND usename = 'app' AND state = 'active'";
    return session.ask(connection -> {
      try (Statement sql = connection.createStatement();
          ResultSet row = sql.executeQuery(cancel)) {
        return row.next() && row.getBoolean(1);
      }
    });
  }

  /** The sessions at this moment, as {@link Diagnostic#SESSIONS} lists them. */
  List<Map<String, String>> activity() {
    return readings.look().stream().map(SessionsReading.Seen::row).toList();
  }

  @Override
  public List<Map<String, String>> rows(String sql) throws SQLException {
    return session.run(connection -> SqlSession.read(connection, sql));
  }

  /** Changes the schema; statements are planned anew. Not charged. */
  void migrate(String ddl) throws SQLException {
    session.run(connection -> {
      try (Statement sql = connection.createStatement()) {
        sql.execute(ddl);
        PostgresSetup.opened(sql);
        costs.install(sql, spec);
      }
      return true;
    });
    readings.forgetPlans();
  }

  /** Does nothing: its volume is the machine's own disk. */
  @Override
  public void become(Map<String, String> settings) {}

  /**
   * Ends the applications' sessions and lets nobody in any more: by the connection limit, because
   * nobody can close the database that they are in themselves.
   */
  @Override
  public void shutDown() {
    try {
      session.execute(
          "ALTER DATABASE " + PostgresSetup.name(id) + " CONNECTION LIMIT 0",
          "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
              + " WHERE datname = current_database() AND usename = 'app'");
    } catch (SQLException e) {
      LOG.debug("{} was gone before it was shut down", id, e);
    }
  }

  @Override
  public void close() {
    session.close();
  }
}
