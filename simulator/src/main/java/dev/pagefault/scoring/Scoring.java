package dev.pagefault.scoring;

import dev.pagefault.journal.Entry;
import dev.pagefault.journal.JournalEvent.HintTaken;
import dev.pagefault.journal.JournalEvent.Revealed;
import dev.pagefault.scenario.Answer.Stage;
import dev.pagefault.scoring.Scorecard.Item;
import dev.pagefault.scoring.Scorecard.StepScore;
import java.util.ArrayList;
import java.util.List;

/**
 * The rules by which a drill is scored. Pure: the same journal gives the same card to the digit, on
 * any machine.
 *
 * <pre>
 * journal → Facts → Observe 25 · Hypothesize 25 · Test 25 · Fix 25 → hints → total, floored at 0
 * </pre>
 */
public final class Scoring {

  /** Version of the rules; stands in the journal and on the card. */
  public static final String FORMULA = "1";

  private static final double STEP_POINTS = 25;
  private static final double HINT_SHARE = 0.2;
  private static final double TOTAL_DIGITS = 10;
  private static final double ITEM_DIGITS = 100;

  private Scoring() {}

  /**
   * Scores a journal, whatever ended the drill.
   *
   * @throws IllegalArgumentException when the envelope was not opened in it: without the answer
   *     nothing can be known
   */
  public static Scorecard score(List<Entry> journal) {
    Facts facts = Facts.of(journal);
    Revealed revealed = facts.revealed();
    AtomSpace space =
        AtomSpace.of(revealed.components(), revealed.families(), revealed.answer().atoms());
    Evidence evidence = new Evidence(space, revealed);
    List<String> notes = new ArrayList<>();
    List<StepScore> exact =
        List.of(
            step(facts, Stage.OBSERVE, new Observe(facts).items(), notes),
            step(facts, Stage.HYPOTHESIZE, new Hypothesize(facts, space, evidence).items(), notes),
            step(facts, Stage.TEST, new Test(facts, evidence).items(), notes),
            step(facts, Stage.FIX, new Fix(facts, evidence).items(), notes));
    double total = 0;
    for (StepScore step : exact) {
      total += step.points();
    }
    notes.add("Test rates verdicts and order, scaled to 25; the worth of tests isn't rated yet.");
    Long disturbed = facts.disturbed();
    if (disturbed != null) {
      notes.add(
          "Something was changed from outside at event " + disturbed + "; scoring ends there.");
    }
    return new Scorecard(
        FORMULA,
        Math.max(0, rounded(total, TOTAL_DIGITS)),
        disturbed,
        exact.stream().map(Scoring::rounded).toList(),
        List.copyOf(notes));
  }

  private static StepScore step(Facts facts, Stage stage, List<Item> items, List<String> notes) {
    long hints =
        facts.all(HintTaken.class).stream()
            .map(on -> on.event())
            .filter(hint -> hint.stage() == stage)
            .map(HintTaken::level)
            .distinct()
            .count();
    double taken = Math.min(1, HINT_SHARE * hints);
    List<Item> all = new ArrayList<>(items);
    double points = 0;
    for (Item item : items) {
      points += item.points();
    }
    if (hints > 0) {
      // A loss stays whole, or a hint would soften it.
      double cost = taken * Math.max(0, points);
      points -= cost;
      all.add(
          new Item(
              "hints",
              "Hints",
              -cost,
              0,
              "Each hint takes 20 % off what its own step can earn.",
              "You took " + Names.count(hints, "hint") + ".",
              null));
      notes.add(
          Names.count(hints, "hint")
              + " taken: "
              + title(stage)
              + " can earn "
              + Names.number(STEP_POINTS * (1 - taken))
              + " of 25.");
    }
    return new StepScore(stage, points, STEP_POINTS * (1 - taken), List.copyOf(all));
  }

  private static String title(Stage stage) {
    return switch (stage) {
      case OBSERVE -> "Observe";
      case HYPOTHESIZE -> "Hypothesize";
      case TEST -> "Test";
      case FIX -> "Fix";
    };
  }

  private static StepScore rounded(StepScore step) {
    return new StepScore(
        step.stage(),
        rounded(step.points(), ITEM_DIGITS),
        rounded(step.max(), ITEM_DIGITS),
        step.items().stream()
            .map(i ->
                new Item(
                    i.id(),
                    i.title(),
                    rounded(i.points(), ITEM_DIGITS),
                    rounded(i.max(), ITEM_DIGITS),
                    i.expected(),
                    i.did(),
                    i.evidence()))
            .toList());
  }

  /** To a fraction of one; adding 0 turns −0 into 0. */
  private static double rounded(double value, double digits) {
    return StrictMath.rint(value * digits) / digits + 0.0;
  }
}
