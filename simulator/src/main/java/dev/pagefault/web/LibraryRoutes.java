package dev.pagefault.web;

import dev.pagefault.drill.Drills;
import dev.pagefault.drill.Standby;
import dev.pagefault.scenario.Library;
import dev.pagefault.scenario.Topology;
import java.util.List;
import java.util.function.Supplier;

/** What can be played, and the words for it. */
final class LibraryRoutes {
  private final Library library;
  private final Drills drills;
  private final Supplier<Standby.Status> runtime;

  LibraryRoutes(Library library, Drills drills, Supplier<Standby.Status> runtime) {
    this.library = library;
    this.drills = drills;
    this.runtime = runtime;
  }

  void name(Routes routes) {
    routes.get("/api/v1/scenarios", call -> Reply.json(scenarios()));
    routes.get(
        "/api/v1/topologies/{id}",
        call -> Reply.json(TopologyView.of(topology(library, call.at("id")))));
    routes.get(
        "/api/v1/vocabulary",
        call ->
            Reply.json(
                Vocabulary.of(topology(library, call.need("topology")), library.catalogue())));
  }

  private Scenarios scenarios() {
    List<Drills.Line> played = drills.list();
    return new Scenarios(
        library.ids().stream().map(id -> ScenarioRow.of(library, id, played)).toList(),
        runtime.get());
  }

  /** A topology, or a refusal that names those there are. */
  static Topology topology(Library library, String id) {
    if (!library.topologies().contains(id)) {
      throw Refusal.notFound("there is no topology " + id + "; there are " + library.topologies());
    }
    return library.topology(id);
  }

  record Scenarios(List<ScenarioRow> scenarios, Standby.Status runtime) {}
}
