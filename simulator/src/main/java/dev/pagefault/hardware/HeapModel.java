package dev.pagefault.hardware;

import dev.pagefault.time.Clock;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/**
 * A heap on paper: an account of what a program holds and throws away, by stated size, from which
 * collections, their pauses and the end follow (see {@link HeapLedger} for the formulas). The
 * objects themselves are their owners'.
 *
 * <p>Alive until {@link HeapListener#ended}; from then on it ignores what it is told, and a
 * restarted process gets a new one. Nothing blocks except {@link #safepoint}. Owns no thread and
 * nothing to close.
 */
public final class HeapModel implements Heap {
  private final Clock clock;
  private final HeapListener listener;
  private final HeapLedger ledger;

  /** The heap of a process that has just started. */
  public HeapModel(HeapSpec spec, HeapListener listener, Clock clock) {
    this.clock = clock;
    this.listener = listener;
    this.ledger = new HeapLedger(spec, clock.nanos());
  }

  @Override
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

  @Override
  public void allocate(long bytes) {
    check(bytes);
    HeapLedger.News news;
    synchronized (ledger) {
      ledger.allocate(bytes, clock.nanos());
      news = ledger.news();
    }
    tell(news);
  }

  @Override
  public void collect() {
    HeapLedger.News news;
    synchronized (ledger) {
      ledger.collect(clock.nanos());
      news = ledger.news();
    }
    tell(news);
  }

  @Override
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

  @Override
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

  @Override
  public Optional<HeapEnd> end() {
    synchronized (ledger) {
      return Optional.ofNullable(ledger.end());
    }
  }

  @Override
  public HeapSpec spec() {
    synchronized (ledger) {
      return ledger.spec();
    }
  }

  @Override
  public HeapStat stat() {
    synchronized (ledger) {
      return ledger.stat();
    }
  }

  @Override
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

  /** Refuses what no heap takes at once. */
  static void check(long bytes) {
    if (bytes < 0 || bytes > MAX_ALLOCATION) {
      throw new IllegalArgumentException(
          "bytes must be 0 to %d: %d".formatted(MAX_ALLOCATION, bytes));
    }
  }
}
