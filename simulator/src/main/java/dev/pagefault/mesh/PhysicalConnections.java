package dev.pagefault.mesh;

import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Opens a pool's connections and remembers them, so that a process that ends takes all of them with
 * it: those too that nobody gave back, which the pool no longer closes (H2's {@code abort} does
 * nothing).
 */
final class PhysicalConnections implements DataSource {
  private final String url;
  private final Set<Connection> open = ConcurrentHashMap.newKeySet();
  private volatile boolean ended;

  PhysicalConnections(String url) {
    this.url = url;
  }

  @Override
  public Connection getConnection() throws SQLException {
    Connection connection = DriverManager.getConnection(url);
    open.removeIf(PhysicalConnections::isClosed);
    open.add(connection);
    if (ended) {
      closeAll();
      throw new SQLException("the process has ended");
    }
    return connection;
  }

  /**
   * Whether one of them is called so: a driver's name for a connection is unique in the process.
   */
  boolean has(String text) {
    for (Connection connection : open) {
      if (text.contains(connection.toString() + " ")) {
        return true;
      }
    }
    return false;
  }

  /** The text with each connection's name, which bears its address, made short. */
  String shorten(String text) {
    String shown = text;
    for (Connection connection : open) {
      String name = connection.toString();
      int colon = name.indexOf(':');
      shown = shown.replace(name, colon > 0 ? name.substring(0, colon) : "connection");
    }
    return shown;
  }

  /** Closes what is still open, statements at work included. */
  void closeAll() {
    ended = true;
    boolean remote = !url.startsWith(Database.IN_MEMORY);
    for (Connection connection : open) {
      if (remote) { // it may hang on its wire until that is cut
        Thread.ofVirtual().name("pool").start(() -> close(connection));
      } else {
        close(connection);
      }
    }
    open.clear();
  }

  private static void close(Connection connection) {
    try {
      connection.close();
    } catch (SQLException e) {
      return; // its database has gone: so has the connection
    }
  }

  private static boolean isClosed(Connection connection) {
    try {
      return connection.isClosed();
    } catch (SQLException e) {
      return true;
    }
  }

  @Override
  public Connection getConnection(String user, String password) throws SQLException {
    return getConnection();
  }

  @Override
  public @Nullable PrintWriter getLogWriter() {
    return null;
  }

  @Override
  public void setLogWriter(@Nullable PrintWriter out) {}

  @Override
  public void setLoginTimeout(int seconds) {}

  @Override
  public int getLoginTimeout() {
    return 0;
  }

  @Override
  public Logger getParentLogger() throws SQLFeatureNotSupportedException {
    throw new SQLFeatureNotSupportedException("no java.util.logging here");
  }

  @Override
  public <T> T unwrap(Class<T> type) throws SQLException {
    throw new SQLException("nothing is wrapped here: " + type.getName());
  }

  @Override
  public boolean isWrapperFor(Class<?> type) {
    return false;
  }
}
