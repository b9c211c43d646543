package dev.pagefault.hardware;

/**
 * Whom a heap tells what happens to it. Called on the thread whose allocation brought it about,
 * outside the heap's lock and perhaps on several at once, as soon as it is known and before the
 * pause is over; must not block.
 */
public interface HeapListener {

  /** The JVM is at its end; called once, and the heap is dead from then on. */
  void ended(HeapEnd end);

  /** A collection began; it lasts until {@link GcPause#nanos} later. */
  default void collected(GcPause pause) {}
}
