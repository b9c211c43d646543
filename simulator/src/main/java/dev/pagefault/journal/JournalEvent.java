package dev.pagefault.journal;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.pagefault.scenario.Answer;
import dev.pagefault.scenario.Change;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What can happen in a drill. Everything that scoring and debrief read is in here. Times called
 * {@code at…Millis} are epoch milliseconds, UTC.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
  @JsonSubTypes.Type(value = JournalEvent.Opened.class, name = "opened"),
  @JsonSubTypes.Type(value = JournalEvent.Joined.class, name = "joined"),
  @JsonSubTypes.Type(value = JournalEvent.Warmed.class, name = "warmed"),
  @JsonSubTypes.Type(value = JournalEvent.Restarted.class, name = "restarted"),
  @JsonSubTypes.Type(value = JournalEvent.Restored.class, name = "restored"),
  @JsonSubTypes.Type(value = JournalEvent.Injected.class, name = "injected"),
  @JsonSubTypes.Type(value = JournalEvent.OnsetMeasured.class, name = "onset-measured"),
  @JsonSubTypes.Type(value = JournalEvent.Paged.class, name = "paged"),
  @JsonSubTypes.Type(value = JournalEvent.Mitigated.class, name = "mitigated"),
  @JsonSubTypes.Type(value = JournalEvent.Acknowledged.class, name = "acknowledged"),
  @JsonSubTypes.Type(value = JournalEvent.Said.class, name = "said"),
  @JsonSubTypes.Type(value = JournalEvent.Looked.class, name = "looked"),
  @JsonSubTypes.Type(value = JournalEvent.BlastStated.class, name = "blast-stated"),
  @JsonSubTypes.Type(value = JournalEvent.OnsetStated.class, name = "onset-stated"),
  @JsonSubTypes.Type(value = JournalEvent.SuspectMarked.class, name = "suspect-marked"),
  @JsonSubTypes.Type(value = JournalEvent.ReadingCited.class, name = "reading-cited"),
  @JsonSubTypes.Type(value = JournalEvent.ReadingDropped.class, name = "reading-dropped"),
  @JsonSubTypes.Type(
      value = JournalEvent.ObservationSubmitted.class,
      name = "observation-submitted"),
  @JsonSubTypes.Type(value = JournalEvent.Hypothesized.class, name = "hypothesized"),
  @JsonSubTypes.Type(value = JournalEvent.HypothesisDropped.class, name = "hypothesis-dropped"),
  @JsonSubTypes.Type(value = JournalEvent.HypothesesLocked.class, name = "hypotheses-locked"),
  @JsonSubTypes.Type(value = JournalEvent.Believed.class, name = "believed"),
  @JsonSubTypes.Type(value = JournalEvent.TestDeclared.class, name = "test-declared"),
  @JsonSubTypes.Type(value = JournalEvent.DiagnosticRead.class, name = "diagnostic-read"),
  @JsonSubTypes.Type(value = JournalEvent.VerdictGiven.class, name = "verdict-given"),
  @JsonSubTypes.Type(value = JournalEvent.ChangeApplied.class, name = "change-applied"),
  @JsonSubTypes.Type(value = JournalEvent.ChangeSettled.class, name = "change-settled"),
  @JsonSubTypes.Type(value = JournalEvent.LastingNamed.class, name = "lasting-named"),
  @JsonSubTypes.Type(value = JournalEvent.HintTaken.class, name = "hint-taken"),
  @JsonSubTypes.Type(value = JournalEvent.Held.class, name = "held"),
  @JsonSubTypes.Type(value = JournalEvent.Resumed.class, name = "resumed"),
  @JsonSubTypes.Type(value = JournalEvent.Interfered.class, name = "interfered"),
  @JsonSubTypes.Type(value = JournalEvent.ResolveClaimed.class, name = "resolve-claimed"),
  @JsonSubTypes.Type(value = JournalEvent.TriggerReplayed.class, name = "trigger-replayed"),
  @JsonSubTypes.Type(value = JournalEvent.Verified.class, name = "verified"),
  @JsonSubTypes.Type(value = JournalEvent.Measured.class, name = "measured"),
  @JsonSubTypes.Type(value = JournalEvent.Ended.class, name = "ended"),
  @JsonSubTypes.Type(value = JournalEvent.Revealed.class, name = "revealed"),
  @JsonSubTypes.Type(value = JournalEvent.RevealStepped.class, name = "reveal-stepped"),
  @JsonSubTypes.Type(value = JournalEvent.BelievedFinally.class, name = "believed-finally"),
})
public sealed interface JournalEvent {

  // --- the course of a drill, said by the system

  /** The drill began. The envelope's salted hash binds the answer before anything is known. */
  record Opened(
      String scenario,
      String topology,
      long seed,
      String mode,
      String envelopeSha256,
      String formula,
      String startedBy)
      implements JournalEvent {}

