package dev.pagefault.scenario;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Says what is wrong with changes before the drill and in it. */
final class EntryLint {
  private final Source source;
  private final Set<String> ids;
  private final ChangeLint changes;

  /** {@code ids} are those already used; the ones seen are added. */
  EntryLint(Topology topology, Source source, Set<String> ids) {
    this.source = source;
    this.ids = ids;
    this.changes = ChangeLint.ofWhatHappens(topology, source);
  }

  void history(List<Scenario.Entry> entries, String path) {
    for (int i = 0; i < entries.size(); i++) {
      Scenario.Entry entry = entries.get(i);
      String at = path + "[" + i + "]";
      id(entry.id(), at);
      if (!entry.at().isNegative()) {
        source.wrong(at + ".at", "is not before the page", "write how long ago, such as -26h");
      }
      shown(entry.announced(), entry.author(), entry.summary(), at);
      changes.check(entry.change(), at + ".change");
    }
  }

  void events(List<Scenario.Event> events, String path) {
    for (int i = 0; i < events.size(); i++) {
      Scenario.Event event = events.get(i);
      String at = path + "[" + i + "]";
      id(event.id(), at);
      if (event.at().isNegative()) {
        source.wrong(at + ".at", "is before the beginning", "write how long after it, such as 0s");
      }
      shown(event.announced(), event.author(), event.summary(), at);
      changes.check(event.change(), at + ".change");
    }
  }

  private void id(String id, String path) {
    if (!ids.add(id)) {
      source.wrong(path + ".id", id + " is already another's id", "name it otherwise");
    }
  }

  private void shown(
      boolean announced, @Nullable String author, @Nullable String summary, String path) {
    if (announced && (author == null || author.isBlank() || summary == null || summary.isBlank())) {
      source.wrong(
          path, "is announced without author or summary", "add both, or write announced: false");
    }
  }
}
