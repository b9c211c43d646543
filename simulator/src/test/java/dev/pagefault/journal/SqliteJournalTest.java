package dev.pagefault.journal;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A directory keeps the contract. */
class SqliteJournalTest extends JournalContract {
  @TempDir Path data;

  @Override
  String place() {
    return data.toString();
  }

  @Override
  void edit(String sql) throws SQLException {
    try (Connection connection =
            DriverManager.getConnection("jdbc:sqlite:" + data.resolve(SqliteStore.FILE));
        Statement statement = connection.createStatement()) {
      statement.executeUpdate(sql);
    }
  }

  @Override
  void mark(int version) throws SQLException {
    edit("PRAGMA user_version = " + version);
  }

  @Test
  void a_directory_that_is_a_file_is_refused_in_one_sentence() throws IOException {
    Path file = Files.writeString(data.resolve("file"), "x");
    assertThatThrownBy(() -> SqlJournal.open(Store.in(file.resolve("inside"))))
        .isInstanceOf(JournalException.class)
        .hasMessageContaining("can't keep journals in")
        .hasMessageContaining("--data")
        .hasMessageNotContaining("\n");
  }
}