  /** Somebody entered, at the start or late. */
  record Joined(String name, List<Entry.Role> roles) implements JournalEvent {}

  /** The mesh was seen warm and healthy for the baseline's length. */
  record Warmed(long healthyFromMillis, long healthyToMillis) implements JournalEvent {}

  /**
   * The drill is set up again on a new production: the symptom didn't appear, or the server had
   * died. Before the page, everything measured so far is void and comes again.
   */
  record Restarted(String why) implements JournalEvent {}

  /** After {@link Restarted} with a page already out: the incident is as it was; work goes on. */
  record Restored(String detail) implements JournalEvent {}

  /** The fault was injected. Secret until the reveal. */
  record Injected(long atMillis) implements JournalEvent {}

  /**
   * The first of three windows in a row outside the baseline band, not before the fault. Where that
   * passed before it paged, a later one counts. Secret until the reveal.
   */
  record OnsetMeasured(long atMillis) implements JournalEvent {}

  /**
   * An alert woke somebody.
   *
   * @param query shows, as a graph, the signal of users that paged
   */
  record Paged(
      String slo,
      String title,
      String service,
      String owner,
      double burnRate,
      long sinceMillis,
      long atMillis,
      String query)
      implements JournalEvent {}

  /** Users' SLI was back inside its band for three windows in a row. */
  record Mitigated(long atMillis) implements JournalEvent {}

  // --- Observe

  /** The page was acknowledged. */
  record Acknowledged() implements JournalEvent {}

  /**
   * A note, status update, question to an owner, its answer, or chat. {@code kind}: note, status,
   * question, answer, chat.
   */
  record Said(String kind, String text, @Nullable String to) implements JournalEvent {}

  /** A place was looked at; coalesced to one per view, target and 5 s. */
  record Looked(String view, String target) implements JournalEvent {}

  /** Part of the blast radius was stated. */
  record BlastStated(Question question, Scope scope) implements JournalEvent {}

  /** A flag was dropped on the graph where it began, or taken back (null). */
  record OnsetStated(@Nullable Long atMillis) implements JournalEvent {}

  /**
   * An entry of the change feed (or traffic, schedule, dependency, none) was marked as a suspect or
   * cleared.
   */
  record SuspectMarked(String ref, boolean marked) implements JournalEvent {}

  /**
   * A reading was cited and judged.
   *
   * @param measuredAbnormal whether the baseline band says so, measured when it was cited
   */
  record ReadingCited(
      String id,
      String query,
      String label,
      long atMillis,
      double value,
      Answer.Aspect aspect,
      boolean judgedAbnormal,
      boolean measuredAbnormal)
      implements JournalEvent {}

  /** A cited reading was taken back. */
  record ReadingDropped(String id) implements JournalEvent {}

  /**
   * The observation was handed in; {@code truth} is what measurably had left its baseline band by
   * then.
   */
  record ObservationSubmitted(BlastTruth truth, int feedSize) implements JournalEvent {}

  // --- Hypothesize

  /**
   * A hypothesis was stated or changed; component, family and mode may each be left unspecific
   * (null). Likelihood in percent.
   */
  record Hypothesized(
      String id,
      String text,
      @Nullable String component,
      @Nullable String family,
      @Nullable String mode,
      @Nullable String trigger,
      int likelihood,
      @Nullable Prediction prediction)
      implements JournalEvent {}

  /** A hypothesis was taken back before the lock. */
  record HypothesisDropped(String id) implements JournalEvent {}

  /** The hypotheses were locked; {@code consented} names who agreed. */
  record HypothesesLocked(List<String> consented) implements JournalEvent {}

  /** A likelihood was revised after the lock. */
  record Believed(String hypothesis, int likelihood) implements JournalEvent {}

  // --- Test

  /** A test was declared before it was read. */
  record TestDeclared(
      String id, List<String> hypotheses, String diagnostic, String target, String expected)
      implements JournalEvent {}

  /**
   * A diagnostic was read.
   *
   * @param test the declared test it was read for, or null: a look
   * @param row the rows of the evidence matrix for this diagnostic and target class: rival id (and
   *     {@code cause}, {@code baseline}) → probability of each outcome; empty where the matrix
   *     doesn't apply
   */
  record DiagnosticRead(
      @Nullable String test,
      String diagnostic,
      String target,
      String outcome,
      String why,
      String text,
      Map<String, List<Double>> row)
      implements JournalEvent {}

  /** What a test's reading says of a hypothesis. */
  record VerdictGiven(String test, String hypothesis, Verdict verdict) implements JournalEvent {}

  // --- Fix

