package dev.pagefault.web;

import dev.pagefault.drill.ChangeView;
import dev.pagefault.drill.DrillView;
import dev.pagefault.telemetry.FeedEntry;
import dev.pagefault.telemetry.Telemetry;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The change feed, and the marks that it, alerts and you leave on graphs. */
final class ChangeRoutes {
  private final Door door;

  ChangeRoutes(Door door) {
    this.door = door;
  }

  void name(Routes routes) {
    routes.get(
        "/api/v1/drills/{id}/changes",
        call -> {
          Door.Room room = door.room(call);
          return Reply.json(new Feed(feed(room.view(), room.drill().telemetry())));
        });
    routes.get(
        "/api/v1/drills/{id}/annotations",
        call -> {
          Door.Room room = door.room(call);
          return Reply.json(new Marks(marks(room.view(), room.drill().telemetry())));
        });
  }

  /** What was announced and what participants did, latest first. Pure over its arguments. */
  static List<ChangeView> feed(DrillView view, @Nullable Telemetry telemetry) {
    Map<String, ChangeView> all = new LinkedHashMap<>();
    if (telemetry != null) {
      for (FeedEntry entry : telemetry.feed().entries()) {
        all.put(entry.id(), shown(entry, view.clock().storyOffsetMs()));
      }
    }
    view.applied().forEach(change -> all.put(change.id(), change));
    return all.values().stream()
        .sorted(Comparator.comparingLong(ChangeView::at).reversed())
        .toList();
  }

  /** Somebody else's change: who made it stays with its author's name. */
  private static ChangeView shown(FeedEntry entry, long storyOffsetMs) {
    return new ChangeView(
        entry.id(),
        entry.atMillis(),
        entry.atMillis() + storyOffsetMs,
        entry.kind(),
        entry.target(),
        entry.author(),
        entry.sha(),
        entry.summary(),
        entry.diff(),
        false,
        false,
        "done",
        "");
  }

  private static List<Mark> marks(DrillView view, @Nullable Telemetry telemetry) {
    List<Mark> marks = new ArrayList<>();
    for (ChangeView change : feed(view, telemetry)) {
      String kind = change.you() ? "you" : "change";
      marks.add(new Mark(change.at(), kind, change.kind() + " " + change.target(), change.id()));
    }
    DrillView.Page page = view.page();
    if (page != null) {
      marks.add(new Mark(page.firedAt(), "alert", page.title(), page.slo()));
    }
    Long onset = view.notebook().observe().onsetAt();
    if (onset != null) {
      marks.add(new Mark(onset, "you", "onset, by you", null));
    }
    marks.sort(Comparator.comparingLong(Mark::at));
    return marks;
  }

  record Feed(List<ChangeView> changes) {}

  record Marks(List<Mark> marks) {}

  /** Something to draw over graphs; {@code kind}: change, alert, you. */
  record Mark(long at, String kind, String text, @Nullable String ref) {}
}
