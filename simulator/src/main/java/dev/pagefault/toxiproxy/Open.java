package dev.pagefault.toxiproxy;

import java.util.concurrent.atomic.AtomicInteger;

/** Counts what one server holds open; for any thread. */
record Open(AtomicInteger listeners, AtomicInteger connections, AtomicInteger timers) {

  Open() {
    this(new AtomicInteger(), new AtomicInteger(), new AtomicInteger());
  }

  Census census() {
    return new Census(listeners.get(), connections.get(), timers.get());
  }
}