  /**
   * A change was made, and what would take it back. {@code reverts} is the id of the change it
   * takes back, or null.
   */
  record ChangeApplied(
      String id,
      Change change,
      List<Change> inverse,
      List<String> instances,
      int cost,
      @Nullable String reverts)
      implements JournalEvent {}

  /** A change took hold, or failed with a reason. */
  record ChangeSettled(String id, boolean done, String detail) implements JournalEvent {}

  /** The lasting fix that is left for a reviewed change was named. */
  record LastingNamed(String id) implements JournalEvent {}

  /** A hint was taken. */
  record HintTaken(Answer.Stage stage, int level, String text) implements JournalEvent {}

  // --- clock and facilitator

  /** The drill's clock, actions and limit stand still; the mesh runs on. */
  record Held(String reason) implements JournalEvent {}

  /** The clock runs again. */
  record Resumed() implements JournalEvent {}

  /**
   * A facilitator changed the mesh or told something; undeclared ones end automatic scoring here.
   */
  record Interfered(@Nullable Change change, @Nullable String message, boolean declared)
      implements JournalEvent {}

  // --- end

  /** Somebody says it is mended. */
  record ResolveClaimed() implements JournalEvent {}

  /** The trigger was fired again, and whether it was seen to fire. */
  record TriggerReplayed(long atMillis, boolean seen) implements JournalEvent {}

  /**
   * What verification measured. The last one counts.
   *
   * @param back whether users' SLI was back and held
   * @param servedShare served traffic by offered traffic of the baseline, such as 0.98
   * @param survived whether the trigger's replay no longer brought it back
   * @param bystanders SLOs and services that left their band through changes made
   * @param unsafe protective limits off, data lost
   */
  record Verified(
      boolean back,
      double servedShare,
      boolean survived,
      List<String> bystanders,
      List<String> unsafe,
      String detail)
      implements JournalEvent {}

  /**
   * Facts for scorecard and debrief that need series, measured when the drill ends.
   *
   * @param references what the reference runs suffered, by name ({@code expert}, {@code nobody}),
   *     from proof
   */
  record Measured(
      long offered,
      long failed,
      double budgetBurned,
      @Nullable Long pagedAfterMillis,
      @Nullable Long mitigatedAfterMillis,
      Map<String, Suffered> references,
      int cheapestFix)
      implements JournalEvent {}

  /** The working part ended. {@code reason}: resolved, limit, abandoned, invalid, closed. */
  record Ended(String reason, String detail) implements JournalEvent {}

  /**
   * The envelope was opened.
   *
   * @param answer the resolved answer
   * @param components every component of the topology; with the modes they make the atoms that
   *     Hypothesize is scored over
   * @param families failure mode → family
   * @param matrix evidence: {@code diagnostic target} → rival → probability of each outcome
   * @param diagnostics id of a diagnostic as it begins a key of the matrix ({@code pool}) → its
   *     title and its outcomes in the order of the matrix's rows
   * @param titles what people call them, by id: failure modes, lasting fixes, and the changes that
   *     are to blame
   */
  record Revealed(
      Answer answer,
      String answerYaml,
      String salt,
      List<String> components,
      Map<String, String> families,
      Map<String, Map<String, List<Double>>> matrix,
      Map<String, Outcomes> diagnostics,
      Map<String, String> titles)
      implements JournalEvent {}

  /** The debrief moved to its next step. */
  record RevealStepped(int step) implements JournalEvent {}

  /** What somebody believed just before the envelope was opened: a hypothesis's id, or null. */
  record BelievedFinally(@Nullable String hypothesis) implements JournalEvent {}

  // --- parts

  /** The three questions of the blast radius. */
  enum Question {
    WHO,
    JOURNEYS,
    WHERE
  }

  /** An answer to one of them. */
  record Scope(Kind kind, List<Term> terms) {
    /** All, only those that fit the terms, or can't tell. */
    public enum Kind {
      ALL,
      ONLY,
      CANT_TELL
    }
  }

  /** {@code dimension} (a segment's name, {@code journey} or {@code region}) has {@code value}. */
  record Term(String dimension, String value) {}

  /**
   * Which values of each dimension left their band, of all there are: dimension → value → harmed.
   */
  record BlastTruth(Map<String, Map<String, Boolean>> harmed) {}

  /** The reading that would be seen if a hypothesis were true. */
  record Prediction(String diagnostic, String target, String outcome) {}

  /** What people call a diagnostic, and everything it may show, in fixed order. */
  record Outcomes(String title, List<String> outcomes) {}

  /** What a reading says of a hypothesis. */
  enum Verdict {
    FITS,
    SAYS_NOTHING,
    AGAINST,
    RULES_OUT
  }

  /** Requests failed of those offered, and the share of the error budget burned. */
  record Suffered(long offered, long failed, double budgetBurned) {}
}
