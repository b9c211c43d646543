package dev.pagefault.debrief;

import dev.pagefault.journal.JournalEvent;
import dev.pagefault.journal.JournalEvent.Verdict;
import dev.pagefault.scoring.Facts.On;
import dev.pagefault.scoring.Names;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Events as lines of a postmortem's timeline; those that a reader wouldn't miss are left out. To be
 * told in order of the journal: a verdict names the hypothesis as it stood.
 */
final class Chronicle {

  /** Most lines of a timeline. */
  static final int MAX_LINES = 200;

  private final Names names;
  private final Map<String, String> hypotheses = new HashMap<>();
  private final Map<String, String> tests = new HashMap<>();

  Chronicle(Names names) {
    this.names = names;
  }

  /** A line, at the time at which it happened (not always that of its entry). */
  record Line(long atMillis, String text) {}

  Optional<Line> tell(On<JournalEvent> on) {
    long at = on.wallMillis();
    return switch (on.event()) {
      case JournalEvent.Injected e -> line(e.atMillis(), "The fault set in.");
      case JournalEvent.OnsetMeasured e ->
          line(e.atMillis(), "Users' signal left its baseline band.");
      case JournalEvent.Paged e ->
          line(
              e.atMillis(),
              "**Page**: " + e.title() + ", burning " + Names.number(e.burnRate()) + "×.");
      case JournalEvent.Acknowledged _ -> line(at, "Page acknowledged.");
      case JournalEvent.Said e -> line(at, said(e));
      case JournalEvent.ObservationSubmitted _ -> line(at, "Observation handed in.");
      case JournalEvent.Hypothesized e -> {
        hypotheses.put(e.id(), names.hypothesis(e));
        yield Optional.empty();
      }
      case JournalEvent.HypothesesLocked _ -> line(at, "Hypotheses locked: " + standing() + ".");
      case JournalEvent.HypothesisDropped e -> {
        hypotheses.remove(e.id());
        yield Optional.empty();
      }
      case JournalEvent.TestDeclared e -> {
        tests.put(e.id(), names.probe(e.diagnostic(), e.target()));
        yield Optional.empty();
      }
      case JournalEvent.DiagnosticRead e ->
          line(
              at,
              names.probe(e.diagnostic(), e.target()) + " read: " + Words.line(e.outcome()) + ".");
      case JournalEvent.VerdictGiven e -> line(at, verdict(e));
      case JournalEvent.ChangeApplied e ->
          line(
              at,
              (e.reverts() == null ? "**Change**: `" : "**Taken back**: `")
                  + Words.of(e.change())
                  + "`.");
      case JournalEvent.ChangeSettled e ->
          e.done() ? Optional.empty() : line(at, "It failed: " + Words.line(e.detail()));
      case JournalEvent.Mitigated e -> line(e.atMillis(), "Users' signal back in its band.");
      case JournalEvent.Held e -> line(at, "Held: " + Words.line(e.reason()));
      case JournalEvent.Resumed _ -> line(at, "Went on.");
      case JournalEvent.Restarted e -> line(at, "Set up again: " + Words.line(e.why()));
      case JournalEvent.ResolveClaimed _ -> line(at, "Called resolved.");
      case JournalEvent.TriggerReplayed e -> line(e.atMillis(), "The trigger was fired again.");
      case JournalEvent.Verified e ->
          line(
              at,
              e.back() && e.survived() ? "**Verified**: it holds." : "Verified: it doesn't hold.");
      case JournalEvent.Ended e -> line(at, "End: " + e.reason() + ".");
      case JournalEvent.Opened _,
          JournalEvent.Joined _,
          JournalEvent.Warmed _,
          JournalEvent.Restored _,
          JournalEvent.Looked _,
          JournalEvent.BlastStated _,
          JournalEvent.OnsetStated _,
          JournalEvent.SuspectMarked _,
          JournalEvent.ReadingCited _,
          JournalEvent.ReadingDropped _,
          JournalEvent.Believed _,
          JournalEvent.LastingNamed _,
          JournalEvent.HintTaken _,
          JournalEvent.Interfered _,
          JournalEvent.Measured _,
          JournalEvent.Revealed _,
          JournalEvent.RevealStepped _,
          JournalEvent.BelievedFinally _ ->
          Optional.empty();
    };
  }

  private static Optional<Line> line(long at, String text) {
    return Optional.of(new Line(at, text));
  }

  private static String said(JournalEvent.Said e) {
    String text = Words.line(e.text());
    return switch (e.kind()) {
      case "status" -> "Status update: " + text;
      case "question" -> "Asked the owner" + (e.to() == null ? "" : " of " + e.to()) + ": " + text;
      case "answer" -> "Answer: " + text;
      default -> "Note: " + text;
    };
  }

  private String standing() {
    return Names.list(hypotheses.values().stream().sorted().toList());
  }

  private String verdict(JournalEvent.VerdictGiven e) {
    String test = tests.getOrDefault(e.test(), "A test");
    String hypothesis = hypotheses.getOrDefault(e.hypothesis(), "a hypothesis");
    return test + " " + says(e.verdict()) + " " + hypothesis + ".";
  }

  private static String says(Verdict verdict) {
    return switch (verdict) {
      case FITS -> "was held to fit";
      case SAYS_NOTHING -> "was held to say nothing of";
      case AGAINST -> "was held to speak against";
      case RULES_OUT -> "was held to rule out";
    };
  }
}
