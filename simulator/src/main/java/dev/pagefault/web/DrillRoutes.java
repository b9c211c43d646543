package dev.pagefault.web;

import dev.pagefault.drill.Drill;
import dev.pagefault.drill.DrillState;
import dev.pagefault.drill.Drills;
import dev.pagefault.drill.OpenRequest;
import dev.pagefault.journal.DrillSummary;
import dev.pagefault.scenario.Library;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Drills: the list, opening one, looking at one, taking one up again. */
final class DrillRoutes {
  private final Door door;
  private final Library library;

  /** {@code library}: what may be opened; past drills may be of other scenarios too. */
  DrillRoutes(Door door, Library library) {
    this.door = door;
    this.library = library;
  }

  void name(Routes routes) {
    routes.get("/api/v1/drills", call -> Reply.json(new Rows(rows())));
    routes.post("/api/v1/drills", this::open);
    routes.get("/api/v1/drills/{id}", call -> Reply.json(door.room(call).view()));
    routes.post("/api/v1/drills/{id}/resume", this::resume);
  }

  private List<Row> rows() {
    return door.drills().list().stream().map(Row::of).toList();
  }

  private Reply open(Call call) throws Exception {
    OpenRequest wanted = call.body(OpenRequest.class);
    String scenario = wanted.scenario();
    if (scenario != null && !library.ids().contains(scenario)) {
      throw Refusal.invalid(
          "scenario",
          "there is no scenario %s to be played; there are %s".formatted(scenario, library.ids()));
    }
    Drill drill = Door.await(door.drills().open(wanted));
    door.seats().take(drill, call.visitor());
    return Reply.created(
        "/api/v1/drills/" + drill.id(), door.room(drill.id(), call.visitor()).view());
  }

  private Reply resume(Call call) throws Exception {
    Door.Room room = door.room(call); // refuses strangers
    boolean close =
        call.body().length() > 0 && Boolean.TRUE.equals(call.body(Resume.class).close());
    String id = room.drill().id();
    Drill drill = Door.await(close ? door.drills().finish(id) : door.drills().resume(id));
    return Reply.json(door.room(drill.id(), call.visitor()).view());
  }

  record Resume(@Nullable Boolean close) {}

  record Rows(List<Row> drills) {}

  /** A line of the list: an allow-list. */
  record Row(
      String id,
      String scenario,
      String alert,
      DrillState state,
      long startedAt,
      String name,
      @Nullable Double score) {

    static Row of(Drills.Line line) {
      DrillSummary s = line.summary();
      return new Row(
          s.drill(),
          s.scenario(),
          s.alert(),
          line.state(),
          s.startedAtMillis(),
          s.name(),
          s.score());
    }
  }
}
