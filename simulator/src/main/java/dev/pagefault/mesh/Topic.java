package dev.pagefault.mesh;

import dev.pagefault.hardware.Retained;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;

/**
 * A topic of one process, like an address of Vert.x' event bus: listeners, and how many events were
 * published and handed over. Listeners are counted; those that nobody will unregister are kept, so
 * that they can be released with the process. Any thread.
 */
final class Topic {
  /** Listeners that may be registered at once; further ones are refused. */
  static final int LISTENERS_MAX = 10_000;

  private final List<Retained> abandoned = new ArrayList<>();
  private final LongAdder published = new LongAdder();
  private final LongAdder delivered = new LongAdder();
  private int registered;

  /** Registers a listener; false when there is no room for it. */
  synchronized boolean register() {
    if (registered >= LISTENERS_MAX) {
      return false;
    }
    registered++;
    return true;
  }

  synchronized void unregister(Retained listener) {
    registered = Math.max(0, registered - 1);
    listener.release();
  }

  /** A listener that stays registered until the process ends. */
  synchronized void abandon(Retained listener) {
    abandoned.add(listener);
  }

  /** Counts an event; returns to how many listeners it is to be handed. */
  int publish() {
    published.increment();
    return listeners();
  }

  void delivered(int times) {
    delivered.add(times);
  }

  synchronized int listeners() {
    return registered;
  }

  double published() {
    return published.sum();
  }

  double delivered() {
    return delivered.sum();
  }

  /** Lets go of all listeners, as the end of the process does. */
  synchronized void clear() {
    abandoned.forEach(Retained::release);
    abandoned.clear();
    registered = 0;
  }
}
