package dev.pagefault.mesh;

import dev.pagefault.mesh.DatabaseHost.Charge;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.h2.engine.SessionLocal;
import org.h2.jdbc.JdbcConnection;

/**
 * The functions that run inside a mesh's databases; H2 calls them by name, in the session's own
 * thread. A database is found by its name, from its start until it is closed.
 *
 * <pre>
 * client session          SELECT …                                 rows
 *                         CALL PF_QUERY(owner, sql, bucket, …)     -1: no plan is known
 *                         EXPLAIN ANALYZE SELECT …                 plan
 *                         CALL PF_PLAN(sql, bucket, plan)
 *                         CALL PF_QUERY(owner, sql, bucket, …)     1, once the cost is spent
 * </pre>
 */
public final class DatabaseFunctions {
  /** Answer of {@link #query} that asks for the statement's plan first. */
  static final int PLAN_NEEDED = -1;

  /** Statements that make the functions known to a database. */
  static final String ALIASES =
      """
      CREATE ALIAS PF_ADMIT FOR "dev.pagefault.mesh.DatabaseFunctions.admit";
      CREATE ALIAS PF_QUERY FOR "dev.pagefault.mesh.DatabaseFunctions.query";
      CREATE ALIAS PF_PLAN FOR "dev.pagefault.mesh.DatabaseFunctions.plan";
      CREATE ALIAS PF_WRITE FOR "dev.pagefault.mesh.DatabaseFunctions.write";
      """;

  private static final Map<String, DatabaseHost> HOSTS = new ConcurrentHashMap<>();

  private DatabaseFunctions() {}

  static void register(String database, DatabaseHost host) {
    HOSTS.put(database, host);
  }

  static void forget(String database) {
    HOSTS.remove(database);
  }

  /** Databases that are registered. */
  static int registered() {
    return HOSTS.size();
  }

  /** At connect. */
  public static int admit(Connection connection) throws SQLException {
    host(connection).admit(session(connection));
    return 1;
  }

  /** Spends what a query costs. */
  public static int query(
      Connection connection,
      String owner,
      String sql,
      String bucket,
      long rows,
      long beforeNanos,
      int timeoutMillis)
      throws SQLException {
    DatabaseHost host = host(connection);
    PlanCache.Plan plan = host.plans.get(sql, bucket);
    if (plan == null) {
      return PLAN_NEEDED;
    }
    Charge charge = new Charge(owner, sql, plan, rows, host.cost(plan), host.reads(plan));
    host.spend(session(connection), charge, beforeNanos, timeoutMillis);
    return 1;
  }

  /** Learns a query's plan. */
  public static int plan(Connection connection, String sql, String bucket, String text)
      throws SQLException {
    host(connection).plans.put(sql, bucket, PlanCache.Plan.parse(text));
    return 1;
  }

  /** Spends what a write costs. */
  public static int write(
      Connection connection,
      String owner,
      String sql,
      long rows,
      long costNanos,
      long ioBytes,
      long beforeNanos,
      int timeoutMillis)
      throws SQLException {
    DatabaseHost host = host(connection);
    long cost = host.spec.perStatement().toNanos() + costNanos;
    Charge charge = new Charge(owner, sql, null, rows, cost, DatabaseVolume.Io.writes(ioBytes));
    host.spend(session(connection), charge, beforeNanos, timeoutMillis);
    return 1;
  }

  static SessionLocal session(Connection connection) throws SQLException {
    if (connection.unwrap(JdbcConnection.class).getSession() instanceof SessionLocal session) {
      return session;
    }
    throw new SQLException("a session inside the database was expected");
  }

  /** Whether a connection leads into its database without a wire between. */
  static boolean isInProcess(Connection connection) throws SQLException {
    return connection.unwrap(JdbcConnection.class).getSession() instanceof SessionLocal;
  }

  private static DatabaseHost host(Connection connection) throws SQLException {
    String name = session(connection).getDatabase().getShortName();
    DatabaseHost host = HOSTS.get(name);
    if (host == null) {
      throw new SQLException("FATAL: the database system is shutting down", "57P03");
    }
    return host;
  }
}
