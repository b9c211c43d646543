package dev.pagefault.mesh;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How an instance speaks to a datastore over a connection of its pool. A statement blocks the
 * calling (virtual) thread for as long as the database's host takes for it.
 *
 * <p>Statements are attributed to their {@code owner} by a leading comment: {@code /*
 * checkout/load-cart *}{@code / SELECT …}. A connection says whose it is by {@code SET @APP =
 * 'checkout-eu-1'}, its pool's init statement.
 */
public final class SqlSession {
  /** Most rows that one statement answers; the rest is left out. */
  public static final int ROWS_MAX = 500;

  private SqlSession() {}

  /**
   * Runs a query with {@code ?} for each argument.
   *
   * @param owner service and step, such as {@code checkout/load-cart}
   * @param timeoutMillis how long it may take; 0 is no limit
   */
  public static SqlResult query(
      Connection connection,
      String owner,
      String sql,
      List<? extends @Nullable Object> args,
      int timeoutMillis)
      throws SQLException {
    try (PreparedStatement statement = prepare(connection, owner, sql, args, timeoutMillis)) {
      statement.setMaxRows(ROWS_MAX);
      try (ResultSet rows = statement.executeQuery()) {
        return read(rows);
      }
    }
  }

  /**
   * Changes rows in a transaction of its own, which holds its row locks while it costs the
   * database's processor {@code costNanos}; returns how many rows were changed.
   */
  public static int write(
      Connection connection,
      String owner,
      String sql,
      List<? extends @Nullable Object> args,
      long costNanos,
      int timeoutMillis)
      throws SQLException {
    try (PreparedStatement statement = prepare(connection, owner, sql, args, timeoutMillis)) {
      return statement.executeUpdate();
    }
  }

  private static PreparedStatement prepare(
      Connection connection,
      String owner,
      String sql,
      List<? extends @Nullable Object> args,
      int timeoutMillis)
      throws SQLException {
    PreparedStatement statement = connection.prepareStatement("/* " + owner + " */ " + sql);
    try {
      statement.setQueryTimeout((timeoutMillis + 999) / 1000); // JDBC counts in whole seconds
      for (int i = 0; i < args.size(); i++) {
        statement.setObject(i + 1, args.get(i));
      }
      return statement;
    } catch (SQLException e) {
      statement.close();
      throw e;
    }
  }

  private static SqlResult read(ResultSet rows) throws SQLException {
    ResultSetMetaData columns = rows.getMetaData();
    List<Map<String, String>> all = new ArrayList<>();
    while (rows.next()) {
      Map<String, String> row = new LinkedHashMap<>();
      for (int i = 1; i <= columns.getColumnCount(); i++) {
        String value = rows.getString(i);
        if (value != null) {
          row.put(columns.getColumnLabel(i).toLowerCase(Locale.ROOT), value);
        }
      }
      all.add(row);
    }
    return new SqlResult(all);
  }
}
