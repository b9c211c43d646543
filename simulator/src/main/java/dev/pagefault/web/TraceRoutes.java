package dev.pagefault.web;

import dev.pagefault.telemetry.Trace;
import dev.pagefault.telemetry.TraceQuery;
import dev.pagefault.telemetry.TraceSummary;
import java.util.List;

/** Traces. */
final class TraceRoutes {
  private static final int TRACES = 50;

  /** An hour: longer than any customer waits. */
  private static final long MAX_MILLIS = 3_600_000;

  private final Door door;

  TraceRoutes(Door door) {
    this.door = door;
  }

  void name(Routes routes) {
    routes.query("/api/v1/drills/{id}/traces", this::search);
    routes.query("/api/v1/drills/{id}/traces/{traceId}", this::one);
  }

  private Reply search(Call call) {
    Door.Room room = door.room(call);
    Range range = Range.of(call, door.now());
    long min = call.number("minMs", 0, 0, MAX_MILLIS);
    TraceQuery query =
        new TraceQuery(
            call.ask("service"),
            call.ask("endpoint"),
            min == 0 ? null : (double) min,
            call.truth("error"),
            call.ask("traceId"),
            (int) call.number("limit", TRACES, 1, TraceQuery.MAX_LIMIT),
            range.from(),
            range.to());
    return Reply.json(new Found(room.telemetry().traces(query)));
  }

  private Reply one(Call call) {
    Trace trace = door.room(call).telemetry().trace(call.at("traceId"));
    if (trace == null) {
      throw Refusal.notFound(
          "this trace isn't kept (any more): every failed and slow one is, and a share of the others");
    }
    return Reply.json(trace);
  }

  record Found(List<TraceSummary> traces) {}
}
