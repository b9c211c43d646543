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
 * PostgreSQL's. A statement is wrapped so that the functions of {@link PostgresCosts} run in the
 * same execution, once its rows are there: it is one entry of {@code pg_stat_statements} and one
 * query of {@code pg_stat_activity}.
 *
 * <pre>
 * query   before: rows scanned so far ─▶ answer ─▶ PF_QUERY: what was scanned since costs so much
 * write   changed (its row locks held) ─▶ PF_WRITE: costs so much ─▶ commit
 * </pre>
 */
final class PostgresDialect implements Dialect {
  /** What the JDBC URL of a PostgreSQL begins with. */
  static final String URL = "jdbc:postgresql:";

  /** Between these the statement's own text stands, for those who read it out again. */
  static final String OPEN = "/*<*/ ";

  static final String CLOSE = " /*>*/";

  /** A column that tells a row of nulls from no row. */
  private static final String ROW = "pf_row";

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
    String wrapped =
        "/* %s */ WITH before AS MATERIALIZED (SELECT pf_scanned() AS n), answer AS MATERIALIZED"
                .formatted(owner)
            + " (SELECT true AS "
            + ROW
            + ", q.* FROM ("
            + OPEN
            + sql
            + CLOSE
            + ") q),"
            + " spent AS MATERIALIZED (SELECT pf_query(before.n, (SELECT count(*) FROM answer))"
            + " AS pf_spent FROM before)"
            + " SELECT answer.* FROM spent LEFT JOIN answer ON true";
    try (PreparedStatement statement = prepare(connection, wrapped, args, timeoutMillis)) {
      statement.setMaxRows(SqlSession.ROWS_MAX);
      try (ResultSet rows = statement.executeQuery()) {
        return new SqlResult(read(rows));
      }
    }
  }

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
    String wrapped =
        "/* "
            + owner
            + " */ WITH changed AS ("
            + OPEN
            + sql
            + CLOSE
            + " RETURNING 1)"
            + " SELECT pf_write((SELECT count(*) FROM changed), "
            + costNanos / 1_000
            + ")";
    try (PreparedStatement statement = prepare(connection, wrapped, args, timeoutMillis);
        ResultSet changed = statement.executeQuery()) {
      changed.next();
      return changed.getInt(1);
    }
  }

  private static PreparedStatement prepare(
      Connection connection, String sql, List<? extends @Nullable Object> args, int timeoutMillis)
      throws SQLException {
    PreparedStatement statement = connection.prepareStatement(sql);
    try {
      statement.setQueryTimeout((timeoutMillis + 999) / 1000); // JDBC counts in whole seconds
      for (int i = 0; i < args.size(); i++) {
        Object arg = args.get(i);
        // Its type is the column's, which the server knows and we don't.
        statement.setObject(i + 1, arg == null ? null : arg.toString(), java.sql.Types.OTHER);
      }
      return statement;
    } catch (SQLException e) {
      statement.close();
      throw e;
    }
  }

  private static List<Map<String, String>> read(ResultSet rows) throws SQLException {
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
      if (row.remove(ROW) != null) {
        all.add(row);
      }
    }
    return all;
  }
}
