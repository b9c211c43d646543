package dev.pagefault.journal;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;

/**
 * Where journals are kept, and all in which one kind of place differs from another. Only a name of
 * the place: nothing is open, so it can be shared and needs no end.
 */
public abstract sealed class Store permits SqliteStore, PostgresStore {

  /**
   * A place as people write it: a directory, or {@code jdbc:postgresql://host/database}. Throws
   * {@link IllegalArgumentException} with one sentence, which doesn't repeat what was written, for
   * that may hold a password.
   *
   * @param environment for user and password, where the URL names none
   */
  public static Store of(String place, Map<String, String> environment) {
    return PostgresStore.isUrl(place) ? PostgresStore.at(place, environment) : in(Path.of(place));
  }

  /** A directory, which is made where it is missing. */
  public static Store in(Path directory) {
    return new SqliteStore(directory);
  }

  /**
   * Connects as the only one who may write here, and without auto-commit. The reason why that can't
   * be is what {@link #said} makes of the failure.
   */
  abstract Connection connect() throws SQLException;

  /** Version of the tables; 0 where there are none. */
  abstract int version(Connection connection) throws SQLException;

  /** Marks tables that were just made. */
  abstract void mark(Connection connection, int version) throws SQLException;

  /** The type of a key that the database gives, each higher than the last. */
  abstract String risingKey();

  /** What follows a table's columns where its rows are best kept in the order of its key. */
  abstract String inKeyOrder();

  /** Names a server that was just started: nobody who wrote here before can write any more. */
  abstract long claim(Connection connection) throws SQLException;

  /** Begins a transaction of the server with that claim; its number rises from one to the next. */
  abstract long begin(Connection connection, long claim) throws SQLException;

  /** Whether a transaction whose commit got no answer was committed; asked on a new connection. */
  abstract boolean committed(Connection connection, long claim, long transaction)
      throws SQLException;

  /** What a failure means, in words that can stand within a sentence; never a statement's data. */
  abstract String said(SQLException failure);

  /** Whether there is no room left to write. */
  abstract boolean full(SQLException failure);

  /** The place as it may be shown to anybody. */
  @Override
  public abstract String toString();

  /** The sentence for a place that is of no use at the start. */
  final JournalException unusable(SQLException failure) {
    return new JournalException(
        "can't keep journals in %s: %s; choose another place with --data"
            .formatted(this, said(failure)),
        failure);
  }
}
