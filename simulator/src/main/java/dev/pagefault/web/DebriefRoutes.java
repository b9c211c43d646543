package dev.pagefault.web;

import dev.pagefault.debrief.Debrief;
import dev.pagefault.debrief.Graph.Line;
import dev.pagefault.drill.DrillState;
import dev.pagefault.journal.Entry;
import dev.pagefault.journal.JournalEvent;
import dev.pagefault.scenario.Library;
import dev.pagefault.scoring.Scoring;
import dev.pagefault.telemetry.QueryException;
import dev.pagefault.telemetry.Series;
import dev.pagefault.telemetry.Telemetry;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** After the drill: the reveal as far as it has gone, and the journal to take along. */
final class DebriefRoutes {
  private static final Logger LOG = LoggerFactory.getLogger(DebriefRoutes.class);

  /** Shown before the page, and after the end, of the graph that paged. */
  private static final long AROUND_MILLIS = 180_000;

  private static final int POINTS = 300;

  private final Door door;
  private final Library library;

  DebriefRoutes(Door door, Library library) {
    this.door = door;
    this.library = library;
  }

  void name(Routes routes) {
    routes.query("/api/v1/drills/{id}/debrief", this::debrief);
    routes.get("/api/v1/drills/{id}/journal", this::journal);
  }

  private Reply debrief(Call call) {
    Door.Room room = door.room(call);
    DrillState state = room.view().state();
    if (state != DrillState.REVEAL && state != DrillState.CLOSED) {
      throw Refusal.notNow(
          state.over()
              ? "this drill ended without an incident, so there is nothing to reveal"
              : "the envelope is sealed until the drill is over; resolve or abandon it first");
    }
    List<Entry> journal = room.drill().journal();
    String scenario = room.view().scenario();
    Long seed = room.view().seed();
    String lesson =
        seed != null && library.ids().contains(scenario) ? library.debrief(scenario, seed) : "";
    Debrief whole = Debrief.of(journal, Scoring.score(journal), lesson);
    Debrief told = whole.upTo(room.drill().revealStep());
    return Reply.json(drawn(told, journal, room.drill().telemetry()));
  }

  /** The same with the graph's points, where what was measured is still there. */
  private static Debrief drawn(Debrief d, List<Entry> journal, @Nullable Telemetry telemetry) {
    dev.pagefault.debrief.Graph graph = d.graph();
    if (graph == null || telemetry == null || graph.query().isEmpty() || journal.isEmpty()) {
      return d;
    }
    Long paged = graph.pagedAt();
    long to = ended(journal) + AROUND_MILLIS;
    long from = (paged == null ? journal.getFirst().wallMillis() : paged) - AROUND_MILLIS;
    return new Debrief(
        d.step(),
        d.belief(),
        d.cause(),
        d.suffered(),
        d.chain(),
        graph.with(lines(telemetry, graph.query(), from, to)),
        d.turningPoint(),
        d.twin(),
        d.score(),
        d.lesson(),
        d.postmortem(),
        d.runbook(),
        d.nextTime());
  }

  private static long ended(List<Entry> journal) {
    for (Entry entry : journal) {
      if (entry.event() instanceof JournalEvent.Ended) {
        return entry.wallMillis();
      }
    }
    return journal.getLast().wallMillis();
  }

  private static List<Line> lines(Telemetry telemetry, String query, long from, long to) {
    int step = Math.clamp((to - from) / 1000 / POINTS, 1, 60);
    List<Line> lines = new ArrayList<>();
    try {
      for (Series series : telemetry.range(query, from, to, step).series()) {
        List<List<@Nullable Number>> points = new ArrayList<>();
        for (@Nullable Number[] point : series.points()) {
          points.add(Arrays.asList(point));
        }
        lines.add(new Line(series.labels(), points));
      }
    } catch (QueryException e) {
      LOG.warn("The graph of a page can't be drawn", e);
    }
    return lines;
  }

  private Reply journal(Call call) {
    Door.Room room = door.room(call);
    StringBuilder lines = new StringBuilder();
    room.drill().export(room.participant()).forEach(line -> lines.append(line).append('\n'));
    return Reply.of("application/x-ndjson", Buffer.buffer(lines.toString()))
        .with(
            "Content-Disposition",
            "attachment; filename=\"drill-" + room.drill().id() + ".ndjson\"");
  }
}
