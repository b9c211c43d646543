package dev.pagefault.journal;

import java.sql.SQLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** A PostgreSQL database keeps the same contract; see {@link PostgresSchema}. */
@EnabledIfSystemProperty(named = PostgresSchema.URL, matches = "jdbc:postgresql:.+")
class PostgresJournalKillTest extends JournalKillContract {
  private PostgresSchema schema;

  @BeforeEach
  void create() throws SQLException {
    schema = PostgresSchema.create();
  }

  @AfterEach
  void drop() throws SQLException {
    schema.close();
  }

  @Override
  String place() {
    return schema.place();
  }
}
