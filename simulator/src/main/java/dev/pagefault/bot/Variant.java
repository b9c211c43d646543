package dev.pagefault.bot;

import dev.pagefault.drill.Assignment;
import dev.pagefault.scenario.Answer;
import dev.pagefault.scenario.Scenario;
import java.util.ArrayList;
import java.util.List;

/**
 * A scenario with one of its rivals in the place of its cause: what would have been, had that been
 * it. The rival's history stands in for the culprits, its timeline for the scenario's.
 */
final class Variant {
  private Variant() {}

  /** The assignment with that rival's changes. */
  static Assignment of(Assignment original, Answer.Rival rival) {
    Scenario scenario = original.scenario();
    List<Scenario.Entry> history = new ArrayList<>();
    for (Scenario.Entry entry : scenario.history()) {
      if (!original.answer().culprits().contains(entry.id())) {
        history.add(entry);
      }
    }
    history.addAll(rival.history());
    return new Assignment(
        new Scenario(
            scenario.id(),
            scenario.topology(),
            scenario.brief(),
            scenario.clock(),
            scenario.limit(),
            scenario.page(),
            scenario.onsetWithin(),
            scenario.load(),
            scenario.guided(),
            scenario.owners(),
            history,
            rival.timeline(),
            scenario.trigger(),
            scenario.draws()),
        original.answer(),
        original.answerYaml(),
        original.topology(),
        original.modes(),
        original.matrix(),
        original.lastingFixes(),
        original.references());
  }
}
