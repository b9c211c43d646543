package dev.pagefault.drill;

import dev.pagefault.journal.JournalEvent;

/** How the course of a drill is written down. On the drill's thread, save {@link #post}. */
interface Pen {

  /** What is written so far. */
  Ledger ledger();

  /**
   * Writes events of the system, all or none; they are durable when this returns. Throws {@link
   * ActRefused} when the journal can't keep them.
   */
  void write(JournalEvent... events);

  /** Runs a task on the drill's thread, later. From any thread. */
  void post(Runnable task);

  /** Something that no event tells (progress) has changed. */
  void changed();

  /** Monotonic nanoseconds since the drill was opened. */
  long nanos();

  /** Epoch milliseconds, UTC. */
  long millis();
}
