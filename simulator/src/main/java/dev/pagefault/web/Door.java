package dev.pagefault.web;

import dev.pagefault.control.Production;
import dev.pagefault.drill.Drill;
import dev.pagefault.drill.DrillView;
import dev.pagefault.drill.Drills;
import dev.pagefault.scenario.Library;
import dev.pagefault.scenario.Topology;
import dev.pagefault.telemetry.Telemetry;
import dev.pagefault.time.Clock;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** From a call to the drill it is about, and to what runs in it; refuses what isn't there. */
final class Door {
  /** How long a call waits for a drill. */
  private static final int PATIENCE_SECONDS = 30;

  private final Drills drills;
  private final Library library;
  private final Seats seats;
  private final Clock clock;

  Door(Drills drills, Library library, Seats seats, Clock clock) {
    this.drills = drills;
    this.library = library;
    this.seats = seats;
    this.clock = clock;
  }

  Drills drills() {
    return drills;
  }

  Seats seats() {
    return seats;
  }

  /** Epoch milliseconds. */
  long now() {
    return clock.epochMillis();
  }

  /** The drill of that id. */
  Drill drill(String id) {
    Drill drill = drills.get(id);
    if (drill == null) {
      throw Refusal.notFound(
          "there is no drill " + id + "; GET /api/v1/drills lists those there are");
    }
    return drill;
  }

  /** The drill as a call's visitor may see it; refuses strangers. */
  Room room(Call call) {
    return room(call.at("id"), call.visitor());
  }

  /** The same for a visitor. */
  Room room(String id, Visitor visitor) {
    Drill drill = drill(id);
    String participant = seats.participant(drill, visitor);
    return new Room(drill, participant, drill.view(participant));
  }

  /** What a drill runs on. */
  Topology topology(Room room) {
    return LibraryRoutes.topology(library, room.view().topology());
  }

  /** Waits for what a drill does. */
  static <T> T await(CompletableFuture<T> future) throws Exception {
    return future.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
  }

  /** A drill and who looks at it. */
  record Room(Drill drill, String participant, DrillView view) {

    /** What was measured; refuses before there is something. */
    Telemetry telemetry() {
      Telemetry telemetry = drill.telemetry();
      if (telemetry == null) {
        throw Refusal.notNow(
            "nothing is measured: the production is "
                + (view.state().over()
                    ? "gone"
                    : "being prepared; wait until the drill is on call"));
      }
      return telemetry;
    }

    /** What runs; refuses before and after. */
    Production production() {
      Production production = drill.production();
      if (production == null) {
        throw Refusal.notNow(
            "nothing runs: the production is "
                + (view.state().over()
                    ? "stopped, as the drill is over"
                    : "being prepared; wait until the drill is on call"));
      }
      return production;
    }
  }
}
