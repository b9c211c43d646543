package dev.pagefault.journal;

import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one connection to a store, over which everything is read and written, one transaction after
 * the other. Where it breaks, the next transaction makes another. Lives on the writer's thread.
 */
final class Session implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Session.class);

  /** How long a connection may take to show that it isn't broken. */
  private static final int ALIVE_SECONDS = 5;

  private final Store store;
  private final long claim;
  private @Nullable Connection connection; // null: it broke
  private long transaction;

  private Session(Store store, Connection connection, long claim) {
    this.store = store;
    this.connection = connection;
    this.claim = claim;
  }

  /** What is done in a transaction. */
  interface Work {
    void run(Rows rows) throws SQLException;
  }

  /** The first connection. Throws {@link JournalException} with a sentence for the start. */
  static Session open(Store store) {
    try {
      Connection connection = connect(store);
      try {
        long claim = store.claim(connection);
        connection.commit();
        return new Session(store, connection, claim);
      } catch (SQLException e) {
        connection.close();
        throw e;
      }
    } catch (SQLException e) {
      throw store.unusable(e);
    }
  }

  private static Connection connect(Store store) throws SQLException {
    Connection connection = store.connect();
    try {
      Schema.prepare(connection, store);
      connection.commit();
      return connection;
    } catch (SQLException | JournalException e) {
      connection.close();
      throw e;
    }
  }

  /** Runs a transaction, all or nothing. */
  Outcome transact(Work work) {
    Connection held;
    try {
      held = begin();
    } catch (SQLException | RuntimeException e) {
      return new Outcome.Away(away(e));
    }
    try {
      work.run(new Rows(held));
    } catch (SQLException
        | RuntimeException
        | OutOfMemoryError e) { // one drill's, not the writer's
      return recovers(held) ? new Outcome.Refused(refused(e)) : new Outcome.Away(away(e));
    }
    try {
      held.commit();
      return new Outcome.Kept();
    } catch (SQLException | RuntimeException e) {
      return recovers(held) ? new Outcome.Refused(refused(e)) : new Outcome.InDoubt();
    }
  }

  /**
   * What became of the transaction that was in doubt. A new connection is had only once the broken
   * one is done with in the database, so the answer is final.
   */
  Outcome.Settled settle() {
    try {
      Connection held = connected();
      boolean kept = store.committed(held, claim, transaction);
      held.rollback();
      return kept
          ? new Outcome.Kept()
          : new Outcome.Refused(
              new JournalException(
                  "the connection to the journal broke; nothing of it was kept, try again"));
    } catch (SQLException | RuntimeException e) {
      drop();
      return new Outcome.Away(away(e));
    }
  }

  private Connection begin() throws SQLException {
    if (connection != null) {
      try {
        transaction = store.begin(connection, claim);
        return connection;
      } catch (SQLException e) {
        LOG.warn("the connection to {} broke: {}", store, store.said(e));
        drop();
      }
    }
    Connection held = connected();
    try {
      transaction = store.begin(held, claim);
      return held;
    } catch (SQLException e) {
      drop();
      throw e;
    }
  }

  private Connection connected() throws SQLException {
    Connection held = connection;
    if (held == null) {
      held = connect(store);
      connection = held;
      LOG.info("connected to {} again", store);
    }
    return held;
  }

  /** Undoes what a failure left; false where the connection broke. */
  private boolean recovers(Connection held) {
    try {
      if (held.isValid(ALIVE_SECONDS)) {
        rollback(held);
        return true;
      }
    } catch (SQLException e) {
      // It can't even be asked: it is as broken as one that says no.
    }
    LOG.warn("the connection to {} broke", store);
    drop();
    return false;
  }

  private static void rollback(Connection held) {
    try {
      held.rollback();
    } catch (SQLException e) {
      // The transaction is gone already; the failure that led here is the one that is told.
    }
  }

  private void drop() {
    try {
      close();
    } catch (SQLException e) {
      // It was broken; whatever it still held, the database lets go of.
    }
    connection = null;
  }

  private JournalException refused(Throwable failure) {
    return switch (failure) {
      case JournalException known -> known;
      case SQLException full when store.full(full) ->
          new JournalException(
              "the journal's disk is full; free some space, nothing acknowledged was lost", full);
      default ->
          new JournalException("the journal could not be written: " + said(failure), failure);
    };
  }

  private JournalException away(Throwable failure) {
    return new JournalException(
        "the journal can't be reached: %s; nothing of it was kept, try again in a moment"
            .formatted(said(failure)),
        failure);
  }

  private String said(Throwable failure) {
    return failure instanceof SQLException sql
        ? store.said(sql)
        : String.valueOf(failure.getMessage());
  }

  @Override
  public void close() throws SQLException {
    if (connection != null) {
      connection.close();
    }
  }
}
