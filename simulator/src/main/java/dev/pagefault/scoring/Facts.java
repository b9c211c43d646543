package dev.pagefault.scoring;

import dev.pagefault.journal.Entry;
import dev.pagefault.journal.JournalEvent;
import dev.pagefault.journal.JournalEvent.Believed;
import dev.pagefault.journal.JournalEvent.HypothesesLocked;
import dev.pagefault.journal.JournalEvent.HypothesisDropped;
import dev.pagefault.journal.JournalEvent.Hypothesized;
import dev.pagefault.journal.JournalEvent.Interfered;
import dev.pagefault.journal.JournalEvent.Revealed;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What counts of a journal: the events by kind, in order of their sequence. Left out are statements
 * of people who only watch (observers, mentors, facilitators), whatever was stated after the end,
 * everything after an undeclared inject save the opened envelope, and what was measured before an
 * incident started over.
 *
 * <p>Immutable.
 */
public final class Facts {

  private final List<Entry> entries;
  private final Revealed revealed;
  private final @Nullable Long disturbed;

  private Facts(List<Entry> entries, Revealed revealed, @Nullable Long disturbed) {
    this.entries = entries;
    this.revealed = revealed;
    this.disturbed = disturbed;
  }

  /** An event, and where and when it stands in the journal. */
  public record On<E extends JournalEvent>(long seq, long atNanos, long wallMillis, E event) {}

  /**
   * Sorts a journal. Throws {@link IllegalArgumentException} when the envelope was not opened in
   * it: without the answer nothing can be known.
   */
  public static Facts of(List<Entry> journal) {
    return of(journal, true);
  }

  /** The same, going on after an undeclared inject: for what is told, not scored. */
  public static Facts told(List<Entry> journal) {
    return of(journal, false);
  }

  private static Facts of(List<Entry> journal, boolean untilDisturbed) {
    List<Entry> sorted = journal.stream().sorted(Comparator.comparingLong(Entry::seq)).toList();
    Revealed revealed =
        sorted.stream()
            .map(Entry::event)
            .filter(Revealed.class::isInstance)
            .map(Revealed.class::cast)
            .findFirst()
            .orElseThrow(() ->
                new IllegalArgumentException(
                    "the journal has no opened envelope (revealed) among its "
                        + sorted.size()
                        + " events; end the drill first"));
    long disturbed =
        untilDisturbed
            ? firstSeq(sorted, e -> e instanceof Interfered i && !i.declared())
            : Long.MAX_VALUE;
    long end = firstSeq(sorted, e -> e instanceof JournalEvent.Ended || e instanceof Revealed);
    long measuredFrom = measuredFrom(sorted);
    List<Entry> counted = new ArrayList<>();
    for (Entry entry : sorted) {
      if (entry.seq() < measuredFrom && isMeasuredOfIncident(entry.event())) {
        continue;
      }
      if (entry.event() instanceof Revealed || (entry.seq() < disturbed && counts(entry, end))) {
        counted.add(entry);
      }
    }
    return new Facts(
        List.copyOf(counted), revealed, disturbed == Long.MAX_VALUE ? null : disturbed);
  }

  /** The opened envelope. */
  public Revealed revealed() {
    return revealed;
  }

  /** Sequence number of the undeclared inject that ended automatic scoring, or null. */
  public @Nullable Long disturbed() {
    return disturbed;
  }

  /** Every event of a kind, in order. */
  public <E extends JournalEvent> List<On<E>> all(Class<E> kind) {
    List<On<E>> found = new ArrayList<>();
    for (Entry e : entries) {
      if (kind.isInstance(e.event())) {
        found.add(new On<>(e.seq(), e.atNanos(), e.wallMillis(), kind.cast(e.event())));
      }
    }
    return found;
  }

  /** Every event of a kind before a sequence number. */
  public <E extends JournalEvent> List<On<E>> before(long seq, Class<E> kind) {
    return all(kind).stream().filter(on -> on.seq() < seq).toList();
  }

  /** The first event of a kind. */
  public <E extends JournalEvent> Optional<On<E>> first(Class<E> kind) {
    return all(kind).stream().findFirst();
  }

  /** The last event of a kind. */
  public <E extends JournalEvent> Optional<On<E>> last(Class<E> kind) {
    return all(kind).stream().reduce((a, b) -> b);
  }

