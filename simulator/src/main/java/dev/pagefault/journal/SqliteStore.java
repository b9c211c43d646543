package dev.pagefault.journal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteException;

/**
 * A directory with one SQLite file in it, write-ahead logged and synced at each commit. The file is
 * locked: a second server on it is refused.
 */
final class SqliteStore extends Store {
  /** Name of the file in the directory. */
  static final String FILE = "journal.db";

  private final Path directory;

  SqliteStore(Path directory) {
    this.directory = directory;
  }

  @Override
  Connection connect() throws SQLException {
    try {
      Files.createDirectories(directory);
    } catch (IOException e) {
      throw new SQLException("it can't be made", e);
    }
    if (!Files.isWritable(directory)) {
      throw new SQLException("it is not writable");
    }
    SQLiteConfig config = new SQLiteConfig();
    config.setLockingMode(SQLiteConfig.LockingMode.EXCLUSIVE);
    config.setJournalMode(SQLiteConfig.JournalMode.WAL);
    config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
    config.setTransactionMode(SQLiteConfig.TransactionMode.IMMEDIATE);
    config.enforceForeignKeys(true);
    config.setBusyTimeout(0);
    Connection connection = config.createConnection("jdbc:sqlite:" + directory.resolve(FILE));
    try {
      connection.setAutoCommit(false);
      return connection;
    } catch (SQLException e) {
      connection.close();
      throw e;
    }
  }

  @Override
  int version(Connection connection) throws SQLException {
    try (Statement sql = connection.createStatement();
        ResultSet row = sql.executeQuery("PRAGMA user_version")) {
      return row.getInt(1);
    }
  }

  @Override
  void mark(Connection connection, int version) throws SQLException {
    try (Statement sql = connection.createStatement()) {
      sql.executeUpdate("PRAGMA user_version = " + version);
    }
  }

  @Override
  String risingKey() {
    return "INTEGER PRIMARY KEY";
  }

  @Override
  String inKeyOrder() {
    return "WITHOUT ROWID";
  }

  /** Nobody can come in between: the file stays locked as long as the process lives. */
  @Override
  long claim(Connection connection) {
    return 0;
  }

  @Override
  long begin(Connection connection, long claim) {
    return 0;
  }

  /** There is no wire on which an answer could be lost: a commit that failed was not kept. */
  @Override
  boolean committed(Connection connection, long claim, long transaction) {
    return false;
  }

  @Override
  String said(SQLException failure) {
    String text = String.valueOf(failure.getMessage());
    if (!(failure instanceof SQLiteException)) {
      return text;
    }
    return text.contains("BUSY") ? "another Pagefault is using it" : "SQLite says: " + text;
  }

  @Override
  boolean full(SQLException failure) {
    return String.valueOf(failure.getMessage()).contains("SQLITE_FULL");
  }

  @Override
  public String toString() {
    return directory.toString();
  }
}
