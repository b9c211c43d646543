package dev.pagefault.telemetry;

import java.util.Arrays;

/**
 * The latest {@code capacity} counts by position, two bytes each: one bucket of a histogram. Counts
 * stop at {@value #MAX_COUNT}. Grows as it fills. Guarded by its {@link Track}.
 */
final class CountRing {
  /** Largest count of one position; a mesh's whole load is far below it. */
  static final int MAX_COUNT = Character.MAX_VALUE;

  private final int capacity;
  private char[] counts = {};

  CountRing(int capacity) {
    this.capacity = capacity;
  }

  void add(long position, long count) {
    if (position >= counts.length && counts.length < capacity) {
      long wanted = Math.max(position + 1, Math.max(Ring.INITIAL, 2L * counts.length));
      counts = Arrays.copyOf(counts, (int) Math.min(capacity, wanted));
    }
    int slot = (int) (position % capacity);
    counts[slot] = (char) Math.min(MAX_COUNT, counts[slot] + count);
  }

  void clear(long position) {
    int slot = (int) (position % capacity);
    if (slot < counts.length) {
      counts[slot] = 0;
    }
  }

  int get(long position) {
    int slot = (int) (position % capacity);
    return slot < counts.length ? counts[slot] : 0;
  }

  int bytes() {
    return 16 + 2 * counts.length;
  }
}
