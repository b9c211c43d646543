package dev.pagefault.drill;

import dev.pagefault.journal.JournalEvent.Suffered;
import dev.pagefault.scenario.Catalogue;
import dev.pagefault.scenario.EvidenceMatrix;
import dev.pagefault.scenario.Library;
import dev.pagefault.scenario.Proven;
import dev.pagefault.scenario.Scenario;
import java.util.LinkedHashMap;
import java.util.Map;

/** Assignments from the library of scenarios. */
public final class LibraryAssignments implements Assignment.Source {
  private final Library library;

  public LibraryAssignments(Library library) {
    this.library = library;
  }

  @Override
  public Assignment assignment(String scenario, long seed) {
    if (!library.ids().contains(scenario)) {
      throw new IllegalArgumentException(
          "there is no scenario %s; there are %s".formatted(scenario, library.ids()));
    }
    Scenario resolved = library.scenario(scenario, seed);
    Map<String, String> lasting = new LinkedHashMap<>();
    for (Catalogue.LastingFix fix : library.catalogue().lastingFixes()) {
      lasting.put(fix.id(), fix.title());
    }
    return new Assignment(
        resolved,
        library.answer(scenario, seed),
        library.answerYaml(scenario, seed),
        library.topology(resolved.topology()),
        library.modes(),
        library.matrix(scenario).map(EvidenceMatrix::rows).orElse(Map.of()),
        lasting,
        references(scenario));
  }

  private Map<String, Suffered> references(String scenario) {
    Map<String, Suffered> references = new LinkedHashMap<>();
    library
        .proven(scenario)
        .map(Proven::references)
        .orElse(Map.of())
        .forEach((name, kept) ->
            references.put(name, new Suffered(kept.offered(), kept.failed(), kept.budgetBurned())));
    return references;
  }
}
