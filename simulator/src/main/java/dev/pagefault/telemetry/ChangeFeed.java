package dev.pagefault.telemetry;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * What was announced of changes, by the time at which each is said to have happened. Holds the
 * latest {@value #MAX_ENTRIES}; any thread.
 */
public final class ChangeFeed {
  /** Entries kept; beyond, the oldest goes. */
  public static final int MAX_ENTRIES = 500;

  private final List<FeedEntry> entries = new ArrayList<>();

  /** Adds an entry and returns it. An entry with a known id takes the place of the earlier one. */
  public synchronized FeedEntry add(FeedEntry entry) {
    entries.removeIf(known -> known.id().equals(entry.id()));
    entries.add(entry);
    entries.sort(Comparator.comparingLong(FeedEntry::atMillis)); // stable: ties stay as they came
    if (entries.size() > MAX_ENTRIES) {
      entries.removeFirst();
    }
    return entry;
  }

  /** All that is held, oldest first. */
  public synchronized List<FeedEntry> entries() {
    return List.copyOf(entries);
  }
}
