package dev.pagefault.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A PostgreSQL database keeps the same contract; see {@link PostgresSchema}. */
@EnabledIfSystemProperty(named = PostgresSchema.URL, matches = "jdbc:postgresql:.+")
class PostgresJournalTest extends JournalContract {
  @RegisterExtension private final PostgresSchema schema = new PostgresSchema();

  @Override
  String place() {
    return schema.place();
  }

  @Override
  void edit(String sql) throws SQLException {
    schema.execute(sql);
  }

  @Override
  void mark(int version) throws SQLException {
    schema.execute("UPDATE journal SET version = " + version);
  }

  @Test
  void who_is_refused_is_told_which_session_is_in_the_way() throws SQLException {
    Store store = Store.of(place(), System.getenv());
    try (SqlJournal first = SqlJournal.open(store)) {

      assertThatThrownBy(() -> SqlJournal.open(store))
          .hasMessageContaining("pid " + schema.holder())
          .hasMessageNotContaining("\n");
      assertThat(first.drills(1)).isEmpty();
    }
  }

  @Test
  void servers_on_two_schemas_of_one_database_do_not_meet() throws SQLException {
    try (PostgresSchema other = PostgresSchema.create();
        SqlJournal mine = SqlJournal.open(Store.of(place(), System.getenv()));
        SqlJournal theirs = SqlJournal.open(Store.of(other.place(), System.getenv()))) {
      mine.open(header("d1"), List.of(note("d1", 1, "x"))).join();
      assertThat(theirs.drills(10)).isEmpty();
    }
  }

  @Test
  void a_wrong_password_is_refused_in_one_sentence_without_it() {
    String url = PostgresSchema.with("password=not-the-password");
    assertThatThrownBy(() -> SqlJournal.open(Store.of(url, System.getenv())))
        .isInstanceOf(JournalException.class)
        .hasMessageContaining("can't keep journals in jdbc:postgresql://")
        .hasMessageContaining("password authentication failed")
        .hasMessageContaining("--data")
        .hasMessageNotContaining("not-the-password")
        .hasMessageNotContaining("\n");
  }

  @Test
  void a_schema_that_is_not_there_is_refused_in_one_sentence() {
    String url = PostgresSchema.with("currentSchema=nowhere");
    assertThatThrownBy(() -> SqlJournal.open(Store.of(url, System.getenv())))
        .hasMessageContaining("there is no such schema");
  }

  @Test
  void a_commit_waits_for_the_disk_though_the_database_would_not() throws SQLException {
    Store store = Store.of(place() + "&options=-c%20synchronous_commit=off", System.getenv());
    try (Connection connection = store.connect();
        Statement sql = connection.createStatement();
        ResultSet row = sql.executeQuery("SHOW synchronous_commit")) {
      row.next();
      assertThat(row.getString(1)).isEqualTo("on");
    }
  }
}
