package dev.pagefault.web;

import dev.pagefault.control.Production;
import dev.pagefault.mesh.InstancePlan;
import java.util.List;
import java.util.Locale;

/** What can be changed, and the graph of what runs. */
final class ActionRoutes {
  private final Door door;

  ActionRoutes(Door door) {
    this.door = door;
  }

  void name(Routes routes) {
    routes.get(
        "/api/v1/drills/{id}/actions",
        call -> Reply.json(ActionsView.of(door.room(call).production().state())));
    routes.query("/api/v1/drills/{id}/graph", this::graph);
  }

  private Reply graph(Call call) {
    Door.Room room = door.room(call);
    String wanted = call.ask("by");
    Graph.By by = Graph.By.SERVICE;
    if (wanted != null) {
      try {
        by = Graph.By.valueOf(wanted.toUpperCase(Locale.ROOT));
      } catch (IllegalArgumentException e) {
        throw Refusal.invalid("by", "by is one of service, region, version, instance");
      }
    }
    Production production = room.drill().production();
    List<InstancePlan> plans = production == null ? List.of() : production.state().instances();
    Instant instant = Instant.of(room.telemetry(), door.now());
    return Reply.json(GraphReader.read(door.topology(room), by, instant, plans));
  }
}
