package dev.pagefault.mesh;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The thread pool of an instance's server: so many workers, each a virtual thread, and a bounded
 * queue before them. What finds neither a worker nor a place is refused. Workers start when they
 * are first needed and end with {@link #close}.
 *
 * <pre>
 *   event loop ── offer ──▶ [ queue, bounded ] ──▶ worker 1 … worker N
 * </pre>
 */
final class Workers {

  /** What a worker does from start to end. */
  interface Job {
    void run() throws InterruptedException;

    /** Where it stands, or null: not begun. */
    @Nullable Exchange exchange();
  }

  /** What a worker is at. */
  record Busy(int number, Exchange exchange) {}

  private static final Logger LOG = LoggerFactory.getLogger(Workers.class);

  private final LinkedBlockingDeque<Job> queue = new LinkedBlockingDeque<>();
  private final AtomicInteger pending = new AtomicInteger(); // queued and at work
  private final AtomicInteger active = new AtomicInteger();
  private final List<Worker> workers = new ArrayList<>();
  private final List<Worker> leaving = new ArrayList<>(); // told to end, and not ended yet
  private volatile int started;
  private volatile int max;
  private volatile int queueMax;
  private volatile boolean closed;

  Workers(int max, int queueMax) {
    this.max = max;
    this.queueMax = queueMax;
  }

  /** Changes the bounds; workers too many end when they are done, idle ones when they are woken. */
  void limit(int max, int queueMax) {
    this.max = max;
    this.queueMax = queueMax;
    synchronized (workers) {
      while (workers.size() > max) {
        Worker surplus = workers.removeLast();
        surplus.retired = true;
        leaving.add(surplus);
      }
      started = workers.size();
    }
    while (started < Math.min(max, pending.get())) {
      startOne();
    }
  }

  /** Hands a job over; false when there is no room for it. */
  boolean offer(Job job) {
    if (closed) {
      return false;
    }
    int now = pending.incrementAndGet();
    if (now > max + queueMax) {
      pending.decrementAndGet();
      return false;
    }
    if (now > started && started < max) {
      startOne();
    }
    return queue.offer(job);
  }

  /** What is handed over to an idle worker is at work, also before its thread has begun with it. */
  int active() {
    return Math.max(active.get(), Math.min(max, pending.get()));
  }

  int queued() {
    return Math.max(0, pending.get() - active());
  }

  int max() {
    return max;
  }

  int queueMax() {
    return queueMax;
  }

  /** What each worker is at, by number; idle ones are left out. */
  List<Busy> busy() {
    List<Busy> busy = new ArrayList<>();
    synchronized (workers) {
      for (Worker worker : present()) {
        Job job = worker.job;
        Exchange exchange = job == null ? null : job.exchange();
        if (exchange != null) {
          busy.add(new Busy(worker.number, exchange));
        }
      }
    }
    return busy;
  }

  /** As {@link java.util.concurrent.ThreadPoolExecutor} prints itself. */
  @Override
  public String toString() {
    return "http[Running, pool size = %d, active threads = %d, queued tasks = %d, queue max = %d]"
        .formatted(max, active(), queued(), queueMax);
  }

  /** Interrupts what is at work and throws away what waits. */
  void close() {
    closed = true;
    queue.clear();
    synchronized (workers) {
      present().forEach(worker -> worker.thread.interrupt());
      workers.clear();
      leaving.clear();
    }
  }

  /** Those included that are leaving. Under the lock of {@link #workers}. */
  private List<Worker> present() {
    List<Worker> present = new ArrayList<>(workers);
    present.addAll(leaving);
    return present;
  }

  private void startOne() {
    synchronized (workers) {
      if (workers.size() < max && !closed) {
        Worker worker = new Worker(workers.size() + 1);
        workers.add(worker);
        started = workers.size();
        worker.thread.start();
      }
    }
  }

  private final class Worker implements Runnable {
    private final int number;
    private final Thread thread;
    private volatile @Nullable Job job;
    private volatile boolean retired;

    Worker(int number) {
      this.number = number;
      this.thread = Thread.ofVirtual().name("http-" + number).unstarted(this);
    }

    @Override
    public void run() {
      try {
        while (!closed && !retired) {
          Job next = queue.takeFirst();
          if (retired) {
            queue.putFirst(next); // another's: this one was idle when it was told to end
          } else {
            work(next);
          }
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt(); // closed: the worker ends
      } finally {
        synchronized (workers) {
          leaving.remove(this);
        }
      }
    }

    private void work(Job next) throws InterruptedException {
      job = next;
      active.incrementAndGet();
      try {
        next.run();
      } catch (RuntimeException e) {
        LOG.error("a request was left without an answer", e);
      } finally {
        job = null;
        active.decrementAndGet();
        pending.decrementAndGet();
      }
    }
  }
}
