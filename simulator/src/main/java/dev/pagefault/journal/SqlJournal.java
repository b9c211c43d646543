package dev.pagefault.journal;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Journals in a {@link Store}. One thread owns the session with it; what waits while a commit runs
 * goes into the next one together.
 *
 * <pre>
 * append ─┐
 * append ─┼─► queue (bounded) ─► writer: one transaction, one sync ─► all of them complete
 * read   ─┘
 * </pre>
 *
 * While a store on a server can't be reached, requests fail at once and say so. Only those whose
 * commit was under way when the connection broke stay open, until the store has told what became of
 * it.
 */
public final class SqlJournal implements Journal {
  /** Requests that wait for the writer; the next is refused. */
  public static final int QUEUE_MAX = 4_096;

  /** Requests that share one commit. */
  public static final int GROUP_MAX = 256;

  /** How often the store is asked what became of a commit, while nothing else is asked of it. */
  private static final long ASK_SECONDS = 1;

  private final Session session;
  private final BlockingQueue<Job<?>> queue;
  private final Thread writer;
  private final AtomicBoolean closing = new AtomicBoolean();
  private final AtomicLong acts = new AtomicLong();
  private List<Job<?>> inDoubt = List.of(); // the writer's

  private SqlJournal(Session session, int queueMax) {
    this.session = session;
    this.queue = new ArrayBlockingQueue<>(queueMax);
    this.writer = Thread.ofPlatform().name("journal").daemon(true).unstarted(this::write);
  }

  /**
   * Opens the journal that is kept in a store, which is made ready where it is empty. Throws {@link
   * JournalException} with one sentence when that can't be.
   */
  public static SqlJournal open(Store store) {
    return open(store, QUEUE_MAX);
  }

  static SqlJournal open(Store store, int queueMax) {
    SqlJournal journal = new SqlJournal(Session.open(store), queueMax);
    journal.writer.start();
    return journal;
  }

  @Override
  public CompletableFuture<Void> open(DrillHeader header, List<Entry> first) {
    return store(rows -> {
      rows.insert(header);
      rows.insert(first);
    });
  }

  @Override
  public CompletableFuture<Void> append(
      List<Entry> entries, @Nullable Receipt receipt, @Nullable Standing standing) {
    CompletableFuture<Void> kept =
        store(rows -> {
          rows.insert(entries);
          if (receipt != null) {
            rows.insert(receipt);
          }
          if (standing != null) {
            rows.update(standing);
          }
        });
    return receipt == null ? kept : kept.thenRun(acts::incrementAndGet);
  }

  @Override
  public List<Entry> read(String drill) {
    return await(submit(rows -> rows.entries(drill)));
  }

  @Override
  public Optional<DrillHeader> header(String drill) {
    return await(submit(rows -> rows.header(drill)));
  }

  @Override
  public List<Receipt> receipts(String drill, int limit) {
    return await(submit(rows -> rows.receipts(drill, limit)));
  }

  @Override
  public List<DrillSummary> drills(int limit) {
    return await(submit(rows -> rows.drills(limit)));
  }

  /**
   * Acts that were made durable with their answers since it was opened. What happens by itself
   * isn't counted: when that was is part of what a trainee has to find out.
   */
  public long acts() {
    return acts.get();
  }

  /** Requests that wait for the writer now. */
  public int waiting() {
    return queue.size();
  }

  @Override
  public void close() {
    if (!closing.compareAndSet(false, true)) {
      return;
    }
    queue.offer(new Job<>(rows -> true)); // wakes the writer; where it's full, the writer is awake
    try {
      writer.join();
      session.close();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (SQLException e) {
      throw new JournalException("the journal didn't close cleanly: " + e.getMessage(), e);
    }
  }

  private CompletableFuture<Void> store(Session.Work work) {
    return submit(
            rows -> {
              work.run(rows);
              return true;
            })
        .thenAccept(stored -> {});
  }

  private <T> CompletableFuture<T> submit(Answer<T> answer) {
    Job<T> job = new Job<>(answer);
    if (closing.get()) {
      job.done.completeExceptionally(new JournalException("the journal is closed"));
    } else if (!queue.offer(job)) {
      job.done.completeExceptionally(
          new JournalException(
              "the journal can't keep up: %d requests wait already; try again in a moment"
                  .formatted(queue.size())));
    } else if (closing.get() && queue.remove(job)) { // closed in between, and not yet taken
      job.done.completeExceptionally(new JournalException("the journal is closed"));
    }
    return job.done;
  }

  private static <T> T await(CompletableFuture<T> future) {
    try {
      return future.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof JournalException known) {
        throw known;
      }
      throw e;
    }
  }

  private void write() {
    List<Job<?>> group = new ArrayList<>();
    do {
      group.clear();
      try {
        Job<?> first = inDoubt.isEmpty() ? queue.take() : queue.poll(ASK_SECONDS, TimeUnit.SECONDS);
        if (first != null) {
          group.add(first);
        }
      } catch (InterruptedException e) {
        continue; // nobody interrupts this thread; were it so, the accepted would still be served
      }
      queue.drainTo(group, GROUP_MAX - group.size());
      commit(group);
    } while (!closing.get() || !queue.isEmpty());
    fail(
        inDoubt,
        new JournalException(
            "the journal was closed while the store was away; whether this was kept shows when it is opened again"));
  }

  /**
   * Runs a group in one transaction; where that fails, each alone, so that only the faulty fail.
   */
  private void commit(List<Job<?>> group) {
    if (!settled(group) || group.isEmpty()) {
      return;
    }
    switch (session.transact(rows -> run(group, rows))) {
      case Outcome.Kept() -> acknowledge(group);
      case Outcome.Refused(JournalException why) when group.size() == 1 -> fail(group, why);
      case Outcome.Refused(_) -> group.forEach(job -> commit(List.of(job)));
      case Outcome.Away(JournalException why) -> fail(group, why);
      case Outcome.InDoubt() -> inDoubt = List.copyOf(group);
    }
  }

  /** Whether no earlier commit is in doubt any more; as long as one is, a group fails. */
  private boolean settled(List<Job<?>> group) {
    if (inDoubt.isEmpty()) {
      return true;
    }
    switch (session.settle()) {
      case Outcome.Kept() -> acknowledge(inDoubt);
      case Outcome.Refused(JournalException why) -> fail(inDoubt, why);
      case Outcome.Away(JournalException why) -> {
        fail(group, why);
        return false;
      }
    }
    inDoubt = List.of();
    return true;
  }

  private static void run(List<Job<?>> group, Rows rows) throws SQLException {
    for (Job<?> job : group) {
      job.run(rows);
    }
  }

  private void acknowledge(List<Job<?>> group) {
    group.forEach(Job::acknowledge);
  }

  private static void fail(List<Job<?>> group, JournalException why) {
    group.forEach(job -> job.done.completeExceptionally(why));
  }

  /** What a job does on the writer's thread. */
  private interface Answer<T> {
    T from(Rows rows) throws SQLException;
  }

  /** A request in the queue. */
  private static final class Job<T> {
    private final Answer<T> answer;
    private final CompletableFuture<T> done = new CompletableFuture<>();
    private @Nullable T result;

    Job(Answer<T> answer) {
      this.answer = answer;
    }

    void run(Rows rows) throws SQLException {
      result = answer.from(rows);
    }

    void acknowledge() {
      done.complete(Objects.requireNonNull(result));
    }
  }
}
