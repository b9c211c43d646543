package dev.pagefault.mesh;

import dev.pagefault.scenario.Topology;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** Makes a datastore's database on a PostgreSQL server. Stateless; blocks. */
final class PostgresSetup {
  /** A database that every server has. */
  private static final String FIRST = "postgres";

  /** How long one statement of the setup may take. */
  static final int SECONDS = 60;

  /** Sessions that we have in a database, which its connection limit counts as well. */
  private static final int OURS = 1;

  /** Whoever sets up a server for the second time finds the role there. */
  private static final String ROLE =
      """
      DO $$ BEGIN
        CREATE ROLE app LOGIN;
      EXCEPTION WHEN duplicate_object OR unique_violation THEN
        NULL;
      END $$
      """;

  /**
   * Tables are in memory, where no order costs more than another; else small ones would be scanned.
   * A commit's cost is stated, so that it needn't wait for a disk. The other settings are what
   * {@link Database} does by itself: nobody waits longer for a lock, and a process that dies takes
   * its statements with it.
   */
  private static final List<String> SETTINGS =
      List.of(
          "search_path = public, " + PostgresCosts.SCHEMA,
          "random_page_cost = 1.1",
          "synchronous_commit = off",
          "lock_timeout = '" + Database.LOCK_TIMEOUT_MILLIS + "ms'",
          "client_connection_check_interval = '1s'",
          "pg_stat_statements.track = top",
          "pg_stat_statements.track_utility = off");

  /** Fails where statements aren't counted, and says why. */
  private static final String COUNTS = "SELECT count(*) FROM pagefault.pg_stat_statements(false)";

  /** What schemas are written with and PostgreSQL lacks. */
  private static final String RANGE =
      """
      CREATE FUNCTION pagefault.system_range(low bigint, high bigint) RETURNS TABLE (x bigint)
      LANGUAGE sql IMMUTABLE AS 'SELECT generate_series(low, high)'
      """;

  private PostgresSetup() {}

  /** Creates the one role for all applications of a server. */
  static void role(PostgresServer server) throws SQLException {
    try (Connection connection = PostgresSession.connect(server, FIRST, SECONDS);
        Statement sql = connection.createStatement()) {
      sql.execute(ROLE);
      sql.execute("ALTER ROLE app LOGIN PASSWORD " + literal(server.applicationPassword()));
    }
  }

  /** Creates a database, empty. */
  static void create(PostgresServer server, String id, int maxConnections) throws SQLException {
    try (Connection connection = PostgresSession.connect(server, FIRST, SECONDS);
        Statement sql = connection.createStatement()) {
      sql.execute(
          "CREATE DATABASE %s TEMPLATE template0 ENCODING 'UTF8' LOCALE 'C' CONNECTION LIMIT %d"
              .formatted(name(id), maxConnections + OURS));
      for (String setting : SETTINGS) {
        sql.execute("ALTER DATABASE %s SET %s".formatted(name(id), setting));
      }
    }
  }

  /**
   * Fills it.
   *
   * @param sql in the database
   * @throws IllegalArgumentException when the schema's statements fail
   */
  static void fill(Statement sql, String id, Topology.Datastore spec) throws SQLException {
    sql.execute("CREATE SCHEMA " + PostgresCosts.SCHEMA);
    sql.execute("CREATE EXTENSION pg_stat_statements SCHEMA " + PostgresCosts.SCHEMA);
    sql.execute(COUNTS); // tells a server that was started without
    sql.execute(RANGE);
    try {
      sql.execute(spec.schema());
    } catch (SQLException e) {
      throw new IllegalArgumentException("datastores." + id + ".schema: " + e.getMessage(), e);
    }
    opened(sql);
  }

  /** Lets applications in to what there is now, and the planner know it. */
  static void opened(Statement sql) throws SQLException {
    sql.execute("GRANT USAGE ON SCHEMA " + PostgresCosts.SCHEMA + " TO app");
    sql.execute("GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO app");
    sql.execute("ANALYZE");
  }

  /** Quotes the name of something. */
  static String name(String text) {
    return '"' + text.replace("\"", "\"\"") + '"';
  }

  private static String literal(String text) {
    return "'" + text.replace("'", "''") + "'";
  }

  /** The one column of a query's rows. */
  static List<Long> longs(Statement sql, String query) throws SQLException {
    List<Long> values = new ArrayList<>();
    try (ResultSet rows = sql.executeQuery(query)) {
      while (rows.next()) {
        values.add(rows.getLong(1));
      }
    }
    return values;
  }
}
