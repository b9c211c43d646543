package dev.pagefault.journal;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Every drill's events, appended durably. Safe to call from any thread; futures complete on the
 * writer's thread once what they stand for would survive a power cut, or fail with {@link
 * JournalException}, in which case nothing of it was kept. (Only a journal that is closed while its
 * store is away may not know that; its message says so.)
 */
public interface Journal extends AutoCloseable {

  /** Begins a drill with its first events. */
  CompletableFuture<Void> open(DrillHeader header, List<Entry> first);

  /**
   * Appends events of one drill, all or none, together with the answer to the act that caused them,
   * and with where the drill stands then, where they change that. Sequence numbers must go on
   * without a gap.
   */
  CompletableFuture<Void> append(
      List<Entry> entries, @Nullable Receipt receipt, @Nullable Standing standing);

  /** Appends events that no act caused, and that leave the list as it is. */
  default CompletableFuture<Void> append(List<Entry> entries) {
    return append(entries, null, null);
  }

  /** A drill's events in order; empty when there is none of that id. */
  List<Entry> read(String drill);

  /** A drill's header. */
  Optional<DrillHeader> header(String drill);

  /** The answers given so far in a drill, latest last, at most {@code limit}. */
  List<Receipt> receipts(String drill, int limit);

  /** All drills, latest first, at most {@code limit}. */
  List<DrillSummary> drills(int limit);

  /** Writes what was accepted, then closes. */
  @Override
  void close();
}
