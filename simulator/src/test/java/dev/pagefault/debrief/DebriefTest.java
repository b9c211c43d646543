package dev.pagefault.debrief;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pagefault.journal.Entry;
import dev.pagefault.journal.JournalEvent;
import dev.pagefault.journal.Json;
import dev.pagefault.scenario.Answer.Atom;
import dev.pagefault.scoring.Book;
import dev.pagefault.scoring.Scoring;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DebriefTest {

  private static final String LESSON = "Pools are sized together.";

  @Test
  void nothingLaterThanItsStepIsTold() {
    Debrief whole = debrief(Book.expert());
    List<String> secrets =
        List.of(
            "A config change made", "hikaricp_connections", "Connection pool too small", LESSON);
    String first = json(whole.upTo(1));
    assertThat(secrets).noneMatch(first::contains);
    assertThat(whole.upTo(1).belief()).isNotNull();
    assertThat(whole.upTo(2).cause()).isNotNull();
    assertThat(whole.upTo(2).suffered()).isNotNull();
    assertThat(whole.upTo(2).chain()).isNull();
    assertThat(whole.upTo(3).graph()).isNull();
    assertThat(whole.upTo(4).turningPoint()).isNull();
    assertThat(whole.upTo(5).twin()).isNull();
    assertThat(whole.upTo(6).score()).isNull();
    assertThat(whole.upTo(7).lesson()).isNull();
    assertThat(whole.upTo(7).postmortem()).isNull();
    assertThat(whole.upTo(8)).isEqualTo(whole);
    assertThat(whole.upTo(99).step()).isEqualTo(8);
    assertThat(whole.upTo(-1).step()).isEqualTo(1);
  }

  @Test
  void itIsTheSameForTheSameJournal() {
    List<Entry> journal = Book.expert().revealed();
    assertThat(Debrief.of(journal, Scoring.score(journal)))
        .isEqualTo(Debrief.of(journal, Scoring.score(journal)));
  }

  @Test
  void sufferedStandsBesideTheReferenceRuns() {
    Debrief.Suffering suffered = requireNonNull(debrief(Book.expert()).suffered());
    assertThat(suffered.you().failed()).isEqualTo(400);
    assertThat(requireNonNull(suffered.expert()).failed()).isEqualTo(200);
    assertThat(requireNonNull(suffered.nobody()).failed()).isEqualTo(4_000);
  }

  @Test
  void theOpenedEnvelopeMatchesWhatWasShownAtTheStart() {
    // printf 'saltcause: pool\n' | sha256sum
    String sealed = "98c812112db8880209ffd86ede764700db8417ce313c3da9dbd224e1a3ebefdf";
    assertThat(Envelope.opened(sealed, "salt", "cause: pool\n").matches()).isTrue();
    assertThat(Envelope.opened(sealed, "pepper", "cause: pool\n").matches()).isFalse();
  }

  @Test
  void ownGraphShowsOnsetFlagAndWhatWasDone() {
    Graph graph = requireNonNull(debrief(Book.expert()).graph());
    assertThat(graph.query()).isEqualTo("sli(checkout)");
    assertThat(graph.onsetAt()).isEqualTo(Book.ONSET);
    assertThat(graph.yourOnsetAt()).isEqualTo(Book.ONSET + 2_000);
    assertThat(graph.marks())
        .extracting(Graph.Mark::kind)
        .containsExactly("observation", "lock", "test", "test", "change", "resolve");
  }

  @Test
  void theTurningPointIsTheReadingThatTellsMost() {
    TurningPoint point = requireNonNull(debrief(Book.expert()).turningPoint());
    assertThat(point.diagnostic()).isEqualTo("config");
    assertThat(point.outcome()).isEqualTo("setting");
    assertThat(point.at()).isNotNull();
    assertThat(point.text()).contains("“setting”", "“no difference”", "You opened it at +");
  }

  @Test
  void aTurningPointThatWasMissedSaysWhatWasBeingLookedAt() {
    Book book = Book.paged();
    book.me(new JournalEvent.Looked("dashboards", "checkout")).observed().hypothesized();
    TurningPoint point = requireNonNull(debrief(book).turningPoint());
    assertThat(point.at()).isNull();
    assertThat(point.text())
        .endsWith(
            "You never opened it; when you locked, you were looking at dashboards (checkout).");
  }

  @Test
  void theBarsComeBiggestLossFirst() {
    Debrief.Score score =
        requireNonNull(debrief(Book.paged().observed().hypothesized().fixed()).score());
    assertThat(score.steps()).isSortedAccordingTo((a, b) -> Double.compare(a.points(), b.points()));
    assertThat(score.steps().getFirst().points()).isZero();
  }

  @Test
  void evidenceLinksToAPlace() {
    JournalEvent.Revealed revealed = Book.revelation(List.of());
    assertThat(Bars.link("plan orders-db", revealed))
        .isEqualTo(new Debrief.Link("diagnostics", "plan orders-db"));
    assertThat(Bars.link("rate(x[1m])", revealed))
        .isEqualTo(new Debrief.Link("dashboards", "rate(x[1m])"));
    assertThat(Bars.link(null, revealed)).isNull();
  }

  @Test
  void thePostmortemIsWrittenFromTheTimeline() {
    String text = debrief(Book.expert()).postmortem();
    assertThat(text)
        .startsWith("# Postmortem (draft): Checkout availability\n")
        .contains("## Summary", "## Impact", "400 of 5,000 requests failed (8 %)")
        .contains("**Change**: `take back db.orders-db.pool on checkout`")
        .contains("- [ ] Review pool sizes together with instance counts")
        .endsWith("\n");
  }

  @Test
  void whatSomebodyTypedCannotBreakTheDraftsLines() {
    Book book = Book.paged();
    book.me(new JournalEvent.Said("note", "first\n# second\n\n- third", null));
    assertThat(debrief(book).postmortem()).contains("Note: first # second - third");
  }

  @Test
  void theRunbookTellsTheNextOneHowToTellTheCausesApart() {
    assertThat(debrief(Book.expert()).runbook())
        .contains("## Tell the causes apart")
        .contains("“setting” speaks for connection pool too small in checkout")
        .contains("- Take the setting back (`take back db.orders-db.pool on checkout`)");
  }

  @Test
  void aDrillThatWasGivenUpAtOnceHasADebriefToo() {
    Book book = new Book();
    book.system(new JournalEvent.Opened("amber", "shop", 1, "practice", "00", "1", "Ada"));
    book.system(new JournalEvent.Ended("abandoned", ""));
    book.system(Book.revelation(List.of(new Atom("checkout", "x"))));
    Debrief debrief = Debrief.of(book.entries(), Scoring.score(book.entries()), LESSON);
    assertThat(debrief.suffered()).isNull();
    assertThat(debrief.postmortem()).contains("# Postmortem (draft): no page");
    assertThat(json(debrief)).contains("\"lesson\":\"" + LESSON);
  }

  @Test
  void aGraphTakesItsPointsFromWhoeverHasThem() {
    Graph graph = requireNonNull(debrief(Book.expert()).graph());
    Graph.Line line = new Graph.Line(Map.of(), List.of(List.of(1L, 0.5)));
    assertThat(graph.with(List.of(line)).series()).containsExactly(line);
  }

  private static Debrief debrief(Book book) {
    List<Entry> journal = book.revealed();
    return Debrief.of(journal, Scoring.score(journal), LESSON);
  }

  private static String json(Debrief debrief) {
    return Json.strict().writeValueAsString(debrief);
  }
}
