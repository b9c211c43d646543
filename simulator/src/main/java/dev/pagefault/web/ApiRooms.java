package dev.pagefault.web;

import dev.pagefault.drill.DrillState;
import dev.pagefault.drill.Drills;
import dev.pagefault.drill.Standby;
import dev.pagefault.scenario.Library;
import dev.pagefault.time.Clock;
import io.vertx.core.Vertx;
import java.util.Map;
import java.util.function.Supplier;

/** The whole API over a library and its drills. */
final class ApiRooms implements Web.Rooms {
  private final WebConfig config;
  private final ServerMetrics metrics;
  private final Library library;
  private final Drills drills;
  private final Supplier<Standby.Status> runtime;
  private final Clock clock;

  ApiRooms(
      WebConfig config,
      ServerMetrics metrics,
      Library library,
      Drills drills,
      Supplier<Standby.Status> runtime,
      Clock clock) {
    this.config = config;
    this.metrics = metrics;
    this.library = library;
    this.drills = drills;
    this.runtime = runtime;
    this.clock = clock;
  }

  @Override
  public void name(Routes routes, Calls calls, Vertx vertx) {
    // A further name is one by which somebody comes from elsewhere.
    Seats seats = new Seats(Guard.isLoopback(config.host()) && config.names().isEmpty());
    Door door = new Door(drills, library, seats, clock);
    Frames frames = new Frames(vertx, calls, clock, config.frame().toMillis());
    new LibraryRoutes(library, drills, runtime).name(routes);
    new DrillRoutes(door, library).name(routes);
    new ActRoutes(door).name(routes);
    EventRoutes events = new EventRoutes(door, frames, calls, vertx, config.heartbeat().toMillis());
    events.name(routes);
    new ActionRoutes(door).name(routes);
    new MetricRoutes(door).name(routes);
    new LogRoutes(door).name(routes);
    new TraceRoutes(door).name(routes);
    new ChangeRoutes(door).name(routes);
    new DiagnosticRoutes(door).name(routes);
    new DebriefRoutes(door, library).name(routes);
    measure(events, calls);
  }

  private void measure(EventRoutes events, Calls calls) {
    for (DrillState state : DrillState.values()) {
      metrics.gauge(
          "pagefault.drills",
          "Drills in memory by state",
          Map.of("state", state.name().toLowerCase(java.util.Locale.ROOT)),
          () -> drills.count(state));
    }
    metrics.gauge("pagefault.streams", "Open event streams", Map.of(), events::streams);
    metrics.count(
        "pagefault.stream.frames.dropped",
        "Frames that readers were too slow for",
        events::dropped);
    metrics.gauge("pagefault.calls", "Calls being worked on", Map.of(), calls::atWork);
  }
}
