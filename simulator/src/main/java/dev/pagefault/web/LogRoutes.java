package dev.pagefault.web;

import dev.pagefault.telemetry.LogQuery;

/** Log lines. */
final class LogRoutes {
  private static final int LINES = 200;
  private static final int MAX_QUERY = 2_000;

  private final Door door;

  LogRoutes(Door door) {
    this.door = door;
  }

  void name(Routes routes) {
    routes.query("/api/v1/drills/{id}/logs", this::logs);
  }

  private Reply logs(Call call) {
    Door.Room room = door.room(call);
    String query = call.ask("query");
    if (query != null && query.length() > MAX_QUERY) {
      throw Refusal.invalid(
          "query", "a query has " + MAX_QUERY + " characters at most; shorten it");
    }
    Range range = Range.of(call, door.now());
    int limit = (int) call.number("limit", LINES, 1, LogQuery.MAX_LIMIT);
    return Reply.json(
        room.telemetry()
            .logs(
                new LogQuery(
                    query == null ? "" : query,
                    range.from(),
                    range.to(),
                    limit,
                    call.ask("before"))));
  }
}
