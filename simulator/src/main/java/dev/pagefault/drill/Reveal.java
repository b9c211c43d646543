package dev.pagefault.drill;

import dev.pagefault.journal.JournalEvent;
import dev.pagefault.journal.JournalEvent.Outcomes;
import dev.pagefault.mesh.Diagnostic;
import dev.pagefault.scenario.FailureMode;
import java.util.Map;
import java.util.TreeMap;

/** Opens the envelope. */
final class Reveal {
  private Reveal() {}

  /** Everything that score and debrief need to know of the scenario. */
  static JournalEvent.Revealed of(Assignment assignment, Sealed envelope) {
    Map<String, String> families = new TreeMap<>();
    Map<String, String> titles = new TreeMap<>(assignment.lastingFixes());
    for (FailureMode mode : assignment.modes()) {
      families.put(mode.id(), mode.family());
      titles.put(mode.id(), mode.title());
    }
    Map<String, Outcomes> diagnostics = new TreeMap<>();
    for (Diagnostic diagnostic : Diagnostic.values()) {
      diagnostics.put(
          HypothesisActs.name(diagnostic), new Outcomes(diagnostic.title(), diagnostic.outcomes()));
    }
    return new JournalEvent.Revealed(
        assignment.answer(),
        assignment.answerYaml(),
        envelope.salt(),
        Components.of(assignment.topology()).stream().map(Components.Component::name).toList(),
        families,
        new Evidence(assignment).all(),
        diagnostics,
        titles);
  }
}
