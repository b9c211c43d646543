package dev.pagefault.telemetry;

import java.util.Arrays;

/**
 * The latest {@code capacity} numbers by position; positions count up from 0. Grows as it fills, so
 * that a young series is small. Not safe for several threads: its {@link Track} guards it.
 */
final class Ring {
  /** First allocation, numbers. */
  static final int INITIAL = 64;

  private final int capacity;
  private float[] values = {};

  Ring(int capacity) {
    this.capacity = capacity;
  }

  void set(long position, float value) {
    if (position >= values.length && values.length < capacity) {
      int known = values.length;
      long wanted = Math.max(position + 1, Math.max(INITIAL, 2L * known));
      values = Arrays.copyOf(values, (int) Math.min(capacity, wanted));
      Arrays.fill(values, known, values.length, Float.NaN);
    }
    values[(int) (position % capacity)] = value;
  }

  /** The number at a position that the owner knows to be among the latest; NaN where none is. */
  float get(long position) {
    int slot = (int) (position % capacity);
    return slot < values.length ? values[slot] : Float.NaN;
  }

  int bytes() {
    return 16 + 4 * values.length;
  }
}
