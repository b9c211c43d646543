package dev.pagefault.drill;

import dev.pagefault.journal.Entry;
import dev.pagefault.journal.JournalEvent;
import dev.pagefault.journal.Json;
import dev.pagefault.scoring.Scorecard;
import dev.pagefault.scoring.Scoring;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A drill's ledger, and beside it one for each participant with what they may know. Written on the
 * drill's thread alone, which may therefore read {@link #ledger} freely; everybody else goes
 * through the synchronized methods.
 */
final class Views {
  private final Ledger ledger = new Ledger();
  private final Map<String, Ledger> seen = new LinkedHashMap<>();
  private @Nullable Scorecard card;

  /** The whole ledger; on the drill's thread only. */
  Ledger ledger() {
    return ledger;
  }

  /** Takes an event. */
  synchronized void fold(Entry entry) {
    ledger.accept(entry);
    if (entry.event() instanceof JournalEvent.Revealed) {
      seen.clear(); // from here on everybody may know everything: views are folded anew
      card = Scoring.score(ledger.entries());
      return;
    }
    boolean revealed = ledger.revealed() != null;
    seen.forEach((participant, theirs) -> {
      if (Projection.visible(entry, person(participant), revealed)) {
        theirs.accept(entry);
      }
    });
  }

  /** Someone in the drill. Throws {@link ActRefused} for a stranger. */
  synchronized Ledger.Person person(String participant) {
    Ledger.Person person = ledger.people().get(participant);
    if (person == null) {
      throw ActRefused.forbidden("you are not in this drill; join it first");
    }
    return person;
  }

  /** The participant who came first. */
  synchronized String opener() {
    return ledger.people().keySet().iterator().next();
  }

  /** Where the drill stands; an unfinished one that isn't {@code live} was interrupted. */
  synchronized DrillState state(boolean live) {
    DrillState written = ledger.state();
    return written.over() || live ? written : DrillState.INTERRUPTED;
  }

  /** What a participant may see. Throws {@link ActRefused} for a stranger. */
  synchronized DrillView view(
      String participant,
      Assignment assignment,
      boolean live,
      long nowNanos,
      DrillView.@Nullable Progress progress) {
    Ledger.Person viewer = person(participant);
    Ledger theirs =
        seen.computeIfAbsent(
            participant,
            it ->
                Ledger.of(
                    ledger.entries().stream()
                        .filter(
                            entry -> Projection.visible(entry, viewer, ledger.revealed() != null))
                        .toList()));
    return Projection.view(
        theirs,
        viewer,
        assignment,
        state(live),
        nowNanos,
        progress,
        card == null ? null : Double.valueOf(card.total()));
  }

  /** The lines that events have on a participant's timeline. */
  synchronized List<TimelineEntry> lines(String participant, Collection<Entry> entries) {
    Ledger.Person viewer = person(participant);
    boolean revealed = ledger.revealed() != null;
    List<TimelineEntry> lines = new ArrayList<>();
    for (Entry entry : entries) {
      if (Projection.visible(entry, viewer, revealed)) {
        TimelineEntry line = Projection.timeline(entry, ledger, viewer);
        if (line != null) {
          lines.add(line);
        }
      }
    }
    return lines;
  }

  /**
   * Whether a participant is told of these: for what only a facilitator knows there is not even a
   * message, as its moment would tell when it was broken.
   */
  synchronized boolean tells(String participant, Collection<Entry> entries) {
    return entries.isEmpty()
        || ledger.revealed() != null
        || person(participant).roles().contains(Entry.Role.FACILITATOR)
        || entries.stream().anyMatch(entry -> entry.audience() != Entry.Audience.FACILITATOR);
  }

  /** Events after a sequence number. */
  synchronized List<Entry> after(long seq) {
    return ledger.entries().stream().filter(entry -> entry.seq() > seq).toList();
  }

  synchronized JournalEvent.@Nullable Warmed healthy() {
    return ledger.warmed();
  }

  /** Everything, once it is revealed. */
  synchronized List<Entry> journal() {
    if (ledger.revealed() == null) {
      throw ActRefused.conflict("the journal is opened with the debrief, when the drill is over");
    }
    return ledger.entries();
  }

  /** Lines of JSON: every event after the reveal, before only the participant's timeline. */
  synchronized List<String> export(String participant) {
    Collection<?> lines =
        ledger.revealed() != null ? ledger.entries() : lines(participant, ledger.entries());
    person(participant);
    return lines.stream().map(line -> Json.strict().writeValueAsString(line)).toList();
  }

  synchronized int revealStep() {
    return ledger.revealStep();
  }

  synchronized @Nullable Scorecard card() {
    return card;
  }
}
