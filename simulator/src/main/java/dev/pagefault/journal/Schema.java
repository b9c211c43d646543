package dev.pagefault.journal;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** The journal's tables, made or checked when a file is opened. */
final class Schema {
  /** Version of the tables; kept in SQLite's {@code user_version}. 0 is an empty file. */
  static final int VERSION = 1;

  private Schema() {}

  /** Makes the tables where there are none. Refuses a file of a later version. */
  static void prepare(Connection connection, Path file) throws SQLException {
    try (Statement sql = connection.createStatement()) {
      int found;
      try (ResultSet row = sql.executeQuery("PRAGMA user_version")) {
        found = row.getInt(1);
      }
      if (found > VERSION) {
        throw new JournalException(
            "%s was written by a newer Pagefault (tables %d, this one knows %d): use that one, or another --data"
                .formatted(file, found, VERSION));
      }
      if (found == VERSION) {
        return;
      }
      sql.executeUpdate(
          """
          CREATE TABLE drill(
            id TEXT PRIMARY KEY, scenario TEXT NOT NULL, alert TEXT NOT NULL, name TEXT NOT NULL,
            started_at INTEGER NOT NULL, salt TEXT NOT NULL, ended TEXT, score REAL)
          """);
      sql.executeUpdate(
          """
          CREATE TABLE event(
            drill TEXT NOT NULL REFERENCES drill(id), seq INTEGER NOT NULL, schema INTEGER NOT NULL,
            json TEXT NOT NULL, PRIMARY KEY(drill, seq)) WITHOUT ROWID
          """);
      sql.executeUpdate(
          """
          CREATE TABLE receipt(
            id INTEGER PRIMARY KEY, drill TEXT NOT NULL REFERENCES drill(id), client TEXT NOT NULL,
            key TEXT NOT NULL, answer TEXT NOT NULL, UNIQUE(drill, client, key))
          """);
      sql.executeUpdate("PRAGMA user_version = " + VERSION);
    }
  }
}
