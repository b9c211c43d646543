package dev.pagefault.mesh;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How statements are put to a kind of database, so that what they cost is spent inside it, in the
 * session that runs them. Statements are attributed to their {@code owner} (service and step, such
 * as {@code checkout/load-cart}) by a leading comment. Stateless.
 */
interface Dialect {

  /** That of the database a JDBC URL leads to. */
  static Dialect of(String url) {
    return url.startsWith(PostgresDialect.URL) ? new PostgresDialect() : new H2Dialect();
  }

  /** What a driver that can't reach the database at a JDBC URL calls its address. */
  Pattern addresses(String url);

  /** The first statement of a connection, by which it says whose it is. */
  String greeting(String instance);

  /**
   * Runs a query with {@code ?} for each argument.
   *
   * @param timeoutMillis how long it may take; 0 is no limit
   */
  SqlResult query(
      Connection connection,
      String owner,
      String sql,
      List<? extends @Nullable Object> args,
      int timeoutMillis)
      throws SQLException;

  /**
   * Changes rows in a transaction of its own, which holds its row locks while it costs the
   * database's processor {@code costNanos} and writes {@code ioBytes}; returns how many rows were
   * changed.
   */
  int write(
      Connection connection,
      String owner,
      String sql,
      List<? extends @Nullable Object> args,
      long costNanos,
      long ioBytes,
      int timeoutMillis)
      throws SQLException;
}
