package dev.pagefault.journal;

/** How a transaction ended. */
sealed interface Outcome {
  /** It is known what became of it. */
  sealed interface Settled extends Outcome {}

  /** It is durable. */
  record Kept() implements Settled {}

  /** Nothing of it was kept; the store had it and refused it. */
  record Refused(JournalException why) implements Settled {}

  /** Nothing of it was kept, or nothing is known of it yet: the store can't be reached. */
  record Away(JournalException why) implements Settled {}

  /**
   * The connection broke while it was committed. {@link Session#settle} tells what became of it.
   */
  record InDoubt() implements Outcome {}
}
