package dev.pagefault.journal;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * An empty schema of its own for each test that it is registered in, in the database that the
 * system property {@code postgres.url} names. Its user must be asked for a password and be allowed
 * to create schemas; both may be in the environment, as the program itself takes them.
 */
final class PostgresSchema implements BeforeEachCallback, AfterEachCallback, AutoCloseable {
  static final String URL = "postgres.url";

  private static final String HELD =
      "FROM pg_locks JOIN pg_namespace ON pg_namespace.oid = objid"
          + " WHERE locktype = 'advisory' AND nspname = current_schema()";

  private final String name = "journal_" + UUID.randomUUID().toString().replace("-", "");

  static PostgresSchema create() throws SQLException {
    PostgresSchema schema = new PostgresSchema();
    schema.open();
    return schema;
  }

  private void open() throws SQLException {
    execute("CREATE SCHEMA " + name);
  }

  @Override
  public void beforeEach(ExtensionContext test) throws SQLException {
    open();
  }

  @Override
  public void afterEach(ExtensionContext test) throws SQLException {
    close();
  }

  /** As the program's {@code --data} takes it. */
  String place() {
    return with("currentSchema=" + name);
  }

  /** The database's URL with parameters; of those that are there twice, the last counts. */
  static String with(String parameters) {
    String url = System.getProperty(URL);
    return url + (url.contains("?") ? "&" : "?") + parameters;
  }

  /** Runs a statement in this schema. */
  void execute(String sql) throws SQLException {
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /** The one value that a query finds. */
  private String find(String sql) throws SQLException {
    try (Connection connection = connect();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      row.next();
      return row.getString(1);
    }
  }

  /** Process id of the session that holds this schema for a journal. */
  String holder() throws SQLException {
    return find("SELECT pid " + HELD);
  }

  /** Ends that session, and waits until it is over. */
  void endSession() throws SQLException {
    execute("SELECT pg_terminate_backend(pid, 10000) " + HELD);
  }

  private Connection connect() throws SQLException {
    String user = System.getenv("PGUSER");
    return user == null
        ? DriverManager.getConnection(place())
        : DriverManager.getConnection(place(), user, System.getenv("PGPASSWORD"));
  }

  @Override
  public void close() throws SQLException {
    execute("DROP SCHEMA " + name + " CASCADE");
  }
}
