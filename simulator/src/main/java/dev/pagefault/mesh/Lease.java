package dev.pagefault.mesh;

import java.sql.Connection;
import java.sql.SQLException;

/**
 * A pooled connection in somebody's hand: whose, since when, and what it is at. Whoever drops it
 * without closing it keeps it for ever.
 */
final class Lease implements AutoCloseable {
  private final JdbcPool pool;
  private final Connection connection;
  private final Exchange holder;
  private final String step;
  private final long sinceNanos;
  private volatile boolean executing;
  private volatile long quietSinceNanos;

  Lease(JdbcPool pool, Connection connection, Exchange holder, long now) {
    this.pool = pool;
    this.connection = connection;
    this.holder = holder;
    this.step = holder.step();
    this.sinceNanos = now;
    this.quietSinceNanos = now;
  }

  Connection connection() {
    return connection;
  }

  Exchange holder() {
    return holder;
  }

  String step() {
    return step;
  }

  long sinceNanos() {
    return sinceNanos;
  }

  boolean isExecuting() {
    return executing;
  }

  /** Since when it has executed nothing; of no meaning while it executes. */
  long quietSinceNanos() {
    return quietSinceNanos;
  }

  void executes() {
    executing = true;
  }

  void executed(long now) {
    quietSinceNanos = now;
    executing = false;
  }

  @Override
  public void close() throws SQLException {
    pool.giveBack(this);
  }
}
