package dev.pagefault.drill;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.pagefault.journal.JournalEvent.Prediction;
import dev.pagefault.journal.JournalEvent.Question;
import dev.pagefault.journal.JournalEvent.Term;
import dev.pagefault.journal.JournalEvent.Verdict;
import dev.pagefault.scenario.Answer;
import dev.pagefault.scenario.Change;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a participant may do. As it was sent: whatever may be left out or be wrong in JSON is
 * nullable here, and is checked where the act is done. Read by {@link ActReader}.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "act")
@JsonSubTypes({
  @JsonSubTypes.Type(value = Act.Acknowledge.class, name = "acknowledge"),
  @JsonSubTypes.Type(value = Act.Note.class, name = "note"),
  @JsonSubTypes.Type(value = Act.Status.class, name = "status"),
  @JsonSubTypes.Type(value = Act.Say.class, name = "say"),
  @JsonSubTypes.Type(value = Act.AskOwner.class, name = "askOwner"),
  @JsonSubTypes.Type(value = Act.Look.class, name = "look"),
  @JsonSubTypes.Type(value = Act.Blast.class, name = "blast"),
  @JsonSubTypes.Type(value = Act.Onset.class, name = "onset"),
  @JsonSubTypes.Type(value = Act.Suspect.class, name = "suspect"),
  @JsonSubTypes.Type(value = Act.CiteReading.class, name = "reading"),
  @JsonSubTypes.Type(value = Act.Unread.class, name = "unread"),
  @JsonSubTypes.Type(value = Act.SubmitObservation.class, name = "submitObservation"),
  @JsonSubTypes.Type(value = Act.Hypothesis.class, name = "hypothesis"),
  @JsonSubTypes.Type(value = Act.DropHypothesis.class, name = "dropHypothesis"),
  @JsonSubTypes.Type(value = Act.LockHypotheses.class, name = "lockHypotheses"),
  @JsonSubTypes.Type(value = Act.Believe.class, name = "believe"),
  @JsonSubTypes.Type(value = Act.Read.class, name = "read"),
  @JsonSubTypes.Type(value = Act.DeclareTest.class, name = "declareTest"),
  @JsonSubTypes.Type(value = Act.RunTest.class, name = "runTest"),
  @JsonSubTypes.Type(value = Act.GiveVerdict.class, name = "verdict"),
  @JsonSubTypes.Type(value = Act.MakeChange.class, name = "change"),
  @JsonSubTypes.Type(value = Act.Revert.class, name = "revert"),
  @JsonSubTypes.Type(value = Act.Lasting.class, name = "lasting"),
  @JsonSubTypes.Type(value = Act.Resolve.class, name = "resolve"),
  @JsonSubTypes.Type(value = Act.Hint.class, name = "hint"),
  @JsonSubTypes.Type(value = Act.Hold.class, name = "hold"),
  @JsonSubTypes.Type(value = Act.Resume.class, name = "resume"),
  @JsonSubTypes.Type(value = Act.Abandon.class, name = "abandon"),
  @JsonSubTypes.Type(value = Act.Reveal.class, name = "reveal"),
  @JsonSubTypes.Type(value = Act.BelieveFinal.class, name = "believeFinal"),
})
public sealed interface Act {

  // --- the page, and talk

  /** Acknowledges the page. */
  record Acknowledge() implements Act {}

  /** Writes a note on the timeline. */
  record Note(@Nullable String text) implements Act {}

  /** Posts a status update. */
  record Status(@Nullable String text) implements Act {}

  /** Says something to the others. */
  record Say(@Nullable String text) implements Act {}

  /** Asks the owner of a service; the answer arrives on the timeline. */
  record AskOwner(@Nullable String service) implements Act {}

  /** A place or panel was opened. */
  record Look(@Nullable String view, @Nullable String target) implements Act {}

  // --- Observe

  /** Answers one question of the blast radius. */
  record Blast(@Nullable Question question, @Nullable Scope scope) implements Act {}

  /** Scope as it is sent; {@code terms} only with {@code only}. */
  record Scope(
      dev.pagefault.journal.JournalEvent.Scope.@Nullable Kind kind, @Nullable List<Term> terms) {}

  /** Drops the onset flag, or takes it back (null). Epoch milliseconds. */
  record Onset(@Nullable Long at) implements Act {}

  /** Marks or clears a suspect. */
  record Suspect(@Nullable String ref, @Nullable Boolean marked) implements Act {}

  /** Cites a reading from the crosshair and calls it abnormal or normal. */
  record CiteReading(
      @Nullable String query,
      @Nullable Long at,
      @Nullable Double value,
      @Nullable String label,
      Answer.@Nullable Aspect aspect,
      @Nullable Judgement judgement)
      implements Act {}

  /** What a cited reading is called. */
  enum Judgement {
    ABNORMAL,
    NORMAL
  }

  /** Takes a cited reading back. */
  record Unread(@Nullable String id) implements Act {}

  /** Hands the observation in. */
  record SubmitObservation() implements Act {}

  // --- Hypothesize

  /** States a hypothesis, or changes the one of that id. */
  record Hypothesis(
      @Nullable String id,
      @Nullable String text,
      @Nullable String component,
      @Nullable String family,
      @Nullable String mode,
      @Nullable String trigger,
      @Nullable Integer likelihood,
      @Nullable Prediction prediction)
      implements Act {}

  /** Takes a hypothesis back before the lock. */
  record DropHypothesis(@Nullable String id) implements Act {}

  /** Locks the hypotheses that stand. */
  record LockHypotheses() implements Act {}

  /** Revises a likelihood after the lock, in percent. */
  record Believe(@Nullable String id, @Nullable Integer likelihood) implements Act {}

  // --- Test

  /** Looks at a diagnostic without a declared test. */
  record Read(@Nullable String diagnostic, @Nullable String target) implements Act {}

  /** Declares a test before it is read. */
  record DeclareTest(
      @Nullable List<String> hypotheses,
      @Nullable String diagnostic,
      @Nullable String target,
      @Nullable String expected)
      implements Act {}

  /** Reads a declared test's diagnostic. */
  record RunTest(@Nullable String id) implements Act {}

  /** Says what a test's reading means for a hypothesis. */
  record GiveVerdict(@Nullable String test, @Nullable String hypothesis, @Nullable Verdict verdict)
      implements Act {}

  // --- Fix

  /** Makes a change, or, with {@code preview}, says what it would do. */
  record MakeChange(@Nullable Change change, @Nullable Boolean preview) implements Act {}

  /** Takes a change of a participant back. */
  record Revert(@Nullable String changeId) implements Act {}

  /** Names the lasting fix that is left for a reviewed change. */
  record Lasting(@Nullable String id) implements Act {}

  /** Claims that it is mended. */
  record Resolve() implements Act {}

  // --- course of the drill

  /** Takes the next hint of a step. */
  record Hint(Answer.@Nullable Stage stage) implements Act {}

  /** Stops clock, changes and limit. */
  record Hold() implements Act {}

  /** Lets them run again. */
  record Resume() implements Act {}

  /** Gives up. */
  record Abandon() implements Act {}

  /** Goes to the debrief's next step. */
  record Reveal() implements Act {}

  /** Says what is believed just before the envelope is opened: a hypothesis's id, or null. */
  record BelieveFinal(@Nullable String hypothesis) implements Act {}
}
