package dev.pagefault.mesh;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;

/**
 * How to reach a PostgreSQL server, 15 or newer, that somebody else starts and stops. Several of a
 * mesh's databases may be on it. It must be started with {@code
 * shared_preload_libraries=pg_stat_statements} and with {@code max_connections} above what all of
 * its databases accept together, and a few for us.
 *
 * @param address {@code host:port} for this process
 * @param inside {@code host:port} for instances, in their network
 * @param user a superuser; it is ours
 * @param password the superuser's
 * @param applicationPassword that of {@link #APPLICATION}, which is given to it
 */
public record PostgresServer(
    String address, String inside, String user, String password, String applicationPassword) {
  private static final int LOOK_SECONDS = 2;

  /** The role that instances log in as. */
  static final String APPLICATION = "app";

  /**
   * How a connection of an instance is made: without asking for encryption first and with as few
   * questions as can be, so that a slow wire slows it no more than it must; within bounds, so that
   * a silent one is given up; and with errors in one sentence. Its instance's name comes with the
   * greeting.
   */
  private static final String MANNERS =
      "&ApplicationName=starting&assumeMinServerVersion=15&sslmode=disable&gssEncMode=disable"
          + "&connectTimeout=5&loginTimeout=10&tcpKeepAlive=true&logServerErrorDetail=false";

  /** Whether it lets us in yet. */
  public boolean answers() {
    try (Connection connection = PostgresSession.connect(this, user, LOOK_SECONDS)) {
      return connection.isValid(LOOK_SECONDS);
    } catch (SQLException e) {
      return false; // it starts
    }
  }

  /** What the JDBC URL of one of its databases is for us, who log in by properties. */
  String url(String database) {
    return url(address, database);
  }

  /** How instances connect to one of its databases by way of {@code at}; complete. */
  String applicationUrl(String at, String database) {
    return url(at, database)
        + "?user="
        + APPLICATION
        + "&password="
        + encoded(applicationPassword)
        + MANNERS;
  }

  private static String url(String at, String database) {
    return PostgresDialect.URL + "//" + at + "/" + encoded(database);
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  /** Without the passwords. */
  @Override
  public String toString() {
    return "PostgreSQL at " + address;
  }
}
