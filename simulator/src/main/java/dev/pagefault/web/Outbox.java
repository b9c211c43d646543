package dev.pagefault.web;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * What waits to be written to one stream. Entries wait in line; of states and frames only the
 * latest is worth sending. So a slow reader misses frames and in-between states, and never an
 * entry: one that is too far behind is sent away, and comes back with the id it has seen. Any
 * thread.
 *
 * <pre>
 *   entries  e7 e8 e9 e10 ...   all, in order
 *   state    s9                 the latest
 *   frame    f                  the latest, and only when nothing else waits
 * </pre>
 */
final class Outbox {
  /** Entries that may wait; as many as a drill's journal holds. */
  static final int MAX_ENTRIES = 10_000;

  private final Deque<String> entries = new ArrayDeque<>();
  private @Nullable String state;
  private @Nullable String frame;
  private boolean overflown;

  /** An event that must arrive. */
  synchronized void entry(String event) {
    if (entries.size() >= MAX_ENTRIES) {
      overflown = true;
    } else {
      entries.addLast(event);
    }
  }

  /** The drill as it stands; takes the place of one that waits. */
  synchronized void state(String event) {
    state = event;
  }

  /** A frame; takes the place of one that waits, which is what is told. */
  synchronized boolean frame(String event) {
    boolean dropped = frame != null;
    frame = event;
    return dropped;
  }

  /** What to write next, or null: nothing waits. */
  synchronized @Nullable String next() {
    String entry = entries.pollFirst();
    if (entry != null) {
      return entry;
    }
    if (state != null) {
      String latest = state;
      state = null;
      return latest;
    }
    String latest = frame;
    frame = null;
    return latest;
  }

  /** Whether an entry had no room: the stream must end, so that its reader resumes. */
  synchronized boolean overflown() {
    return overflown;
  }
}
