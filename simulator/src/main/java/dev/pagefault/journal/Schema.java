package dev.pagefault.journal;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** The journal's tables, made or checked when a store is opened. */
final class Schema {
  /** Version of the tables; 0 is an empty store. */
  static final int VERSION = 1;

  private Schema() {}

  /** Makes the tables where there are none. Refuses those of a later version. */
  static void prepare(Connection connection, Store store) throws SQLException {
    int found = store.version(connection);
    if (found > VERSION) {
      throw new JournalException(
          "%s was written by a newer Pagefault (tables %d, this one knows %d): use that one, or another --data"
              .formatted(store, found, VERSION));
    }
    if (found == VERSION) {
      return;
    }
    try (Statement sql = connection.createStatement()) {
      for (String table : tables(store)) {
        sql.executeUpdate(table);
      }
    }
    store.mark(connection, VERSION);
  }

  private static List<String> tables(Store store) {
    return List.of(
        """
        CREATE TABLE drill(
          id TEXT PRIMARY KEY, scenario TEXT NOT NULL, alert TEXT NOT NULL, name TEXT NOT NULL,
          started_at BIGINT NOT NULL, salt TEXT NOT NULL, ended TEXT, score DOUBLE PRECISION)
        """,
        """
        CREATE TABLE event(
          drill TEXT NOT NULL REFERENCES drill(id), seq BIGINT NOT NULL, schema INTEGER NOT NULL,
          json TEXT NOT NULL, PRIMARY KEY(drill, seq)) %s
        """
            .formatted(store.inKeyOrder()),
        """
        CREATE TABLE receipt(
          id %s, drill TEXT NOT NULL REFERENCES drill(id), client TEXT NOT NULL,
          key TEXT NOT NULL, answer TEXT NOT NULL, UNIQUE(drill, client, key))
        """
            .formatted(store.risingKey()));
  }
}
