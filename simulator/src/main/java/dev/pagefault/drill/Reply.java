package dev.pagefault.drill;

import dev.pagefault.journal.JournalEvent;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongFunction;

/** What an act leads to, before anything of it is written. */
sealed interface Reply {

  /**
   * Events to be written now.
   *
   * @param events by the actor; {@code echo} by the system, right after
   * @param result from the last event's sequence number
   * @param after runs on the drill's thread once the events are durable
   */
  record Now(
      List<JournalEvent> events,
      List<JournalEvent> echo,
      LongFunction<ActResult> result,
      Runnable after)
      implements Reply {}

  /** More once something was read; completes on any thread. */
  record Later(CompletableFuture<? extends Reply> reply) implements Reply {}

  /** Done, with these events. */
  static Reply done(JournalEvent... events) {
    return new Now(List.of(events), List.of(), ActResult.Done::new, () -> {});
  }

  /** Done, with this event, which made something that has an id. */
  static Reply named(String id, JournalEvent event) {
    return new Now(List.of(event), List.of(), seq -> new ActResult.Named(seq, id), () -> {});
  }

  /** Done, with this event; then something follows. */
  static Reply then(JournalEvent event, Runnable after) {
    return new Now(List.of(event), List.of(), ActResult.Done::new, after);
  }
}
