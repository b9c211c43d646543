package dev.pagefault.mesh;

import dev.pagefault.time.Clock;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What applications' statements took, from {@code pg_stat_statements}: totals since the server
 * began, whose differences are kept by owner. A statement is counted when it is over, and not at
 * all when it failed. Which rows a call scanned the server doesn't tell; they are taken to be those
 * that its plan expects. Safe for any thread.
 */
final class PostgresStatements {
  private static final Logger LOG = LoggerFactory.getLogger(PostgresStatements.class);

  private static final String APPLICATIONS =
      " WHERE dbid = (SELECT oid FROM pg_database WHERE datname = current_database())"
          + " AND userid = 'app'::regrole AND toplevel";

  private static final String TOTALS =
      "SELECT queryid, calls, total_exec_time, rows FROM pagefault.pg_stat_statements(false)"
          + APPLICATIONS;

  /** Reads a file of the server's: only for statements that are new. */
  private static final String TEXTS =
      "SELECT queryid, query FROM pagefault.pg_stat_statements(true)" + APPLICATIONS;

  private final StatementStats stats;
  private final Map<Long, Known> known = new HashMap<>();
  private Map<Long, StatementStats.Sums> last = Map.of();

  PostgresStatements(Clock clock) {
    this.stats = new StatementStats(clock);
  }

  /**
   * An entry of the view's.
   *
   * @param statement null: not one of an instance's steps
   * @param plan null for a write
   */
  private record Known(@Nullable PostgresStatement statement, PlanCache.@Nullable Plan plan) {}

  /** Takes what was counted since the last time; all statements, and what they did lately. */
  synchronized StatementStats.Window read(Connection connection) throws SQLException {
    try (Statement sql = connection.createStatement()) {
      Map<Long, StatementStats.Sums> totals = totals(sql);
      if (!known.keySet().containsAll(totals.keySet())) {
        learn(connection, sql);
      }
      Map<Long, StatementStats.Sums> more = new HashMap<>();
      totals.forEach((query, total) -> more.put(query, since(query, total)));
      more.entrySet().stream() // of texts with the same owner the costliest is shown
          .sorted(Comparator.comparingLong(it -> it.getValue().nanos()))
          .forEach(it -> count(it.getKey(), it.getValue()));
      known.keySet().retainAll(totals.keySet());
      last = totals;
    }
    return stats.read();
  }

  /** After the schema changed: plans are asked for again. */
  synchronized void forget() {
    known.clear();
  }

  private static Map<Long, StatementStats.Sums> totals(Statement sql) throws SQLException {
    Map<Long, StatementStats.Sums> totals = new HashMap<>();
    try (ResultSet row = sql.executeQuery(TOTALS)) {
      while (row.next()) {
        long nanos = (long) (row.getDouble("total_exec_time") * TimeUnit.MILLISECONDS.toNanos(1));
        totals.put(
            row.getLong("queryid"),
            new StatementStats.Sums(row.getLong("calls"), nanos, row.getLong("rows"), 0));
      }
    }
    return totals;
  }

  private void learn(Connection connection, Statement sql) throws SQLException {
    Map<Long, String> texts = new HashMap<>();
    try (ResultSet row = sql.executeQuery(TEXTS)) {
      while (row.next()) {
        texts.put(row.getLong("queryid"), Objects.requireNonNullElse(row.getString("query"), ""));
      }
    }
    texts.keySet().removeAll(known.keySet());
    for (Map.Entry<Long, String> text : texts.entrySet()) {
      PostgresStatement statement = PostgresStatement.parse(text.getValue());
      PlanCache.Plan plan = statement == null ? null : plan(connection, statement);
      known.put(text.getKey(), new Known(statement, plan));
    }
  }

  private static PlanCache.@Nullable Plan plan(Connection connection, PostgresStatement statement)
      throws SQLException {
    if (statement.write()) {
      return null;
    }
    try {
      return PostgresPlan.of(connection, statement.sql());
    } catch (SQLException e) {
      if (connection.isClosed()) {
        throw e;
      }
      LOG.warn("no plan of {}: {}: {}", statement.owner(), statement.sql(), e.getMessage());
      return null;
    }
  }

  private StatementStats.Sums since(long query, StatementStats.Sums total) {
    StatementStats.Sums before = last.getOrDefault(query, StatementStats.Sums.NONE);
    // Fewer than before: the server forgot it, and began anew.
    return before.calls() > total.calls() ? total : total.minus(before);
  }

  private void count(long query, StatementStats.Sums more) {
    Known entry = known.get(query);
    PostgresStatement statement = entry == null ? null : entry.statement();
    if (entry == null || statement == null) {
      return;
    }
    if (more.calls() > 0) {
      PlanCache.Plan plan = entry.plan();
      long scanned = plan == null ? more.rows() : more.calls() * plan.scanned();
      stats.add(
          statement.owner(),
          statement.sql(),
          plan,
          new StatementStats.Sums(more.calls(), more.nanos(), more.rows(), scanned));
    }
  }
}
