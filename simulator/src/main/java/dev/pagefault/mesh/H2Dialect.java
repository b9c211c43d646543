package dev.pagefault.mesh;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The embedded database's, by {@link SqlSession}. */
final class H2Dialect implements Dialect {
  private static final Pattern ADDRESS = Pattern.compile("(localhost/)?127\\.0\\.0\\.1:\\d+");

  @Override
  public Pattern addresses(String url) {
    return ADDRESS;
  }

  @Override
  public String greeting(String instance) {
    return "SET @APP = '" + instance.replace("'", "''") + "'";
  }

  @Override
  public SqlResult query(
      Connection connection,
      String owner,
      String sql,
      List<? extends @Nullable Object> args,
      int timeoutMillis)
      throws SQLException {
    return SqlSession.query(connection, owner, sql, args, timeoutMillis);
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
    return SqlSession.write(connection, owner, sql, args, costNanos, ioBytes, timeoutMillis);
  }
}
