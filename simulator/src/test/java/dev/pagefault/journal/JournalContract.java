package dev.pagefault.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** What every store of journals has to keep. */
abstract class JournalContract {

  /** The same empty place throughout a test, as {@link Store#of} takes it. */
  abstract String place();

  /** Changes what lies there behind the journal's back, while it is closed. */
  abstract void edit(String sql) throws SQLException;

  /** Marks the tables as those of another version. */
  abstract void mark(int version) throws SQLException;

  private Store store() {
    return Store.of(place(), System.getenv());
  }

  @Test
  void what_was_appended_is_read_back_equal_after_closing() {
    List<Entry> entries = EveryEvent.asEntries("d1");
    try (SqlJournal journal = SqlJournal.open(store())) {
      journal.open(header("d1"), entries.subList(0, 1)).join();
      journal.append(entries.subList(1, entries.size())).join();
    }
    try (SqlJournal journal = SqlJournal.open(store())) {
      assertThat(journal.read("d1")).isEqualTo(entries);
      assertThat(journal.header("d1")).contains(header("d1"));
      assertThat(journal.header("d2")).isEmpty();
      assertThat(journal.read("d2")).isEmpty();
    }
  }

  @Test
  void a_failing_append_harms_no_other_in_its_group() {
    try (SqlJournal journal = SqlJournal.open(store())) {
      journal.open(header("d1"), List.of(note("d1", 1, "first"))).join();
      List<CompletableFuture<Void>> all = new ArrayList<>();
      for (int i = 2; i < 100; i++) {
        all.add(journal.append(List.of(note("d1", i == 50 ? 1 : i, "n" + i))));
      }
      assertThatThrownBy(() -> all.get(48).join()).hasCauseInstanceOf(JournalException.class);
      all.remove(48);
      all.forEach(CompletableFuture::join);
      assertThat(journal.read("d1")).hasSize(98);
    }
  }

  @Test
  void a_receipt_is_unique_by_drill_client_and_key_and_kept_with_its_events() {
    try (SqlJournal journal = SqlJournal.open(store())) {
      journal.open(header("d1"), List.of(note("d1", 1, "first"))).join();
      Receipt receipt = new Receipt("d1", "tab", "k1", "{}");
      journal.append(List.of(note("d1", 2, "second")), receipt, null).join();
      CompletableFuture<Void> again =
          journal.append(List.of(note("d1", 3, "third")), receipt, null);
      assertThatThrownBy(again::join).hasCauseInstanceOf(JournalException.class);
      journal.append(List.of(), new Receipt("d1", "other tab", "k1", "{}"), null).join();
      assertThat(journal.read("d1")).hasSize(2);
      assertThat(journal.receipts("d1", 10)).hasSize(2).contains(receipt);
      assertThat(journal.receipts("d1", 1))
          .extracting(Receipt::client)
          .containsExactly("other tab");
    }
  }

  @Test
  void an_event_of_a_drill_that_was_never_opened_is_refused() {
    try (SqlJournal journal = SqlJournal.open(store())) {
      assertThatThrownBy(() -> journal.append(List.of(note("d1", 1, "x"))).join())
          .hasCauseInstanceOf(JournalException.class);
      assertThat(journal.read("d1")).isEmpty();
    }
  }

  @Test
  void text_of_any_kind_is_read_back_equal() {
    String text = "%s ? ' \" \\ \u0000 \u0007 \r\n \u00fc \u6f22 \ud83d\udcdf $1 \\u0000";
    DrillHeader header = new DrillHeader("d1", "s", "'; DROP TABLE drill", "\ud83d\udcdf", 1, "");
    Receipt receipt = new Receipt("d1", "'tab'", "k\\1", "{\"a\":\"\u00fc\"}");
    try (SqlJournal journal = SqlJournal.open(store())) {
      journal.open(header, List.of(note("d1", 1, text))).join();
      journal.append(List.of(), receipt, null).join();
    }
    try (SqlJournal journal = SqlJournal.open(store())) {
      assertThat(journal.read("d1")).containsExactly(note("d1", 1, text));
      assertThat(journal.header("d1")).contains(header);
      assertThat(journal.receipts("d1", 10)).containsExactly(receipt);
    }
  }

  @Test
  void a_refusal_is_one_sentence_that_quotes_nothing_of_what_was_to_be_kept() {
    try (SqlJournal journal = SqlJournal.open(store())) {
      journal.open(header("d1"), List.of(note("d1", 1, "first"))).join();
      List<Entry> again = List.of(note("d1", 2, "canary"), note("d1", 1, "canary"));
      assertThatThrownBy(() -> journal.append(again).join())
          .cause()
          .isInstanceOf(JournalException.class)
          .hasMessageContaining("could not be written")
          .hasMessageNotContaining("canary")
          .hasMessageNotContaining("\n");
    }
  }

