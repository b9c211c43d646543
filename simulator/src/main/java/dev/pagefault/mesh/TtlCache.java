package dev.pagefault.mesh;

import dev.pagefault.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A cache of one instance: entries live for a while, and the one that was not asked for the longest
 * goes when there is no room. Any thread.
 */
final class TtlCache {
  private record Entry(Map<String, String> fields, long expiresNanos) {}

  private final Clock clock;
  private final LinkedHashMap<String, Entry> entries = new LinkedHashMap<>(16, 0.75f, true);

  TtlCache(Clock clock) {
    this.clock = clock;
  }

  /** What is held under {@code key}, or null: a miss. */
  synchronized @Nullable Map<String, String> get(String key) {
    Entry entry = entries.get(key);
    if (entry != null && clock.nanos() - entry.expiresNanos >= 0) {
      entries.remove(key);
      return null;
    }
    return entry == null ? null : entry.fields;
  }

  synchronized void put(String key, Map<String, String> fields, long ttlNanos, int maxEntries) {
    entries.put(key, new Entry(Map.copyOf(fields), clock.nanos() + ttlNanos));
    while (entries.size() > maxEntries) {
      entries.pollFirstEntry();
    }
  }

  synchronized int size() {
    return entries.size();
  }
}
