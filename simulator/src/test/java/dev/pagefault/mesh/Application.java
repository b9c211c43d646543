package dev.pagefault.mesh;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** What applications do at a {@link Database} that holds the orders of {@link TinyTopology}. */
final class Application {
  private Application() {}

  /** Something done at a database. */
  interface Sql {
    void run() throws SQLException;
  }

  /** Opens a session that goes by the application's name. */
  static Connection connect(Database database, String application) throws SQLException {
    Connection connection = DriverManager.getConnection(database.jdbcUrl());
    try (Statement statement = connection.createStatement()) {
      statement.execute("SET @APP = '" + application + "'");
    }
    return connection;
  }

  /**
   * Changes one order.
   *
   * @param millis what that costs the processor
   * @param bytes what it writes to the volume
   */
  static void write(Connection connection, int order, long millis, long bytes) throws SQLException {
    SqlSession.write(
        connection,
        "orders/pay",
        "UPDATE orders SET total = 1 WHERE id = ?",
        List.of(order),
        millis * 1_000_000,
        bytes,
        0);
  }

  /** Does something on a thread of its own; what fails bears the database's message. */
  static CompletableFuture<Void> run(Sql work) {
    return CompletableFuture.runAsync(
        () -> {
          try {
            work.run();
          } catch (SQLException e) {
            throw new CompletionException(e.getMessage(), e);
          }
        },
        Thread::startVirtualThread);
  }

  /** How the database sees the application's session; empty where there is none. */
  static Map<String, String> row(Database database, String application) {
    return database.activity().stream()
        .filter(row -> application.equals(row.get("application_name")))
        .findFirst()
        .orElse(Map.of());
  }
}
