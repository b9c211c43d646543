package dev.pagefault.mesh;

import com.zaxxer.hikari.HikariPoolMXBean;
import dev.pagefault.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a JDBC pool shows: HikariCP's own line, and who holds what. */
final class PoolReading {
  /** A connection in hand that executed nothing for longer, whose request is over, is held idle. */
  private static final long QUIET = 1_000_000_000L;

  /** Connections shown. */
  private static final int ROWS_MAX = 50;

  private PoolReading() {}

  static Map<String, Double> figures(JdbcPool pool, Clock clock) {
    HikariPoolMXBean stats = pool.stats();
    long now = clock.nanos();
    long heldIdle =
        pool.leases().stream()
            .filter(lease -> !lease.isExecuting() && lease.holder().isOver())
            .filter(lease -> now - lease.quietSinceNanos() > QUIET)
            .count();
    Map<String, Double> figures = new LinkedHashMap<>();
    figures.put(Figures.MAX, (double) pool.policy().max());
    figures.put(Figures.TOTAL, (double) stats.getTotalConnections());
    figures.put(Figures.ACTIVE, (double) stats.getActiveConnections());
    figures.put(Figures.IDLE, (double) stats.getIdleConnections());
    figures.put(Figures.WAITING, (double) stats.getThreadsAwaitingConnection());
    figures.put(Figures.HELD_IDLE, (double) heldIdle);
    figures.put(Figures.ACQUIRE_P99_MS, pool.acquireP99Millis());
    figures.put(Figures.USAGE_P99_MS, pool.usageP99Millis());
    figures.put(Figures.TIMEOUTS, (double) pool.recentTimeouts());
    return figures;
  }

  static List<Map<String, String>> rows(JdbcPool pool, Clock clock) {
    long now = clock.nanos();
    List<Map<String, String>> rows = new ArrayList<>();
    pool.leases().stream()
        .sorted(Comparator.comparingLong(Lease::sinceNanos))
        .limit(ROWS_MAX)
        .forEach(lease -> rows.add(row(lease, now)));
    return rows;
  }

  private static Map<String, String> row(Lease lease, long now) {
    long quiet = (now - lease.quietSinceNanos()) / 1_000_000;
    Map<String, String> row = new LinkedHashMap<>();
    row.put("held for", (now - lease.sinceNanos()) / 1_000_000 + " ms");
    row.put("taken by", lease.holder().endpoint());
    row.put("step", lease.step());
    row.put("statement", lease.isExecuting() ? "executing" : "none for " + quiet + " ms");
    row.put("request", lease.holder().isOver() ? "over" : "under way");
    return row;
  }

  static String text(JdbcPool pool, Clock clock) {
    HikariPoolMXBean stats = pool.stats();
    StringBuilder text = new StringBuilder();
    text.append(
        "%s - Pool stats (total=%d, active=%d, idle=%d, waiting=%d)%n"
            .formatted(
                pool.datastore(),
                stats.getTotalConnections(),
                stats.getActiveConnections(),
                stats.getIdleConnections(),
                stats.getThreadsAwaitingConnection()));
    PoolPolicy policy = pool.policy();
    text.append(
        "maximumPoolSize=%d minimumIdle=%d connectionTimeout=%dms leakDetectionThreshold=%dms%n"
            .formatted(
                policy.max(), policy.minIdle(), policy.acquireMillis(), policy.leakMillis()));
    text.append(
        "last %d s: acquire p99=%.1fms, usage p99=%.1fms, timeouts=%d%n"
            .formatted(
                Figures.WINDOW_SECONDS,
                pool.acquireP99Millis(),
                pool.usageP99Millis(),
                pool.recentTimeouts()));
    text.append("connections in use:\n");
    for (Map<String, String> row : rows(pool, clock)) {
      text.append("  ").append(row).append('\n');
    }
    return text.toString();
  }
}
