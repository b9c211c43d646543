package dev.pagefault.drill;

import dev.pagefault.control.Production;
import dev.pagefault.control.Production.Announcement;
import dev.pagefault.scenario.Change;
import dev.pagefault.scenario.Scenario;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The events of a timeline as they are fired, and what would take each back. A fault or trigger
 * that can't be applied makes the drill invalid.
 */
final class Fired {
  private static final Logger LOG = LoggerFactory.getLogger(Fired.class);

  private final Course course;
  private final Map<Change, List<Change>> inverses = new LinkedHashMap<>();

  Fired(Course course) {
    this.course = course;
  }

  /** Fires an event; {@code announced} where it may appear in the change feed. */
  void fire(Scenario.Event event, boolean announced) {
    Production production = course.production();
    if (production == null) {
      return;
    }
    String author = event.author();
    String summary = event.summary();
    Announcement announcement =
        announced && event.announced()
            ? new Announcement(
                true,
                event.id(),
                null,
                author == null ? "" : author,
                summary == null ? "" : summary,
                event.diff())
            : Announcement.SILENT;
    send(production, event.change(), announcement);
  }

  /** Takes a fired change back: a load becomes ordinary, anything else what it was. */
  void takeBack(Change change) {
    Production production = course.production();
    if (production == null) {
      return;
    }
    for (Change back : inverse(change)) {
      send(production, back, Announcement.SILENT);
    }
  }

  private List<Change> inverse(Change change) {
    if (change instanceof Change.Load load && !load.journey().equals("*")) {
      return List.of(new Change.Load(load.journey(), 1, null, null, null));
    }
    return inverses.getOrDefault(change, List.of());
  }

  private void send(Production production, Change change, Announcement announcement) {
    course
        .pen()
        .when(
            production.apply(change, announcement),
            (applied, failure) -> {
              if (applied != null) {
                inverses.putIfAbsent(change, List.copyOf(applied.inverse()));
              } else if (!course.pen().ledger().state().over()) {
                LOG.warn("a scenario's event can't be applied: {}", change, failure);
                course.end("invalid", "The scenario can't go on on this production");
              }
            });
  }
}
