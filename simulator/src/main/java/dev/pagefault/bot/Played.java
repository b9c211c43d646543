package dev.pagefault.bot;

import dev.pagefault.drill.Drill;
import dev.pagefault.drill.DrillState;
import dev.pagefault.drill.DrillView;
import dev.pagefault.drill.TimelineEntry;
import dev.pagefault.journal.Entry;
import dev.pagefault.journal.JournalEvent;
import dev.pagefault.scenario.Answer;
import dev.pagefault.scoring.Scorecard;
import dev.pagefault.scoring.Scoring;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a drill's journal tells once it is over.
 *
 * @param end the last line of its timeline
 */
record Played(List<Entry> journal, @Nullable Scorecard card, String end) {
  /** There was no drill, or it didn't end. */
  static final Played NOT = new Played(List.of(), null, "it did not end");

  /** Reads a drill that is over. */
  static Played of(Drill drill, DrillView over) {
    List<TimelineEntry> lines = over.timeline() == null ? List.of() : over.timeline();
    String end = lines.isEmpty() ? NOT.end : lines.getLast().text();
    if (over.state() != DrillState.REVEAL && over.state() != DrillState.CLOSED) {
      return new Played(List.of(), null, end);
    }
    List<Entry> journal = drill.journal();
    return new Played(journal, Scoring.score(journal), end);
  }

  /** The last event of a kind. */
  <E extends JournalEvent> Optional<E> last(Class<E> kind) {
    return journal.stream()
        .map(Entry::event)
        .filter(kind::isInstance)
        .map(kind::cast)
        .reduce((first, second) -> second);
  }

  /** From onset to page. */
  @Nullable Long pagedAfterMs() {
    return between(
        last(JournalEvent.OnsetMeasured.class).map(JournalEvent.OnsetMeasured::atMillis),
        last(JournalEvent.Paged.class).map(JournalEvent.Paged::atMillis));
  }

  /** From page to users being well. */
  @Nullable Long mitigatedAfterMs() {
    return between(
        last(JournalEvent.Paged.class).map(JournalEvent.Paged::atMillis),
        last(JournalEvent.Mitigated.class).map(JournalEvent.Mitigated::atMillis));
  }

  /** Whether it was mended and stayed so while the trigger was fired again. */
  boolean survived() {
    return last(JournalEvent.Verified.class).map(v -> v.back() && v.survived()).orElse(false);
  }

  /** The total, or 0 where there is none. */
  double total() {
    return card == null ? 0 : card.total();
  }

  /** The four steps. */
  Proof.@Nullable Score score() {
    return card == null
        ? null
        : new Proof.Score(
            card.total(),
            points(card, Answer.Stage.OBSERVE),
            points(card, Answer.Stage.HYPOTHESIZE),
            points(card, Answer.Stage.TEST),
            points(card, Answer.Stage.FIX));
  }

  private static double points(Scorecard card, Answer.Stage stage) {
    return card.steps().stream()
        .filter(step -> step.stage() == stage)
        .mapToDouble(Scorecard.StepScore::points)
        .findFirst()
        .orElse(0);
  }

  private static @Nullable Long between(Optional<Long> from, Optional<Long> to) {
    return from.isPresent() && to.isPresent() ? (Long) (to.get() - from.get()) : null;
  }
}
