package dev.pagefault.journal;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/** A directory keeps the contract. */
class SqliteJournalKillTest extends JournalKillContract {
  @TempDir Path data;

  @Override
  String place() {
    return data.toString();
  }
}
