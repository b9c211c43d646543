package dev.pagefault.mesh;

import dev.pagefault.time.Clock;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
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

  private static final Clock CLOCK = Clock.system();

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
    long began = CLOCK.nanos();
    SqlResult result;
    try (PreparedStatement statement = prepare(connection, owner, sql, args, timeoutMillis)) {
      statement.setMaxRows(ROWS_MAX);
      try (ResultSet rows = statement.executeQuery()) {
        result = new SqlResult(read(rows));
      }
    }
    String bucket = PlanCache.bucket(args, result.rows().size());
    Object[] charge = {
      owner, sql, bucket, result.rows().size(), since(connection, began), timeoutMillis
    };
    String call = shown(owner, sql) + "CALL PF_QUERY(?, ?, ?, ?, ?, ?)";
    if (call(connection, call, charge) == DatabaseFunctions.PLAN_NEEDED) {
      String plan = explain(connection, sql, args);
      call(connection, "CALL PF_PLAN(?, ?, ?)", sql, bucket, plan);
      call(connection, call, charge);
    }
    return result;
  }

  /** Changes rows as the other does, with no more I/O than the commit's own. */
  public static int write(
      Connection connection,
      String owner,
      String sql,
      List<? extends @Nullable Object> args,
      long costNanos,
      int timeoutMillis)
      throws SQLException {
    return write(connection, owner, sql, args, costNanos, 0, timeoutMillis);
  }

  /**
   * Changes rows in a transaction of its own, which holds its row locks while it costs the
   * database's processor {@code costNanos} and writes {@code ioBytes} and its commit to the
   * database's volume, where it has one; returns how many rows were changed.
   */
  public static int write(
      Connection connection,
      String owner,
      String sql,
      List<? extends @Nullable Object> args,
      long costNanos,
      long ioBytes,
      int timeoutMillis)
      throws SQLException {
    connection.setAutoCommit(false);
    try {
      long began = CLOCK.nanos();
      int changed;
      try (PreparedStatement statement = prepare(connection, owner, sql, args, timeoutMillis)) {
        changed = statement.executeUpdate();
      }
      String call = shown(owner, sql) + "CALL PF_WRITE(?, ?, ?, ?, ?, ?, ?)";
      Object[] charge = {
        owner, sql, changed, costNanos, ioBytes, since(connection, began), timeoutMillis
      };
      call(connection, call, charge);
      connection.commit();
      return changed;
    } catch (SQLException e) {
      undo(connection, e);
      throw e;
    } finally {
      if (!connection.isClosed()) {
        connection.setAutoCommit(true);
      }
    }
  }

  /**
   * How long a statement has been at work in its database. Over TCP the client can't tell that from
   * the time on the wire, which is none of the database's: nothing is counted then.
   */
  private static long since(Connection connection, long began) throws SQLException {
    return DatabaseFunctions.isInProcess(connection) ? CLOCK.nanos() - began : 0;
  }

  /** Runs a query of ours that is not charged. */
  static List<Map<String, String>> read(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      return read(rows);
    }
  }

  /** A leading comment by which sessions show the statement instead of the call that charges it. */
  private static String shown(String owner, String sql) {
    return "/* " + (owner + " " + sql).replace("*/", "* /") + " */ ";
  }

  private static int call(Connection connection, String call, Object... args) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(call)) {
      for (int i = 0; i < args.length; i++) {
        statement.setObject(i + 1, args[i]);
      }
      try (ResultSet answer = statement.executeQuery()) {
        answer.next();
        return answer.getInt(1);
      }
    }
  }

  private static String explain(
      Connection connection, String sql, List<? extends @Nullable Object> args)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement("EXPLAIN ANALYZE " + sql)) {
      for (int i = 0; i < args.size(); i++) {
        statement.setObject(i + 1, args.get(i));
      }
      try (ResultSet plan = statement.executeQuery()) {
        plan.next();
        return plan.getString(1);
      }
    }
  }

  private static void undo(Connection connection, SQLException because) {
    try {
      connection.rollback();
    } catch (SQLException e) {
      because.addSuppressed(e);
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

  /** Rows as they are told on: by column in lower case, without what is null. */
  static List<Map<String, String>> read(ResultSet rows) throws SQLException {
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
    return all;
  }
}
