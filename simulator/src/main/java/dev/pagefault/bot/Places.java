package dev.pagefault.bot;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** How many meshes may run at a time; fewer where the machine can't carry them. Any thread. */
final class Places {
  /** A mesh that starts takes more of the machine than one that runs: so far apart they start. */
  private static final long APART_SECONDS = 4;

  private final Semaphore free;
  private final Semaphore starting = new Semaphore(1, true);
  private int places; // guarded by this

  Places(int places) {
    this.places = places;
    this.free = new Semaphore(places, true);
  }

  /** Waits for a place, and until the one before has started; {@link #release} gives it back. */
  void acquire() throws InterruptedException {
    free.acquire();
    try {
      starting.acquire();
    } catch (InterruptedException e) {
      free.release();
      throw e;
    }
    CompletableFuture.delayedExecutor(APART_SECONDS, TimeUnit.SECONDS).execute(starting::release);
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
