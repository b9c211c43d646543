package dev.pagefault.web;

import dev.pagefault.mesh.Diagnostic;
import dev.pagefault.mesh.Probe;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** What can be read of components' inner state; the reading itself is an act. */
final class DiagnosticRoutes {
  private final Door door;

  DiagnosticRoutes(Door door) {
    this.door = door;
  }

  void name(Routes routes) {
    routes.get(
        "/api/v1/drills/{id}/diagnostics",
        call -> Reply.json(new All(views(door.room(call).production().probes()))));
  }

  private static List<Vocabulary.DiagnosticView> views(List<Probe> probes) {
    Map<Diagnostic, List<String>> targets = new EnumMap<>(Diagnostic.class);
    for (Probe probe : probes) {
      targets.computeIfAbsent(probe.diagnostic(), none -> new ArrayList<>()).add(probe.target());
    }
    List<Vocabulary.DiagnosticView> views = new ArrayList<>();
    targets.forEach((d, of) -> views.add(Vocabulary.DiagnosticView.of(d, of)));
    return views;
  }

  record All(List<Vocabulary.DiagnosticView> diagnostics) {}
}
