package dev.pagefault.hardware;

import dev.pagefault.time.Clock;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/**
 * A JVM's heap in a container with a memory limit: an account of what a program holds and throws
 * away, by stated size, from which collections, their pauses and the end follow (see {@link
 * HeapLedger} for the formulas). The objects themselves are their owners'.
 *
 * <p>Alive until {@link HeapListener#ended}; from then on it ignores what it is told, and a
 * restarted process gets a new one. Safe for any number of threads. Nothing blocks except {@link
 * #safepoint}, which everything that stands for the process' own work calls before it goes on. Owns
 * no thread and nothing to close.
 */
public final class Heap {
  /** The most that may be allocated at once, bytes; more is a mistake in a scenario. */
  public static final long MAX_ALLOCATION = 1L << 30;

  private final Clock clock;
  private final HeapListener listener;
  private final HeapLedger ledger;

  /** The heap of a process that has just started. */
  public Heap(HeapSpec spec, HeapListener listener, Clock clock) {
    this.clock = clock;
    this.listener = listener;
    this.ledger = new HeapLedger(spec, clock.nanos());
  }

  /**
   * Charges an object of {@code type} (a class name, as the histogram shall show it; the 65th and
   * later types share a row) with {@code bytes} until it is released.
   */
  public Retained retain(String type, long bytes) {
    check(bytes);
    Retained held;
    HeapLedger.News news;
    synchronized (ledger) {
      held = ledger.retain(type, bytes, clock.nanos());
      news = ledger.news();
    }
    tell(news);
    return held;
  }

  /** Charges {@code bytes} of objects that are garbage at once, as a request leaves them. */
  public void allocate(long bytes) {
    check(bytes);
    HeapLedger.News news;
    synchronized (ledger) {
      ledger.allocate(bytes, clock.nanos());
      news = ledger.news();
    }
    tell(news);
  }

  /** Collects everything, as {@code System.gc()} does. */
  public void collect() {
    HeapLedger.News news;
    synchronized (ledger) {
      ledger.collect(clock.nanos());
      news = ledger.news();
    }
    tell(news);
  }

  /**
   * Changes both limits from now on. A container's limit below what the process has in use kills it
   * at once; a real JVM takes another {@code -Xmx} only when it starts.
   */
  public void limit(long heapMaxBytes, long containerBytes) {
    HeapLedger.News news;
    synchronized (ledger) {
      ledger.limit(heapMaxBytes, containerBytes, clock.nanos());
      news = ledger.news();
    }
    tell(news);
  }

  /** Changes what the process takes beside its heap: threads' stacks, direct buffers. Bytes. */
  public void nativeMemory(long bytes) {
    HeapLedger.News news;
    synchronized (ledger) {
      ledger.nativeMemory(bytes);
      news = ledger.news();
    }
    tell(news);
  }

  /** When the last pause ends or ended, on the clock it was given. */
  public long pauseEnds() {
    synchronized (ledger) {
      return ledger.pauseEnds();
    }
  }

  /** Returns when no collection is under way; at once when the heap is dead. */
  public void safepoint() throws InterruptedException {
    long wait = pauseLeft();
    while (wait > 0) {
      LockSupport.parkNanos(this, wait);
      if (Thread.interrupted()) {
        throw new InterruptedException("interrupted while waiting for a collection");
      }
      wait = pauseLeft();
    }
  }

  /** How it ended, if it has. */
  public Optional<HeapEnd> end() {
    synchronized (ledger) {
      return Optional.ofNullable(ledger.end());
    }
  }

  /** Its limits now. */
  public HeapSpec spec() {
    synchronized (ledger) {
      return ledger.spec();
    }
  }

  /** Its figures now. */
  public HeapStat stat() {
    synchronized (ledger) {
      return ledger.stat();
    }
  }

  /** What is alive, by type. */
  public ClassHistogram histogram() {
    synchronized (ledger) {
      return ledger.histogram();
    }
  }

  private long pauseLeft() {
    synchronized (ledger) {
      return ledger.end() == null ? ledger.pauseEnds() - clock.nanos() : 0;
    }
  }

  private void tell(HeapLedger.News news) {
    for (GcPause pause : news.pauses()) {
      listener.collected(pause);
    }
    HeapEnd end = news.end();
    if (end != null) {
      listener.ended(end);
    }
  }

  private static void check(long bytes) {
    if (bytes < 0 || bytes > MAX_ALLOCATION) {
      throw new IllegalArgumentException(
          "bytes must be 0 to %d: %d".formatted(MAX_ALLOCATION, bytes));
    }
  }
}
