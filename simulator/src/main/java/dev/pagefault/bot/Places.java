package dev.pagefault.bot;

import java.util.concurrent.Semaphore;

/** How many meshes may run at a time; fewer where the machine can't carry them. Any thread. */
final class Places {
  private final Semaphore free;
  private int places; // guarded by this

  Places(int places) {
    this.places = places;
    this.free = new Semaphore(places, true);
  }

  /** Waits for a place; {@link #release} gives it back. */
  void acquire() throws InterruptedException {
    free.acquire();
  }

  void release() {
    free.release();
  }

  /** Places there are now, taken or not. */
  synchronized int count() {
    return places;
  }

  /**
   * Sees to it that there are fewer places than {@code before}, which overloaded the machine. Waits
   * for the place that it takes away; somebody may have taken one already. False where there is but
   * one.
   */
  boolean fewerThan(int before) throws InterruptedException {
    synchronized (this) {
      if (before == 1) {
        return false;
      }
      if (places < before) {
        return true;
      }
      places--;
    }
    free.acquire();
    return true;
  }
}
