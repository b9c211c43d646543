package dev.pagefault.web;

import dev.pagefault.telemetry.MetricInfo;
import java.util.List;

/** Metrics: their names, queries over them, and the dashboards made of such queries. */
final class MetricRoutes {
  /** Points in a line when the query names no step. */
  private static final long POINTS = 300;

  private static final int MAX_QUERY = 2_000;
  private static final int MAX_STEP_SECONDS = 60;

  private final Door door;

  MetricRoutes(Door door) {
    this.door = door;
  }

  void name(Routes routes) {
    routes.query(
        "/api/v1/drills/{id}/metrics/names",
        call -> Reply.json(new Metrics(door.room(call).telemetry().metrics())));
    routes.query("/api/v1/drills/{id}/metrics/range", this::range);
    routes.get(
        "/api/v1/drills/{id}/dashboards",
        call -> Reply.json(new All(Dashboards.of(door.topology(door.room(call))))));
  }

  private Reply range(Call call) {
    Door.Room room = door.room(call);
    String query = call.need("query");
    if (query.length() > MAX_QUERY) {
      throw Refusal.invalid(
          "query", "a query has " + MAX_QUERY + " characters at most; shorten it");
    }
    Range range = Range.of(call, door.now());
    long fitting = Math.clamp((range.seconds() + POINTS - 1) / POINTS, 1, MAX_STEP_SECONDS);
    int step = (int) call.number("step", fitting, 1, MAX_STEP_SECONDS);
    return Reply.json(room.telemetry().range(query, range.from(), range.to(), step));
  }

  record Metrics(List<MetricInfo> metrics) {}

  record All(List<Dashboard> dashboards) {}
}
