package dev.pagefault.web;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Runs calls away from the event loops, each top to bottom on a virtual thread of its own, and not
 * more than the machine can bear.
 */
final class Calls implements AutoCloseable {
  /** Calls at a time; the next is answered 503. */
  static final int MAX_AT_WORK = 128;

  /** Queries over series, logs and traces at a time; others wait their turn. */
  static final int MAX_QUERIES = 4;

  /** How long a query waits for its turn. */
  static final int QUERY_WAIT_SECONDS = 5;

  private final ExecutorService threads =
      Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("call-", 0).factory());
  private final AtomicInteger atWork = new AtomicInteger();
  private final Semaphore queries = new Semaphore(MAX_QUERIES, true);

  /** Whether {@code work} was taken: it is not when too much is going on. */
  boolean run(Runnable work) {
    if (atWork.incrementAndGet() > MAX_AT_WORK) {
      atWork.decrementAndGet();
      return false;
    }
    threads.execute(() -> {
      try {
        work.run();
      } finally {
        atWork.decrementAndGet();
      }
    });
    return true;
  }

  /** Runs a query once it is its turn; call it on a call's own thread. */
  Reply query(Query query) throws Exception {
    if (!queries.tryAcquire(QUERY_WAIT_SECONDS, TimeUnit.SECONDS)) {
      throw new Refusal(
          Problem.of(
              Problem.Kind.BUSY,
              MAX_QUERIES
                  + " queries have been running for "
                  + QUERY_WAIT_SECONDS
                  + " s; try again"));
    }
    try {
      return query.run();
    } finally {
      queries.release();
    }
  }

  /** Calls that are being worked on. */
  int atWork() {
    return atWork.get();
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }

  /** A read that costs processor time. */
  interface Query {
    /** Its answer. */
    Reply run() throws Exception;
  }
}
