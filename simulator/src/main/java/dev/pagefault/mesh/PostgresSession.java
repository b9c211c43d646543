package dev.pagefault.mesh;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * Our own session in a database of a PostgreSQL server: one connection of the superuser, made when
 * it is needed first and anew when it broke. Who works with it does so alone, and for a few seconds
 * at most: the server ends a statement that takes longer, and a server that says nothing is given
 * up. Safe for any thread; {@link #close} ends it for good.
 */
final class PostgresSession implements AutoCloseable {
  /** By this name our sessions go. */
  static final String NAME = "pagefault";

  /** How long a statement of ours may take. */
  private static final int STATEMENT_SECONDS = 4;

  /** How much longer we wait for an answer. */
  private static final int SILENCE_SECONDS = 2;

  /** How long a server may take to accept a connection. */
  private static final int CONNECT_SECONDS = 5;

  /** Classes of SQLSTATE that tell of the server and not of the statement. */
  private static final String CONNECTION_EXCEPTION = "08";

  private static final String INSUFFICIENT_RESOURCES = "53";
  private static final String OPERATOR_INTERVENTION = "57";

  private final PostgresServer server;
  private final String database;
  private @Nullable Connection connection;
  private boolean closed;

  PostgresSession(PostgresServer server, String database) {
    this.server = server;
    this.database = database;
  }

  /** What is done in a session. */
  interface Work<T> {
    T in(Connection connection) throws SQLException;
  }

  /**
   * Opens a connection of the superuser, in which prepared statements are planned for any
   * arguments.
   *
   * @param seconds how long a statement may take
   */
  static Connection connect(PostgresServer server, String database, int seconds)
      throws SQLException {
    Properties settings = new Properties();
    settings.setProperty("user", server.user());
    settings.setProperty("password", server.password());
    settings.setProperty("ApplicationName", NAME);
    settings.setProperty("connectTimeout", Integer.toString(CONNECT_SECONDS));
    settings.setProperty("socketTimeout", Integer.toString(seconds + SILENCE_SECONDS));
    settings.setProperty("tcpKeepAlive", "true");
    settings.setProperty("logServerErrorDetail", "false");
    settings.setProperty(
        "options",
        "-c statement_timeout=%ds -c plan_cache_mode=force_generic_plan".formatted(seconds));
    return DriverManager.getConnection(server.url(database), settings);
  }

  /** Does something in the session. */
  synchronized <T> T run(Work<T> work) throws SQLException {
    Connection open = open();
    try {
      return work.in(open);
    } catch (SQLException e) {
      if (open.isClosed()) {
        connection = null;
      }
      throw e;
    }
  }

  /**
   * Asks for something; throws {@link NotRunning} where there is no server to answer, or a busy
   * one.
   */
  <T> T ask(Work<T> work) {
    try {
      return run(work);
    } catch (SQLException e) {
      String state = e.getSQLState();
      if (state == null
          || state.startsWith(CONNECTION_EXCEPTION)
          || state.startsWith(INSUFFICIENT_RESOURCES)
          || state.startsWith(OPERATOR_INTERVENTION)) {
        NotRunning silent = new NotRunning(database + " doesn't answer; ask again in a moment");
        silent.initCause(e); // names addresses, which are nobody's business
        throw silent;
      }
      throw new IllegalStateException(database + ": " + e.getMessage(), e);
    }
  }

  /** Executes statements that answer nothing. */
  void execute(String... statements) throws SQLException {
    run(open -> {
      try (Statement sql = open.createStatement()) {
        for (String statement : statements) {
          sql.execute(statement);
        }
      }
      return true;
    });
  }

  private Connection open() throws SQLException {
    if (closed) {
      throw new SQLException("the mesh has stopped", "08003");
    }
    Connection known = connection;
    if (known == null || known.isClosed()) {
      known = connect(server, database, STATEMENT_SECONDS);
      connection = known;
    }
    return known;
  }

  @Override
  public synchronized void close() {
    closed = true;
    Connection open = connection;
    connection = null;
    if (open != null) {
      try {
        open.close();
      } catch (SQLException e) {
        return; // its server has gone: so has the connection
      }
    }
  }
}
