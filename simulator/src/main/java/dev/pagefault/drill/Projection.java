package dev.pagefault.drill;

import dev.pagefault.drill.DrillView.DrillClock;
import dev.pagefault.journal.Entry;
import dev.pagefault.journal.Entry.Audience;
import dev.pagefault.journal.Entry.Role;
import dev.pagefault.journal.JournalEvent;
import dev.pagefault.scenario.Topology;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What a participant may see of a drill. {@link #visible} is the one gate: a participant's view is
 * folded from the events that pass it, and built of records that have no place for what is secret.
 */
final class Projection {
  /** How long before the page's story time a drill begins, about. */
  private static final long LEAD_MILLIS = TimeUnit.SECONDS.toMillis(60);

  private Projection() {}

  /** Whether {@code viewer} may know of an event. */
  static boolean visible(Entry entry, Ledger.Person viewer, boolean revealed) {
    if (!Timeline.shows(entry.event()) && !(entry.event() instanceof JournalEvent.Looked)) {
      return revealed;
    }
    return revealed
        || switch (entry.audience()) {
          case ALL -> true;
          case SELF -> entry.participant().equals(viewer.id());
          case FACILITATOR -> viewer.roles().contains(Role.FACILITATOR);
        };
  }

  /** To whom an event of a participant is shown. */
  static Audience audience(JournalEvent event, Role by) {
    return switch (event) {
      case JournalEvent.Looked it -> Audience.SELF;
      case JournalEvent.Injected it -> Audience.FACILITATOR;
      case JournalEvent.OnsetMeasured it -> Audience.FACILITATOR;
      case JournalEvent.Measured it -> Audience.FACILITATOR;
      case JournalEvent.Interfered it -> it.declared() ? Audience.ALL : Audience.FACILITATOR;
      case JournalEvent.Hypothesized it -> own(by);
      case JournalEvent.HypothesisDropped it -> own(by);
      case JournalEvent.HypothesesLocked it -> own(by);
      case JournalEvent.Believed it -> own(by);
      case JournalEvent.BelievedFinally it -> Audience.SELF;
      default -> Audience.ALL;
    };
  }

  /** Observers keep their hypotheses to themselves until the debrief. */
  private static Audience own(Role by) {
    return by == Role.OBSERVER ? Audience.SELF : Audience.ALL;
  }

  /** An event as a line of {@code viewer}'s timeline, or null: it has none. */
  static @Nullable TimelineEntry timeline(Entry entry, Ledger ledger, Ledger.Person viewer) {
    Timeline.Line line = Timeline.line(entry.event());
    if (line == null) {
      return null;
    }
    return new TimelineEntry(
        entry.seq(),
        entry.wallMillis(),
        by(entry, ledger, viewer),
        line.kind(),
        line.text(),
        line.ref());
  }

  private static String by(Entry entry, Ledger ledger, Ledger.Person viewer) {
    if (entry.participant().equals(viewer.id())) {
      return "you";
    }
    Ledger.Person person = ledger.people().get(entry.participant());
    return person == null ? Entry.SYSTEM : person.name();
  }

  /**
   * The whole view.
   *
   * @param seen the events that are visible to the viewer
   * @param state where the drill stands, which the server's life is part of
   * @param nowNanos on the scale of the events
   */
  static DrillView view(
      Ledger seen,
      Ledger.Person viewer,
      Assignment assignment,
      DrillState state,
      long nowNanos,
      DrillView.@Nullable Progress progress,
      @Nullable Double total) {
    JournalEvent.Opened opened = java.util.Objects.requireNonNull(seen.opened());
    Entry first = seen.entries().getFirst();
    boolean revealed = seen.revealed() != null;
    long offset = storyOffset(assignment.scenario().clock(), first.wallMillis());
    JournalEvent.Ended ended = seen.ended();
    return new DrillView(
        first.drill(),
        opened.scenario(),
        opened.topology(),
        assignment.scenario().brief(),
        seen.seq(),
        state,
        opened.mode(),
        revealed ? opened.seed() : null,
        new DrillView.Seal(opened.envelopeSha256()),
        state == DrillState.INVALID && ended != null
            ? new DrillView.Progress("invalid", ended.detail(), 0, null)
            : progress,
        first.wallMillis(),
        clock(seen, assignment, offset, nowNanos),
        page(seen, assignment),
        seen.people().values().stream()
            .map(it -> participant(it, it.id().equals(viewer.id())))
            .toList(),
        seen.notebook(),
        applied(seen, viewer, state, offset),
        seen.hints().stream()
            .map(it -> new DrillView.Hint(it.stage(), it.level(), it.text()))
            .toList(),
        lines(seen, viewer),
        ended == null
            ? null
            : new DrillView.Result(
                ended.reason(), seen.revealStep() >= Bounds.SCORE_STEP ? total : null));
  }

  private static List<TimelineEntry> lines(Ledger seen, Ledger.Person viewer) {
    List<TimelineEntry> lines = new ArrayList<>();
    for (Entry entry : seen.shown()) {
      TimelineEntry line = timeline(entry, seen, viewer);
      if (line != null) {
        lines.add(line);
      }
    }
    return lines;
  }

  private static DrillView.Participant participant(Ledger.Person it, boolean you) {
    return new DrillView.Participant(it.id(), it.name(), it.role(), it.roles(), you);
  }

  private static DrillClock clock(Ledger seen, Assignment assignment, long offset, long nowNanos) {
    long limit = assignment.scenario().limit().toMillis();
    DrillTime time = seen.time();
    Long remaining =
        time.started()
            ? Math.max(0, limit - TimeUnit.NANOSECONDS.toMillis(time.spent(nowNanos)))
            : null;
    return new DrillClock(offset, limit, remaining, time.held(), 1);
  }

  private static DrillView.@Nullable Page page(Ledger seen, Assignment assignment) {
    JournalEvent.Paged paged = seen.paged();
    Topology.Slo slo = paged == null ? null : assignment.topology().slos().get(paged.slo());
    if (paged == null || slo == null) {
      return null;
    }
    Topology.Service service = assignment.topology().services().get(paged.service());
    String summary =
        "%s: %s of %s burns its error budget %.0f times too fast; the objective is %s %%"
            .formatted(
                paged.title(),
                slo.kind().name().toLowerCase(java.util.Locale.ROOT),
                slo.journey(),
                paged.burnRate(),
                java.math.BigDecimal.valueOf(slo.objective() * 100)
                    .setScale(3, java.math.RoundingMode.HALF_EVEN)
                    .stripTrailingZeros()
                    .toPlainString());
    return new DrillView.Page(
        paged.slo(),
        paged.title(),
        paged.service(),
        paged.owner(),
        service == null ? "" : service.runbook(),
        paged.burnRate(),
        paged.sinceMillis(),
        paged.atMillis(),
        slo.objective(),
        slo.kind(),
        summary,
        paged.query(),
        seen.acknowledged(),
        seen.resolved());
  }

  private static List<ChangeView> applied(
      Ledger seen, Ledger.Person viewer, DrillState state, long offset) {
    List<ChangeView> views = new ArrayList<>();
    for (Ledger.Made made : seen.made().values()) {
      JournalEvent.ChangeApplied change = made.change();
      JournalEvent.ChangeSettled settled = made.settled();
      boolean you = made.entry().participant().equals(viewer.id());
      Ledger.Person author = seen.people().get(made.entry().participant());
      views.add(
          new ChangeView(
              change.id(),
              made.entry().wallMillis(),
              made.entry().wallMillis() + offset,
              ChangeText.kind(change.change()),
              ChangeText.target(change.change()),
              author == null ? "" : author.name(),
              null,
              ChangeText.of(change.change()),
              null,
              you,
              state.open() && revertible(made, seen),
              settled == null ? "applying" : settled.done() ? "done" : "failed",
              settled == null ? "" : settled.detail()));
    }
    return views;
  }

  /** Whether a change can be taken back: it took hold, has a way back, and still stands. */
  static boolean revertible(Ledger.Made made, Ledger ledger) {
    return made.settled() != null
        && made.change().reverts() == null
        && !made.change().inverse().isEmpty()
        && made.stands(ledger.made().values());
  }

  /** What to add to this machine's time so that the page comes at about the story's clock. */
  static long storyOffset(String clock, long startedMillis) {
    Instant started = Instant.ofEpochMilli(startedMillis);
    Instant story =
        started
            .atZone(ZoneOffset.UTC)
            .truncatedTo(ChronoUnit.DAYS)
            .with(LocalTime.parse(clock))
            .toInstant()
            .minusMillis(LEAD_MILLIS);
    return story.toEpochMilli() - startedMillis;
  }
}
