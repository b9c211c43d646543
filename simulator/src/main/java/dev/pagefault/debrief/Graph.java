package dev.pagefault.debrief;

import dev.pagefault.journal.JournalEvent;
import dev.pagefault.journal.JournalEvent.ChangeApplied;
import dev.pagefault.journal.JournalEvent.HypothesesLocked;
import dev.pagefault.journal.JournalEvent.Injected;
import dev.pagefault.journal.JournalEvent.Looked;
import dev.pagefault.journal.JournalEvent.Mitigated;
import dev.pagefault.journal.JournalEvent.ObservationSubmitted;
import dev.pagefault.journal.JournalEvent.OnsetMeasured;
import dev.pagefault.journal.JournalEvent.OnsetStated;
import dev.pagefault.journal.JournalEvent.Paged;
import dev.pagefault.journal.JournalEvent.ResolveClaimed;
import dev.pagefault.journal.JournalEvent.TestDeclared;
import dev.pagefault.scoring.Facts;
import dev.pagefault.scoring.Facts.On;
import dev.pagefault.scoring.Names;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The signal that paged, with what was done on it: the measured onset beside one's own flag, looks,
 * lock, tests, changes, recovery.
 *
 * @param query its graph; empty where nothing paged
 * @param series its points, read from telemetry by whoever has one; empty until {@link #with}
 * @param marks at most {@link #MAX_MARKS}, in order of time
 */
public record Graph(
    String query,
    List<Line> series,
    @Nullable Long onsetAt,
    @Nullable Long yourOnsetAt,
    @Nullable Long injectedAt,
    @Nullable Long pagedAt,
    @Nullable Long mitigatedAt,
    List<Mark> marks) {

  /** Most marks on a graph; looks beyond that are left out first. */
  public static final int MAX_MARKS = 400;

  /** A series: pairs of epoch milliseconds and value. */
  public record Line(Map<String, String> labels, List<List<@Nullable Number>> points) {}

  /** Something done; {@code kind}: look, observation, lock, test, change, resolve. */
  public record Mark(long at, String kind, String text) {}

  /** The same with its points. */
  public Graph with(List<Line> points) {
    return new Graph(query, points, onsetAt, yourOnsetAt, injectedAt, pagedAt, mitigatedAt, marks);
  }

  static Graph of(Facts facts) {
    return new Graph(
        facts.first(Paged.class).map(on -> on.event().query()).orElse(""),
        List.of(),
        facts.last(OnsetMeasured.class).map(on -> on.event().atMillis()).orElse(null),
        yourOnset(facts),
        facts.first(Injected.class).map(on -> on.event().atMillis()).orElse(null),
        facts.first(Paged.class).map(on -> on.event().atMillis()).orElse(null),
        facts.last(Mitigated.class).map(on -> on.event().atMillis()).orElse(null),
        marks(facts));
  }

  /** The last flag before the observation was handed in, or the last one where it wasn't. */
  private static @Nullable Long yourOnset(Facts facts) {
    long until = facts.first(ObservationSubmitted.class).map(On::seq).orElse(Long.MAX_VALUE);
    On<OnsetStated> last =
        facts.before(until, OnsetStated.class).stream().reduce((a, b) -> b).orElse(null);
    return last == null ? null : last.event().atMillis();
  }

  private static List<Mark> marks(Facts facts) {
    Names names = new Names(facts.revealed());
    List<Mark> marks = new ArrayList<>();
    add(marks, facts, ObservationSubmitted.class, "observation", e -> "Observation handed in");
    add(marks, facts, HypothesesLocked.class, "lock", e -> "Hypotheses locked");
    add(
        marks,
        facts,
        TestDeclared.class,
        "test",
        e -> "Test: " + names.probe(e.diagnostic(), e.target()));
    add(
        marks,
        facts,
        ChangeApplied.class,
        "change",
        e -> (e.reverts() == null ? "" : "Taken back: ") + Words.of(e.change()));
    add(marks, facts, ResolveClaimed.class, "resolve", e -> "Called resolved");
    List<Mark> looks = new ArrayList<>();
    add(looks, facts, Looked.class, "look", e -> "Looked at " + Words.place(e));
    int room = Math.clamp(MAX_MARKS - (long) marks.size(), 0, looks.size());
    marks.addAll(looks.subList(0, room));
    marks.sort(Comparator.comparingLong(Mark::at));
    return marks.stream().limit(MAX_MARKS).toList();
  }

  private static <E extends JournalEvent> void add(
      List<Mark> marks, Facts facts, Class<E> type, String kind, Function<E, String> text) {
    for (On<E> on : facts.all(type)) {
      marks.add(new Mark(on.wallMillis(), kind, text.apply(on.event())));
    }
  }
}
