package dev.pagefault.drill;

import dev.pagefault.journal.JournalEvent;
import dev.pagefault.journal.JournalEvent.Outcomes;
import dev.pagefault.mesh.Diagnostic;
import dev.pagefault.scenario.FailureMode;
import dev.pagefault.scenario.Scenario;
import java.util.List;
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
    List<String> culprits = assignment.answer().culprits();
    Scenario scenario = assignment.scenario();
    scenario.history().stream()
        .filter(entry -> culprits.contains(entry.id()))
        .forEach(entry -> titles.put(entry.id(), entry.summary()));
    for (Scenario.Event event : scenario.timeline()) {
      String summary = event.summary();
      if (summary != null && culprits.contains(event.id())) {
        titles.put(event.id(), summary);
      }
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
