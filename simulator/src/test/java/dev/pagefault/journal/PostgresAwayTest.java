package dev.pagefault.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a journal does whose server goes away for a while; see {@link PostgresSchema}. */
@EnabledIfSystemProperty(named = PostgresSchema.URL, matches = "jdbc:postgresql:.+")
class PostgresAwayTest {
  @RegisterExtension private final PostgresSchema schema = new PostgresSchema();
  private Wire wire;
  private SqlJournal journal;

  @BeforeEach
  void open() throws SQLException, IOException {
    wire = Wire.to(schema.place());
    journal = SqlJournal.open(Store.of(wire.url(), System.getenv()));
    journal.open(JournalContract.header("d1"), List.of(note(1))).join();
  }

  @AfterEach
  void close() throws SQLException, IOException {
    journal.close();
    wire.close();
  }

  @Test
  void a_session_that_was_ended_meanwhile_is_begun_anew_and_nobody_notices() throws SQLException {
    schema.endSession();
    journal.append(List.of(note(2))).join();
    assertThat(journal.read("d1")).containsExactly(note(1), note(2));
  }

  @Test
  void while_it_is_away_requests_fail_at_once_and_afterwards_they_are_served() throws IOException {
    wire.cut();
    assertThatThrownBy(() -> journal.append(List.of(note(2))).join())
        .cause()
        .isInstanceOf(JournalException.class)
        .hasMessageContaining("can't be reached")
        .hasMessageContaining("nothing of it was kept")
        .hasMessageNotContaining("\n");
    assertThatThrownBy(() -> journal.read("d1")).isInstanceOf(JournalException.class);
    wire.mend();
    journal.append(List.of(note(2))).join();
    assertThat(journal.read("d1")).containsExactly(note(1), note(2));
  }

  @Test
  void a_commit_whose_answer_was_lost_is_acknowledged_once_the_store_has_told() {
    wire.next(Wire.Commit.GETS_NO_ANSWER);
    journal.append(List.of(note(2))).join();
    assertThat(wire.broken()).isEqualTo(1);
    journal.append(List.of(note(3))).join();
    assertThat(journal.read("d1")).containsExactly(note(1), note(2), note(3));
  }

  @Test
  void a_commit_that_never_arrived_fails_and_can_be_tried_again() {
    wire.next(Wire.Commit.NEVER_ARRIVES);
    assertThatThrownBy(() -> journal.append(List.of(note(2))).join())
        .cause()
        .hasMessageContaining("nothing of it was kept");
    journal.append(List.of(note(2))).join();
    assertThat(journal.read("d1")).containsExactly(note(1), note(2));
  }

  @Test
  void what_is_in_doubt_stays_open_as_long_as_the_store_is_away() {
    wire.next(Wire.Commit.LEAVES_IT_CUT);
    CompletableFuture<Void> inDoubt = journal.append(List.of(note(2)));
    await().until(() -> wire.broken() == 1); // or both would be one commit
    assertThatThrownBy(() -> journal.append(List.of(note(3))).join())
        .cause()
        .hasMessageContaining("can't be reached");
    assertThat(inDoubt).isNotDone();
    wire.mend();
    inDoubt.join();
    assertThat(journal.read("d1")).containsExactly(note(1), note(2));
  }

  @Test
  void a_server_that_was_taken_over_writes_no_more() throws SQLException {
    schema.endSession();
    try (SqlJournal other = SqlJournal.open(Store.of(schema.place(), System.getenv()))) {
      other.append(List.of(note(2))).join();
    }
    assertThatThrownBy(() -> journal.append(List.of(note(2))).join())
        .cause()
        .hasMessageContaining("another Pagefault has taken it over");
  }

  private static Entry note(long seq) {
    return JournalContract.note("d1", seq, "note " + seq);
  }
}