  /** Sequence number of the first lock, or the largest number where nothing was locked. */
  public long lock() {
    return first(HypothesesLocked.class).map(On::seq).orElse(Long.MAX_VALUE);
  }

  /** The hypotheses as they stood before a sequence number, by id, with the likelihood of then. */
  public SortedMap<String, Hypothesized> hypothesesBefore(long seq) {
    SortedMap<String, Hypothesized> standing = new TreeMap<>();
    for (Entry e : entries) {
      if (e.seq() >= seq) {
        break;
      }
      if (e.event() instanceof Hypothesized h) {
        standing.put(h.id(), h);
      } else if (e.event() instanceof HypothesisDropped d) {
        standing.remove(d.id());
      } else if (e.event() instanceof Believed b) {
        standing.computeIfPresent(b.hypothesis(), (id, h) -> revised(h, b.likelihood()));
      }
    }
    return standing;
  }

  private static Hypothesized revised(Hypothesized h, int likelihood) {
    return new Hypothesized(
        h.id(),
        h.text(),
        h.component(),
        h.family(),
        h.mode(),
        h.trigger(),
        likelihood,
        h.prediction());
  }

  private static boolean counts(Entry entry, long end) {
    if (!isAct(entry.event())) {
      return true;
    }
    boolean acts =
        switch (entry.role()) {
          case COMMANDER, OPERATOR, SCRIBE -> true;
          case OBSERVER, MENTOR, FACILITATOR -> false;
          // The server may hand in, lock or read for somebody; it makes no change of theirs.
          case SYSTEM -> !(entry.event() instanceof JournalEvent.ChangeApplied);
        };
    return acts && entry.seq() < end;
  }

  /** What was measured of an incident that started over before anybody was paged is void. */
  private static long measuredFrom(List<Entry> sorted) {
    long paged = firstSeq(sorted, JournalEvent.Paged.class::isInstance);
    return sorted.stream()
        .filter(e -> e.event() instanceof JournalEvent.Restarted && e.seq() < paged)
        .mapToLong(Entry::seq)
        .max()
        .orElse(0);
  }

  private static boolean isMeasuredOfIncident(JournalEvent event) {
    return event instanceof JournalEvent.Warmed
        || event instanceof JournalEvent.Injected
        || event instanceof JournalEvent.OnsetMeasured
        || event instanceof JournalEvent.Mitigated;
  }

  /** Whether an event is something that a participant states or does and that is rated. */
  private static boolean isAct(JournalEvent event) {
    return switch (event) {
      case JournalEvent.BlastStated _,
          JournalEvent.OnsetStated _,
          JournalEvent.SuspectMarked _,
          JournalEvent.ReadingCited _,
          JournalEvent.ReadingDropped _,
          JournalEvent.ObservationSubmitted _,
          Hypothesized _,
          HypothesisDropped _,
          HypothesesLocked _,
          Believed _,
          JournalEvent.TestDeclared _,
          JournalEvent.DiagnosticRead _,
          JournalEvent.VerdictGiven _,
          JournalEvent.ChangeApplied _,
          JournalEvent.LastingNamed _,
          JournalEvent.HintTaken _,
          JournalEvent.Looked _ ->
          true;
      case JournalEvent.Opened _,
          JournalEvent.Joined _,
          JournalEvent.Warmed _,
          JournalEvent.Restarted _,
          JournalEvent.Restored _,
          JournalEvent.Injected _,
          JournalEvent.OnsetMeasured _,
          JournalEvent.Paged _,
          JournalEvent.Mitigated _,
          JournalEvent.Acknowledged _,
          JournalEvent.Said _,
          JournalEvent.ChangeSettled _,
          JournalEvent.Held _,
          JournalEvent.Resumed _,
          Interfered _,
          JournalEvent.ResolveClaimed _,
          JournalEvent.TriggerReplayed _,
          JournalEvent.Verified _,
          JournalEvent.Measured _,
          JournalEvent.Ended _,
          Revealed _,
          JournalEvent.RevealStepped _,
          JournalEvent.BelievedFinally _ ->
          false;
    };
  }

  private static long firstSeq(List<Entry> sorted, Predicate<JournalEvent> is) {
    return sorted.stream()
        .filter(e -> is.test(e.event()))
        .mapToLong(Entry::seq)
        .findFirst()
        .orElse(Long.MAX_VALUE);
  }
}
