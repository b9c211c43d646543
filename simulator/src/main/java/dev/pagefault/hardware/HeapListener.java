package dev.pagefault.hardware;

/**
 * Whom a heap tells what happens to it. A heap on paper calls it on the thread whose allocation
 * brought it about, outside the heap's lock and perhaps on several at once, as soon as it is known
 * and before the pause is over; a real one on a thread of the JVM's, when the pause is over. Must
 * not block.
 */
public interface HeapListener {

  /**
   * The JVM is at its end; called once, and the heap is dead from then on. A real one never says
   * so: it is dead.
   */
  void ended(HeapEnd end);

  /** A collection began at {@link GcPause#beganNanos}; it lasts until {@code nanos} later. */
  default void collected(GcPause pause) {}
}
