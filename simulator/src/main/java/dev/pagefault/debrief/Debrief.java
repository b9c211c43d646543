package dev.pagefault.debrief;

import dev.pagefault.journal.Entry;
import dev.pagefault.journal.JournalEvent.BelievedFinally;
import dev.pagefault.journal.JournalEvent.Hypothesized;
import dev.pagefault.journal.JournalEvent.Measured;
import dev.pagefault.journal.JournalEvent.Opened;
import dev.pagefault.journal.JournalEvent.Revealed;
import dev.pagefault.journal.JournalEvent.Suffered;
import dev.pagefault.scenario.Answer;
import dev.pagefault.scenario.Answer.Atom;
import dev.pagefault.scoring.AtomSpace;
import dev.pagefault.scoring.Evidence;
import dev.pagefault.scoring.Facts;
import dev.pagefault.scoring.Facts.On;
import dev.pagefault.scoring.Names;
import dev.pagefault.scoring.Scorecard;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is told after a drill, in eight steps, one at a time. A part that its step hasn't reached is
 * null, so that nothing later leaks.
 *
 * <pre>
 * 1 belief · 2 cause, suffered · 3 chain · 4 graph · 5 turning point · 6 twin · 7 score
 * 8 lesson, postmortem, runbook, next time
 * </pre>
 *
 * <p>Immutable. Times are epoch milliseconds, UTC; names ending in {@code Ms} are durations.
 *
 * @param step how far it is revealed, 1 to {@link #STEPS}
 * @param lesson, postmortem, runbook Markdown
 */
public record Debrief(
    int step,
    @Nullable Belief belief,
    @Nullable Cause cause,
    @Nullable Suffering suffered,
    @Nullable List<Answer.Hop> chain,
    @Nullable Graph graph,
    @Nullable TurningPoint turningPoint,
    @Nullable Twin twin,
    @Nullable Score score,
    @Nullable String lesson,
    @Nullable String postmortem,
    @Nullable String runbook,
    @Nullable String nextTime) {

  /** Steps of the reveal. */
  public static final int STEPS = 8;

  private static final int CAUSE_STEP = 2;
  private static final int CHAIN_STEP = 3;
  private static final int GRAPH_STEP = 4;
  private static final int TURNING_STEP = 5;
  private static final int TWIN_STEP = 6;
  private static final int SCORE_STEP = 7;

  /**
   * What one believes just before the envelope is opened.
   *
   * @param asked whether it was asked and answered
   * @param chosen the answer: a hypothesis's id, or null for none of them
   */
  public record Belief(boolean asked, @Nullable String chosen, List<Choice> choices) {}

  /** A hypothesis to choose; likelihood in percent as it stood in the end. */
  public record Choice(String id, String text, int likelihood) {}

  /** What was true, and the envelope that held it. */
  public record Cause(
      String text, String component, String mode, String modeTitle, Envelope envelope) {}

  /**
   * What users suffered beside the reference runs.
   *
   * @param expert the expert's run, or null where none was measured; likewise {@code nobody}, with
   *     nobody acting
   * @param mitigatedAfterMs from injection, or null: not mitigated
   */
  public record Suffering(
      Suffered you,
      @Nullable Suffered expert,
      @Nullable Suffered nobody,
      @Nullable Long mitigatedAfterMs,
      @Nullable Long pagedAfterMs) {}

  /** The four steps, biggest loss first; {@code caps} are ceilings and factors that applied. */
  public record Score(
      double total, String version, @Nullable Long disturbed, List<Step> steps, List<Cap> caps) {}

  /** One step, its rules biggest loss first. */
  public record Step(Answer.Stage stage, double points, double max, List<Item> items) {}

  /** One rule applied. */
  public record Item(
      String id,
      String title,
      double points,
      double max,
      String expected,
      String did,
      @Nullable Link evidence) {}

  /**
   * A place that shows it: {@code diagnostics} with its target, or {@code dashboards} with a query.
   */
  public record Link(String place, String target) {}

  /** A ceiling or factor, in a sentence. */
  public record Cap(String text) {}

  /**
   * The same page from another cause.
   *
   * @param scenario its id, or null: none yet
   * @param panel the query or {@code diagnostic target} that differs
   */
  public record Twin(@Nullable String scenario, String text, String panel) {}

  /** Everything, without a lesson. */
  public static Debrief of(List<Entry> journal, Scorecard card) {
    return of(journal, card, "");
  }

  /**
   * Everything that can be told.
   *
   * @param lesson the scenario's lesson, as Markdown
   * @throws IllegalArgumentException when the journal's envelope wasn't opened
   */
  public static Debrief of(List<Entry> journal, Scorecard card, String lesson) {
    Facts facts = Facts.told(journal);
    Revealed revealed = facts.revealed();
    AtomSpace space =
        AtomSpace.of(revealed.components(), revealed.families(), revealed.answer().atoms());
    Evidence evidence = new Evidence(space, revealed);
    Telling telling = new Telling(facts, evidence);
    return new Debrief(
        STEPS,
        belief(facts),
        cause(facts),
        suffering(facts),
        revealed.answer().chain(),
        Graph.of(facts),
        telling.turningPoint(),
        telling.twin(),
        Bars.of(card, revealed),
        lesson,
        Postmortem.draft(facts, card),
        Runbook.draft(facts, telling),
        null);
  }

  /** The same as it is revealed up to a step; a step out of range is taken as the nearest one. */
  public Debrief upTo(int reached) {
    int to = Math.clamp(reached, 1, STEPS);
    return new Debrief(
        to,
        belief,
        to < CAUSE_STEP ? null : cause,
        to < CAUSE_STEP ? null : suffered,
        to < CHAIN_STEP ? null : chain,
        to < GRAPH_STEP ? null : graph,
        to < TURNING_STEP ? null : turningPoint,
        to < TWIN_STEP ? null : twin,
        to < SCORE_STEP ? null : score,
        to < STEPS ? null : lesson,
        to < STEPS ? null : postmortem,
        to < STEPS ? null : runbook,
        to < STEPS ? null : nextTime);
  }

  private static Belief belief(Facts facts) {
    Names names = new Names(facts.revealed());
    List<Choice> choices =
        facts.hypothesesBefore(Long.MAX_VALUE).values().stream()
            .map((Hypothesized h) -> new Choice(h.id(), names.hypothesis(h), h.likelihood()))
            .toList();
    Optional<BelievedFinally> last = facts.last(BelievedFinally.class).map(On::event);
    return new Belief(
        last.isPresent(), last.map(BelievedFinally::hypothesis).orElse(null), choices);
  }

  private static Cause cause(Facts facts) {
    Revealed revealed = facts.revealed();
    Atom atom = revealed.answer().atoms().getFirst();
    String sealed = facts.first(Opened.class).map(on -> on.event().envelopeSha256()).orElse("");
    return new Cause(
        revealed.answer().cause(),
        atom.component(),
        atom.mode(),
        new Names(revealed).title(atom.mode()),
        Envelope.opened(sealed, revealed.salt(), revealed.answerYaml()));
  }

  private static @Nullable Suffering suffering(Facts facts) {
    return facts
        .last(Measured.class)
        .map(On::event)
        .map(m ->
            new Suffering(
                new Suffered(m.offered(), m.failed(), m.budgetBurned()),
                m.references().get("expert"),
                m.references().get("nobody"),
                m.mitigatedAfterMillis(),
                m.pagedAfterMillis()))
        .orElse(null);
  }
}
