package dev.pagefault.debrief;

import dev.pagefault.debrief.Debrief.Cap;
import dev.pagefault.debrief.Debrief.Item;
import dev.pagefault.debrief.Debrief.Link;
import dev.pagefault.debrief.Debrief.Score;
import dev.pagefault.debrief.Debrief.Step;
import dev.pagefault.journal.JournalEvent.Revealed;
import dev.pagefault.scoring.Scorecard;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The scorecard as bars, biggest loss first. */
final class Bars {

  private Bars() {}

  static Score of(Scorecard card, Revealed revealed) {
    List<Step> steps =
        card.steps().stream()
            .sorted(Comparator.comparingDouble(Scorecard.StepScore::points))
            .map(step -> step(step, revealed))
            .toList();
    return new Score(
        card.total(),
        card.formula(),
        card.disturbed(),
        steps,
        card.notes().stream().map(Cap::new).toList());
  }

  private static Step step(Scorecard.StepScore step, Revealed revealed) {
    List<Item> items =
        step.items().stream()
            .sorted(Comparator.comparingDouble(item -> item.points() - item.max()))
            .map(item -> item(item, revealed))
            .toList();
    return new Step(step.stage(), step.points(), step.max(), items);
  }

  private static Item item(Scorecard.Item item, Revealed revealed) {
    return new Item(
        item.id(),
        item.title(),
        item.points(),
        item.max(),
        item.expected(),
        item.did(),
        link(item.evidence(), revealed));
  }

  /** Keys of the matrix begin with a diagnostic's id; everything else is a query. */
  static @Nullable Link link(@Nullable String evidence, Revealed revealed) {
    if (evidence == null) {
      return null;
    }
    boolean diagnostic =
        revealed.diagnostics().keySet().stream().anyMatch(id -> evidence.startsWith(id + " "));
    return new Link(diagnostic ? "diagnostics" : "dashboards", evidence);
  }
}
