package dev.pagefault.drill;

import dev.pagefault.journal.JournalEvent;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

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

  /**
   * Runs {@code then} on the drill's thread once a future is done, with its value or its failure.
   */
  default <T> void when(
      CompletableFuture<T> future, BiConsumer<@Nullable T, @Nullable Throwable> then) {
    CompletableFuture<T> _ =
        future.whenComplete((value, failure) -> post(() -> then.accept(value, failure)));
  }

  /** Something that no event tells (progress) has changed. */
  void changed();

  /** Monotonic nanoseconds since the drill was opened. */
  long nanos();

  /** Epoch milliseconds, UTC. */
  long millis();
}
