package dev.pagefault.hardware;

import java.util.Optional;

/**
 * A JVM's heap in a container with a memory limit: what a program holds and throws away, by stated
 * size. Safe for any number of threads.
 */
public interface Heap {
  /** The most that may be allocated at once, bytes; more is a mistake in a scenario. */
  long MAX_ALLOCATION = 1L << 30;

  /**
   * Takes room for an object of {@code type} (a class name, as the histogram shall show it; the
   * 65th and later types share a row) of {@code bytes} until it is released.
   */
  Retained retain(String type, long bytes);

  /** Takes room for {@code bytes} of objects that are garbage at once, as a request leaves them. */
  void allocate(long bytes);

  /** Collects everything, as {@code System.gc()} does. */
  void collect();

  /**
   * Changes both limits from now on. A container's limit below what the process has in use kills it
   * at once; a real JVM takes another {@code -Xmx} only when it starts, and its container's limit
   * is set from outside: a real heap only remembers it.
   */
  void limit(long heapMaxBytes, long containerBytes);

  /**
   * Returns when no collection is under way; at once when the heap is dead. Everything that stands
   * for the process' own work calls it before it goes on.
   */
  void safepoint() throws InterruptedException;

  /** How it ended, if it has. */
  Optional<HeapEnd> end();

  /** Its limits now. */
  HeapSpec spec();

  /** Its figures now. */
  HeapStat stat();

  /** What is alive, by type. */
  ClassHistogram histogram();
}
