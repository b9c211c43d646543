package dev.pagefault.mesh;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The PostgreSQL that the system property {@code postgres.url} names, taken for a mesh's. Its user
 * must be a superuser who is asked for a password (both may be in the environment, as for the
 * journal's tests), and it must have {@code shared_preload_libraries=pg_stat_statements}.
 */
final class RealPostgres {
  static final String URL = "postgres.url";

  private static final Dialect DIALECT = new PostgresDialect();

  private static final Pattern PARTS =
      Pattern.compile("jdbc:postgresql://(?<address>[^/?]+)/[^?]*\\??(?<parameters>.*)");

  private RealPostgres() {}

  static PostgresServer server() {
    Matcher parts = PARTS.matcher(System.getProperty(URL, ""));
    if (!parts.matches()) {
      throw new IllegalStateException(URL + " is no jdbc:postgresql://host[:port]/database");
    }
    String user = System.getenv("PGUSER");
    String password = System.getenv("PGPASSWORD");
    for (String parameter : parts.group("parameters").split("&")) {
      int equals = parameter.indexOf('=');
      switch (parameter.substring(0, Math.max(0, equals))) {
        case "user" -> user = parameter.substring(equals + 1);
        case "password" -> password = parameter.substring(equals + 1);
        default -> {}
      }
    }
    String address = parts.group("address");
    return new PostgresServer(
        address,
        address,
        user == null ? "postgres" : user,
        password == null ? "" : password,
        "it's a \"test\" & no secret");
  }

  /** Leaves nothing of a database. */
  static void drop(String id) throws SQLException {
    try (Connection connection = PostgresSession.connect(server(), "postgres", 60);
        Statement sql = connection.createStatement()) {
      sql.execute("DROP DATABASE IF EXISTS " + PostgresSetup.name(id) + " WITH (FORCE)");
    }
  }

  /** Opens a session that goes by the application's name. */
  static Connection connect(PostgresDatabase database, String application) throws SQLException {
    Connection connection = DriverManager.getConnection(database.jdbcUrl());
    try (Statement statement = connection.createStatement()) {
      statement.execute(DIALECT.greeting(application));
    }
    return connection;
  }

  /** Changes one order of {@link TinyTopology}, for so many milliseconds of a core. */
  static CompletableFuture<Void> pay(Connection connection, int order, long millis) {
    return Application.run(() -> {
      int changed =
          DIALECT.write(
              connection,
              "orders/pay",
              "UPDATE orders SET total = 1 WHERE id = ?",
              List.of(order),
              millis * 1_000_000,
              0,
              0);
      if (changed != 1) {
        throw new SQLException(changed + " rows changed");
      }
    });
  }

  /** How the database sees the application's session; empty where there is none. */
  static Map<String, String> row(PostgresDatabase database, String application) {
    return database.activity().stream()
        .filter(row -> application.equals(row.get("application_name")))
        .findFirst()
        .orElse(Map.of());
  }
}
