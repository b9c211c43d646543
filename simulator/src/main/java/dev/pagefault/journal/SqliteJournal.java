package dev.pagefault.journal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteConfig;

/**
 * Journals in one SQLite file, write-ahead logged and synced at each commit. One thread owns the
 * connection; what waits while a commit runs goes into the next one together.
 *
 * <pre>
 * append ─┐
 * append ─┼─► queue (bounded) ─► writer: one transaction, one sync ─► all of them complete
 * read   ─┘
 * </pre>
 *
 * The file is locked: a second server on it is refused.
 */
public final class SqliteJournal implements Journal {
  /** Name of the file in the data directory. */
  public static final String FILE = "journal.db";

  /** Requests that wait for the writer; the next is refused. */
  public static final int QUEUE_MAX = 4_096;

  /** Requests that share one commit. */
  public static final int GROUP_MAX = 256;

  private final Connection connection;
  private final Rows rows;
  private final BlockingQueue<Job<?>> queue;
  private final Thread writer;
  private final AtomicBoolean closing = new AtomicBoolean();
  private final AtomicLong commits = new AtomicLong();

  private SqliteJournal(Connection connection, int queueMax) {
    this.connection = connection;
    this.rows = new Rows(connection);
    this.queue = new ArrayBlockingQueue<>(queueMax);
    this.writer = Thread.ofPlatform().name("journal").daemon(true).unstarted(this::write);
  }

  /**
   * Opens the journal of a data directory, which is made where it is missing. Throws {@link
   * JournalException} with one sentence when that can't be.
   */
  public static SqliteJournal open(Path directory) {
    return open(directory, QUEUE_MAX);
  }

  static SqliteJournal open(Path directory, int queueMax) {
    Path file = directory.resolve(FILE);
    try {
      Files.createDirectories(directory);
    } catch (IOException e) {
      throw unusable(directory, "it can't be made", e);
    }
    if (!Files.isWritable(directory)) {
      throw unusable(directory, "it is not writable", null);
    }
    try {
      SqliteJournal journal = new SqliteJournal(connect(file), queueMax);
      journal.writer.start();
      return journal;
    } catch (SQLException e) {
      boolean busy = String.valueOf(e.getMessage()).contains("BUSY");
      throw unusable(
          directory, busy ? "another Pagefault is using it" : "SQLite says: " + e.getMessage(), e);
    }
  }

  private static Connection connect(Path file) throws SQLException {
    SQLiteConfig config = new SQLiteConfig();
    config.setLockingMode(SQLiteConfig.LockingMode.EXCLUSIVE);
    config.setJournalMode(SQLiteConfig.JournalMode.WAL);
    config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
    config.setTransactionMode(SQLiteConfig.TransactionMode.IMMEDIATE);
    config.setBusyTimeout(0);
    Connection connection = config.createConnection("jdbc:sqlite:" + file);
    try {
      connection.setAutoCommit(false);
      Schema.prepare(connection, file);
      connection.commit();
      return connection;
    } catch (SQLException | JournalException e) {
      connection.close();
      throw e;
    }
  }

  @Override
  public CompletableFuture<Void> open(DrillHeader header, List<Entry> first) {
    return store(() -> {
      rows.insert(header);
      rows.insert(first);
    });
  }

  @Override
  public CompletableFuture<Void> append(List<Entry> entries, @Nullable Receipt receipt) {
    return store(() -> {
      rows.insert(entries);
      if (receipt != null) {
        rows.insert(receipt);
      }
    });
  }

  @Override
  public CompletableFuture<Void> summarise(String drill, String ended, @Nullable Double score) {
    return store(() -> rows.summarise(drill, ended, score));
  }

  @Override
  public List<Entry> read(String drill) {
    return await(submit(() -> rows.entries(drill)));
  }

  @Override
  public Optional<DrillHeader> header(String drill) {
    return await(submit(() -> rows.header(drill)));
  }

  @Override
  public List<Receipt> receipts(String drill, int limit) {
    return await(submit(() -> rows.receipts(drill, limit)));
  }

  @Override
  public List<DrillSummary> drills(int limit) {
    return await(submit(() -> rows.drills(limit)));
  }

  /** Transactions that were made durable since it was opened. */
  public long commits() {
    return commits.get();
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
    queue.offer(new Job<>(() -> true)); // wakes the writer; where it's full, the writer is awake
    try {
      writer.join();
      connection.close();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (SQLException e) {
      throw new JournalException("the journal didn't close cleanly: " + e.getMessage(), e);
    }
  }

  private CompletableFuture<Void> store(Store store) {
    return submit(
            () -> {
              store.run();
              return true;
            })
        .thenAccept(stored -> {});
  }

  private <T> CompletableFuture<T> submit(Work<T> work) {
    Job<T> job = new Job<>(work);
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
        group.add(queue.take());
      } catch (InterruptedException e) {
        continue; // nobody interrupts this thread; were it so, the accepted would still be served
      }
      queue.drainTo(group, GROUP_MAX - group.size());
      commit(group);
    } while (!closing.get() || !queue.isEmpty());
  }

  /**
   * Runs a group in one transaction; where that fails, each alone, so that only the faulty fail.
   */
  private void commit(List<Job<?>> group) {
    try {
      group.forEach(Job::run);
      connection.commit();
      commits.incrementAndGet();
    } catch (SQLException | RuntimeException e) {
      rollback();
      if (group.size() == 1) {
        group.getFirst().done.completeExceptionally(said(e));
        return;
      }
      group.forEach(job -> commit(List.of(job)));
      return;
    }
    group.forEach(Job::acknowledge);
  }

  private void rollback() {
    try {
      connection.rollback();
    } catch (SQLException e) {
      // The transaction is gone already; the failure that led here is the one that is told.
    }
  }

  private static JournalException said(Exception failure) {
    Throwable beneath = failure.getCause();
    Throwable cause = failure instanceof Failed && beneath != null ? beneath : failure;
    if (cause instanceof JournalException known) {
      return known;
    }
    String text = String.valueOf(cause.getMessage());
    boolean full = text.contains("SQLITE_FULL");
    return new JournalException(
        full
            ? "the journal's disk is full; free some space, nothing acknowledged was lost"
            : "the journal could not be written: " + text,
        cause);
  }

  private static JournalException unusable(Path directory, String why, @Nullable Throwable cause) {
    String sentence =
        "can't keep journals in %s: %s; choose another directory with --data"
            .formatted(directory, why);
    return cause == null ? new JournalException(sentence) : new JournalException(sentence, cause);
  }

  /** What a job does on the writer's thread. */
  private interface Work<T> {
    T run() throws SQLException;
  }

  /** The same, for what only stores. */
  private interface Store {
    void run() throws SQLException;
  }

  /** A request in the queue. */
  private static final class Job<T> {
    private final Work<T> work;
    private final CompletableFuture<T> done = new CompletableFuture<>();
    private @Nullable T result;

    Job(Work<T> work) {
      this.work = work;
    }

    void run() {
      try {
        result = work.run();
      } catch (SQLException e) {
        throw new Failed(e);
      }
    }

    void acknowledge() {
      done.complete(Objects.requireNonNull(result));
    }
  }

  /** Carries a failure of SQLite out of a lambda. */
  private static final class Failed extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Failed(SQLException cause) {
      super(cause);
    }
  }
}