  @Test
  void the_list_tells_how_drills_ended() {
    try (SqlJournal journal = SqlJournal.open(store())) {
      journal.open(header("d1"), List.of(note("d1", 1, "x"))).join();
      journal.open(header("d2"), List.of(note("d2", 1, "x"))).join();
      journal.append(List.of(note("d2", 2, "y")), null, new Standing("d2", "CLOSED", 91.5)).join();
      CompletableFuture<Void> refused =
          journal.append(List.of(note("d1", 1, "again")), null, new Standing("d1", "CLOSED", 5.0));
      assertThatThrownBy(refused::join).hasCauseInstanceOf(JournalException.class);
      assertThat(journal.drills(10))
          .extracting(DrillSummary::drill, DrillSummary::overAs, DrillSummary::score)
          .containsExactly(
              org.assertj.core.groups.Tuple.tuple("d1", null, null),
              org.assertj.core.groups.Tuple.tuple("d2", "CLOSED", 91.5));
    }
  }

  @Test
  void an_event_of_an_unknown_form_is_refused_at_reading() throws SQLException {
    try (SqlJournal journal = SqlJournal.open(store())) {
      journal.open(header("d1"), List.of(note("d1", 1, "x"))).join();
    }
    edit("UPDATE event SET schema = 99");
    try (SqlJournal journal = SqlJournal.open(store())) {
      assertThatThrownBy(() -> journal.read("d1"))
          .isInstanceOf(JournalException.class)
          .hasMessageContaining("d1")
          .hasMessageContaining("form 99");
    }
  }

  @Test
  void an_event_with_an_unknown_property_is_refused_at_reading() throws SQLException {
    try (SqlJournal journal = SqlJournal.open(store())) {
      journal.open(header("d1"), List.of(note("d1", 1, "x"))).join();
    }
    edit("UPDATE event SET json = replace(json, '\"text\":', '\"extra\":1,\"text\":')");
    try (SqlJournal journal = SqlJournal.open(store())) {
      assertThatThrownBy(() -> journal.read("d1")).hasMessageContaining("event 1 is damaged");
    }
  }

  @Test
  void a_store_of_a_newer_program_is_refused_in_one_sentence() throws SQLException {
    SqlJournal.open(store()).close();
    mark(7);
    assertThatThrownBy(() -> SqlJournal.open(store()))
        .isInstanceOf(JournalException.class)
        .hasMessageContaining("newer Pagefault");
  }

  @Test
  void a_second_server_on_the_same_store_is_refused() {
    try (SqlJournal first = SqlJournal.open(store())) {
      first.open(header("d1"), List.of(note("d1", 1, "x"))).join();
      assertThatThrownBy(() -> SqlJournal.open(store()))
          .isInstanceOf(JournalException.class)
          .hasMessageContaining("another Pagefault is using it");
    }
  }

  @Test
  void what_exceeds_the_queue_is_refused_and_the_rest_is_kept() {
    try (SqlJournal journal = SqlJournal.open(store(), 2)) {
      journal.open(header("d1"), List.of(note("d1", 1, "x"))).join();
      List<CompletableFuture<Void>> all = new ArrayList<>();
      for (int i = 2; i < 2_000; i++) {
        all.add(journal.append(List.of(note("d1", i, "n"))));
      }
      long refused =
          all.stream()
              .filter(it -> it.handle((done, e) -> e != null).join())
              .peek(it ->
                  assertThatThrownBy(it::join)
                      .cause()
                      .isInstanceOf(JournalException.class)
                      .hasMessageContaining("can't keep up"))
              .count();
      assertThat(refused).isPositive();
      assertThat(journal.read("d1")).hasSize((int) (1_999 - refused));
    }
  }

  @Test
  void a_closed_journal_says_so() {
    SqlJournal journal = SqlJournal.open(store());
    journal.close();
    journal.close();
    assertThatThrownBy(() -> journal.append(List.of(note("d1", 1, "x"))).join())
        .cause()
        .hasMessage("the journal is closed");
  }

  static DrillHeader header(String drill) {
    return new DrillHeader(drill, "quiet-river", "Checkout availability", "Ada", 1_000, "salt");
  }

  static Entry note(String drill, long seq, String text) {
    return EveryEvent.entry(drill, seq, new JournalEvent.Said("note", text, null));
  }
}
