package dev.pagefault.mesh;

import dev.pagefault.hardware.Retained;
import dev.pagefault.time.Clock;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * A cache of one instance: entries live for a while or for ever, and the one that was not asked for
 * the longest goes when there is no room, if there is a bound at all. Any thread.
 *
 * <p>An entry that the heap is charged with is released when it goes. Of a cache without a bound at
 * most {@link #FINDABLE_MAX} entries are really here; those before stay charged and counted, as
 * though they were held, but are not found any more: nobody who leaks by the key asks for one
 * again.
 */
final class TtlCache {
  /** The {@code ttlNanos} of entries that live for ever. */
  static final long FOR_EVER = Long.MAX_VALUE;

  /** The {@code maxEntries} of a cache that has no bound. */
  static final int UNBOUNDED = Integer.MAX_VALUE;

  /** Entries of an unbounded cache that are really here, about 200 bytes each. */
  static final int FINDABLE_MAX = 8_192;

  /** Different contents that entries of an unbounded cache share. */
  private static final int SHARED_MAX = 1_024;

  /** Time between two looks for what has expired in a cache whose entries are charged. */
  private static final long SWEEP_NANOS = 1_000_000_000L;

  private record Entry(Map<String, String> fields, long expiresNanos, @Nullable Retained held) {
    boolean expired(long now) {
      return expiresNanos != FOR_EVER && now - expiresNanos >= 0;
    }
  }

  private final Clock clock;
  private final LinkedHashMap<String, Entry> entries = new LinkedHashMap<>(16, 0.75f, true);
  private final Map<Map<String, String>, Map<String, String>> shared = new LinkedHashMap<>();
  private final LongAdder puts = new LongAdder();
  private final LongAdder evictions = new LongAdder();
  private int unfindable;
  private long sweptNanos;

  TtlCache(Clock clock) {
    this.clock = clock;
    this.sweptNanos = clock.nanos();
  }

  /** What is held under {@code key}, or null: a miss. */
  synchronized @Nullable Map<String, String> get(String key) {
    Entry entry = entries.get(key);
    if (entry != null && entry.expired(clock.nanos())) {
      entries.remove(key);
      evict(entry);
      return null;
    }
    return entry == null ? null : entry.fields;
  }

  void put(String key, Map<String, String> fields, long ttlNanos, int maxEntries) {
    put(key, fields, ttlNanos, maxEntries, null);
  }

  /**
   * Keeps {@code fields}; {@code held} is what the heap is charged with for it, or null: nothing.
   */
  synchronized void put(
      String key,
      Map<String, String> fields,
      long ttlNanos,
      int maxEntries,
      @Nullable Retained held) {
    long now = clock.nanos();
    puts.increment();
    if (held != null && ttlNanos != FOR_EVER && now - sweptNanos >= SWEEP_NANOS) {
      sweep(now);
    }
    boolean bounded = maxEntries != UNBOUNDED;
    Map<String, String> kept = bounded ? Map.copyOf(fields) : share(fields);
    long expires = ttlNanos == FOR_EVER ? FOR_EVER : now + ttlNanos;
    Entry before = entries.put(key, new Entry(kept, expires, held));
    if (before != null) {
      release(before);
    }
    while (entries.size() > Math.min(maxEntries, bounded ? UNBOUNDED : FINDABLE_MAX)) {
      Map.Entry<String, Entry> eldest = entries.pollFirstEntry();
      if (eldest != null && (bounded || ttlNanos != FOR_EVER)) {
        evict(eldest.getValue());
      } else {
        unfindable++;
      }
    }
  }

  synchronized int size() {
    return entries.size() + unfindable;
  }

  double puts() {
    return puts.sum();
  }

  double evictions() {
    return evictions.sum();
  }

  /**
   * Lets go of everything, as the end of the process does; of what isn't found any more the charge
   * stays until then.
   */
  synchronized void clear() {
    entries.values().forEach(TtlCache::release);
    entries.clear();
    shared.clear();
    unfindable = 0;
  }

  private void sweep(long now) {
    sweptNanos = now;
    Iterator<Entry> each = entries.values().iterator();
    while (each.hasNext()) {
      Entry entry = each.next();
      if (entry.expired(now)) {
        each.remove();
        evict(entry);
      }
    }
  }

  private void evict(Entry entry) {
    evictions.increment();
    release(entry);
  }

  private static void release(Entry entry) {
    if (entry.held != null) {
      entry.held.release();
    }
  }

  /** Equal contents are one object: what is charged is stated, what is really held stays small. */
  private Map<String, String> share(Map<String, String> fields) {
    Map<String, String> known = shared.get(fields);
    if (known != null) {
      return known;
    }
    if (shared.size() >= SHARED_MAX) {
      shared.clear();
    }
    Map<String, String> kept = Map.copyOf(fields);
    shared.put(kept, kept);
    return kept;
  }
}
