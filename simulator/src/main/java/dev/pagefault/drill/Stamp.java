package dev.pagefault.drill;

import dev.pagefault.journal.Entry;
import dev.pagefault.journal.JournalEvent;
import java.util.List;

/** Makes a drill's events into entries of its journal: numbered, timed, addressed. */
record Stamp(String drill, Pen pen) {

  /** Adds the entries of what happens at once, behind those that are there. */
  void add(
      List<Entry> entries,
      String participant,
      Entry.Role role,
      String client,
      String key,
      List<JournalEvent> events) {
    for (JournalEvent event : events) {
      entries.add(
          new Entry(
              pen.ledger().seq() + entries.size() + 1,
              drill,
              participant,
              role,
              client,
              key,
              pen.nanos(),
              pen.millis(),
              Projection.audience(event, role),
              Entry.SCHEMA,
              event));
    }
  }

  /** The same for what the system itself notes. */
  void add(List<Entry> entries, List<JournalEvent> events) {
    add(entries, Entry.SYSTEM, Entry.Role.SYSTEM, "", "", events);
  }
}
