package dev.pagefault.mesh;

import dev.pagefault.time.Clock;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * PostgreSQL's: statements are wrapped by {@link PostgresStatement}. Each is a transaction of its
 * own, by the connection's ordinary autocommit.
 */
final class PostgresDialect implements Dialect {
  /** What the JDBC URL of a PostgreSQL begins with. */
  static final String URL = "jdbc:postgresql:";

  private static final Pattern ADDRESS = Pattern.compile("^" + URL + "//([^/?]+)");

  /** SQLSTATE of a statement that was cancelled, by whomever. */
  private static final String QUERY_CANCELED = "57014";

  private static final Clock CLOCK = Clock.system();

  @Override
  public Pattern addresses(String url) {
    Matcher address = ADDRESS.matcher(url);
    return Pattern.compile(address.find() ? Pattern.quote(address.group(1)) : "(?!)");
  }

  @Override
  public String greeting(String instance) {
    return "SET application_name = '" + instance.replace("'", "''") + "'";
  }

  @Override
  public SqlResult query(
      Connection connection,
      String owner,
      String sql,
      List<? extends @Nullable Object> args,
      int timeoutMillis)
      throws SQLException {
    String text = PostgresStatement.query(owner, sql, timeoutMillis);
    long began = CLOCK.nanos();
    try (PreparedStatement statement = prepare(connection, text, args, timeoutMillis)) {
      statement.setMaxRows(SqlSession.ROWS_MAX);
      try (ResultSet rows = statement.executeQuery()) {
        return new SqlResult(SqlSession.read(rows));
      }
    } catch (SQLException e) {
      throw told(e, began, timeoutMillis);
    }
  }

  /** What is written to the volume is what the write really writes: it isn't modelled here. */
  @Override
  public int write(
      Connection connection,
      String owner,
      String sql,
      List<? extends @Nullable Object> args,
      long costNanos,
      long ioBytes,
      int timeoutMillis)
      throws SQLException {
    long costMicros = TimeUnit.NANOSECONDS.toMicros(costNanos);
    String text = PostgresStatement.write(owner, sql, costMicros, timeoutMillis);
    long began = CLOCK.nanos();
    try (PreparedStatement statement = prepare(connection, text, args, timeoutMillis);
        ResultSet rows = statement.executeQuery()) {
      int changed = 0;
      while (rows.next()) {
        changed++;
      }
      return changed;
    } catch (SQLException e) {
      throw told(e, began, timeoutMillis);
    }
  }

  /**
   * While it spends its cost, a statement looks at its timeout itself, to the millisecond. One that
   * waits for a lock is cancelled by the driver, who counts in whole seconds and asks the server as
   * any user does.
   */
  private static SQLException told(SQLException e, long began, int timeoutMillis) {
    long millis = TimeUnit.NANOSECONDS.toMillis(CLOCK.nanos() - began);
    boolean late = timeoutMillis > 0 && millis >= timeoutMillis;
    return late && QUERY_CANCELED.equals(e.getSQLState()) ? ServerError.timedOut() : e;
  }

  private static PreparedStatement prepare(
      Connection connection, String sql, List<? extends @Nullable Object> args, int timeoutMillis)
      throws SQLException {
    PreparedStatement statement = connection.prepareStatement(sql);
    try {
      statement.setQueryTimeout((timeoutMillis + 999) / 1000);
      for (int i = 0; i < args.size(); i++) {
        Object arg = args.get(i);
        // Its type is the column's, which the server knows and we don't.
        statement.setObject(i + 1, arg == null ? null : arg.toString(), Types.OTHER);
      }
      return statement;
    } catch (SQLException e) {
      statement.close();
      throw e;
    }
  }
}
