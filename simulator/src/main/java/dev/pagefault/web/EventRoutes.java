package dev.pagefault.web;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** Streams: everything that happens in a drill, as it happens. */
final class EventRoutes {
  /** Streams of one drill: a team with two screens each. */
  static final int MAX_OF_DRILL = 80;

  /** Streams of the server. */
  static final int MAX_STREAMS = 200;

  private final Door door;
  private final Frames frames;
  private final Calls calls;
  private final Vertx vertx;
  private final long beatMillis;
  private final LongAdder dropped = new LongAdder();
  private final Map<String, Integer> open = new HashMap<>();

  EventRoutes(Door door, Frames frames, Calls calls, Vertx vertx, long beatMillis) {
    this.door = door;
    this.frames = frames;
    this.calls = calls;
    this.vertx = vertx;
    this.beatMillis = beatMillis;
  }

  void name(Routes routes) {
    routes.stream("/api/v1/drills/{id}/events", this::stream);
  }

  /** Streams that are open. */
  int streams() {
    synchronized (open) {
      return open.values().stream().mapToInt(Integer::intValue).sum();
    }
  }

  /** Frames that readers were too slow for, since the start. */
  long dropped() {
    return dropped.sum();
  }

  private void stream(RoutingContext context) {
    Visitor visitor = Visitor.welcomed(context);
    String id = context.pathParams().getOrDefault("id", "");
    String last = context.request().getHeader("Last-Event-ID");
    Context loop = vertx.getOrCreateContext();
    boolean taken = calls.run(() -> open(context, loop, id, visitor, last));
    if (!taken) {
      Routes.refuse(context, Problem.of(Problem.Kind.BUSY, "the server is busy; try again"));
    }
  }

  /** On a thread of its own: looking a drill up may wait for the journal. */
  private void open(
      RoutingContext context, Context loop, String id, Visitor visitor, @Nullable String last) {
    try {
      long after = after(last);
      Door.Room room = door.room(id, visitor);
      take(id);
      loop.runOnContext(none -> begin(context, loop, room, after));
    } catch (RuntimeException e) {
      Problem problem = Routes.problem(e);
      loop.runOnContext(none -> Routes.refuse(context, problem));
    }
  }

  private void begin(RoutingContext context, Context loop, Door.Room room, long after) {
    String id = room.drill().id();
    HttpServerResponse response = context.response();
    if (response.closed()) {
      give(id);
      return;
    }
    EventStream stream = new EventStream(response, loop, dropped);
    stream.begin();
    List<Runnable> undo = new ArrayList<>();
    undo.add(() -> give(id));
    long timer = vertx.setPeriodic(beatMillis, none -> stream.beat());
    undo.add(() -> vertx.cancelTimer(timer));
    undo.add(room.drill().subscribe(room.participant(), after, stream::item));
    undo.add(frames.subscribe(room.drill(), door.topology(room), stream::frame));
    context.addEndHandler(done -> undo.forEach(Runnable::run));
  }

  private void take(String id) {
    synchronized (open) {
      if (open.getOrDefault(id, 0) >= MAX_OF_DRILL || streams() >= MAX_STREAMS) {
        throw new Refusal(
            Problem.of(
                Problem.Kind.TOO_MANY,
                "too many streams are open; close another window of this drill"));
      }
      open.merge(id, 1, Integer::sum);
    }
  }

  private void give(String id) {
    synchronized (open) {
      open.computeIfPresent(id, (none, count) -> count <= 1 ? null : count - 1);
    }
  }

  private static long after(@Nullable String last) {
    if (last == null || last.isEmpty()) {
      return 0;
    }
    try {
      long seq = Long.parseLong(last);
      if (seq >= 0) {
        return seq;
      }
    } catch (NumberFormatException e) {
      // told below
    }
    throw Refusal.invalid("Last-Event-ID", "it is the id of an event of this stream, a number");
  }
}
