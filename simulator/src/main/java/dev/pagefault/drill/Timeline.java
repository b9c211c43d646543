package dev.pagefault.drill;

import dev.pagefault.drill.TimelineEntry.Ref;
import dev.pagefault.journal.JournalEvent;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * How each kind of event reads on the timeline. The one place that decides which events are shown
 * at all: what isn't named here with a line stays unseen. Pure.
 */
final class Timeline {
  private Timeline() {}

  /** A line: kind, text, and where to look. */
  record Line(String kind, String text, @Nullable Ref ref) {}

  /** Whether an event is ever shown. */
  static boolean shows(JournalEvent event) {
    return line(event) != null;
  }

  /** An event's line, or null: it is never shown. */
  static @Nullable Line line(JournalEvent event) {
    return switch (event) {
      case JournalEvent.Opened it -> line("drill", "The drill began");
      case JournalEvent.Joined it -> line("joined", it.name() + " joined");
      case JournalEvent.Warmed it -> line("drill", "You are on call; everything is healthy");
      case JournalEvent.Restarted it -> line("drill", it.why());
      case JournalEvent.Restored it -> line("drill", it.detail());
      case JournalEvent.Injected it -> null;
      case JournalEvent.OnsetMeasured it -> null;
      case JournalEvent.Paged it -> line("page", paged(it), new Ref("page", it.slo()));
      case JournalEvent.Mitigated it -> line("mitigated", "Users are served as usual again");
      case JournalEvent.Acknowledged it -> line("acknowledged", "Acknowledged the page");
      case JournalEvent.Said it -> line(it.kind(), said(it));
      case JournalEvent.Looked it -> null;
      case JournalEvent.BlastStated it -> line("observation", blast(it));
      case JournalEvent.OnsetStated it -> {
        Long at = it.atMillis();
        yield line("observation", at == null ? "Took the onset flag back" : "Flagged the onset");
      }
      case JournalEvent.SuspectMarked it ->
          line(
              "observation",
              (it.marked() ? "Marked a suspect: " : "Cleared a suspect: ") + it.ref(),
              new Ref("changes", it.ref()));
      case JournalEvent.ReadingCited it ->
          line(
              "observation",
              "Cited %s as %s".formatted(it.label(), it.judgedAbnormal() ? "abnormal" : "normal"),
              new Ref("dashboards", it.query()));
      case JournalEvent.ReadingDropped it -> line("observation", "Took a reading back");
      case JournalEvent.ObservationSubmitted it -> line("observation", "Submitted the observation");
      case JournalEvent.Hypothesized it ->
          line(
              "hypothesis",
              "%s (%d %%)".formatted(it.text(), it.likelihood()),
              new Ref("notebook", it.id()));
      case JournalEvent.HypothesisDropped it -> line("hypothesis", "Dropped a hypothesis");
      case JournalEvent.HypothesesLocked it -> line("lock", "Locked the hypotheses");
      case JournalEvent.Believed it ->
          line(
              "belief",
              "Revised %s to %d %%".formatted(it.hypothesis(), it.likelihood()),
              new Ref("notebook", it.hypothesis()));
      case JournalEvent.TestDeclared it ->
          line(
              "test",
              "Declared a test: %s %s, expecting %s"
                  .formatted(it.diagnostic(), it.target(), it.expected()),
              new Ref("notebook", it.id()));
      case JournalEvent.DiagnosticRead it ->
          line(
              it.test() == null ? "reading" : "test",
              "Read %s %s: %s".formatted(it.diagnostic(), it.target(), it.outcome()),
              new Ref("diagnostics", it.diagnostic() + " " + it.target()));
      case JournalEvent.VerdictGiven it ->
          line(
              "verdict",
              "%s: %s".formatted(it.hypothesis(), words(it.verdict())),
              new Ref("notebook", it.test()));
      case JournalEvent.ChangeApplied it ->
          line("change", ChangeText.of(it.change()), new Ref("changes", it.id()));
      case JournalEvent.ChangeSettled it ->
          line("settled", it.detail(), new Ref("changes", it.id()));
      case JournalEvent.LastingNamed it -> line("lasting", "Named the lasting fix");
      case JournalEvent.HintTaken it ->
          line("hint", "Hint %d (%s): %s".formatted(it.level(), words(it.stage()), it.text()));
      case JournalEvent.Held it -> line("hold", "Held: the clock stands, the mesh runs on");
      case JournalEvent.Resumed it -> line("hold", "The clock runs again");
      case JournalEvent.Interfered it -> {
        String message = it.message();
        yield it.declared() && message != null ? line("inject", message) : null;
      }
      case JournalEvent.ResolveClaimed it -> line("resolve", "Says that it is mended");
      case JournalEvent.TriggerReplayed it ->
          line("verify", it.seen() ? "The trigger was fired again" : "The check did not fire");
      case JournalEvent.Verified it -> line("verify", it.detail());
      case JournalEvent.Measured it -> null;
      case JournalEvent.Ended it -> line("ended", it.detail());
      case JournalEvent.Revealed it -> line("reveal", "The envelope can be opened");
      case JournalEvent.RevealStepped it -> line("reveal", "Debrief, step " + it.step());
      case JournalEvent.BelievedFinally it -> line("belief", "Said what they believe now");
    };
  }

  private static Line line(String kind, String text) {
    return new Line(kind, text, null);
  }

  private static Line line(String kind, String text, Ref ref) {
    return new Line(kind, text, ref);
  }

  private static String paged(JournalEvent.Paged it) {
    return "%s: error budget burning %.0f×".formatted(it.title(), it.burnRate());
  }

  private static String said(JournalEvent.Said it) {
    String to = it.to();
    return to == null
        ? it.text()
        : (it.kind().equals("question") ? "To the owner of " : "The owner of ")
            + to
            + ": "
            + it.text();
  }

  private static String blast(JournalEvent.BlastStated it) {
    String answer =
        switch (it.scope().kind()) {
          case ALL -> "all";
          case CANT_TELL -> "can't tell";
          case ONLY -> "only " + terms(it.scope().terms());
        };
    return "Blast radius, %s: %s".formatted(words(it.question()), answer);
  }

  private static String terms(List<JournalEvent.Term> terms) {
    return terms.stream()
        .map(term -> term.dimension() + " " + term.value())
        .collect(Collectors.joining(", "));
  }

  private static String words(Enum<?> value) {
    return Objects.requireNonNull(value).name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
