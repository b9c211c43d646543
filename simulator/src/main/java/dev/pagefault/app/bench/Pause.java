package dev.pagefault.app.bench;

import dev.pagefault.time.Clock;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** Lets time pass between two measurements. */
record Pause(Clock clock) {

  /** Returns when that much time has passed. */
  void sleep(Duration length) throws InterruptedException {
    long until = clock.nanos() + length.toNanos();
    for (long left = length.toNanos(); left > 0; left = until - clock.nanos()) {
      LockSupport.parkNanos(left);
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
    }
  }
}
