package dev.pagefault.journal;

import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A PostgreSQL database keeps the same contract; see {@link PostgresSchema}. */
@EnabledIfSystemProperty(named = PostgresSchema.URL, matches = "jdbc:postgresql:.+")
class PostgresJournalKillTest extends JournalKillContract {
  @RegisterExtension private final PostgresSchema schema = new PostgresSchema();

  @Override
  String place() {
    return schema.place();
  }
}
