package dev.pagefault.hardware;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Threads of the operating system's that burn processor time for virtual threads, which have none
 * of their own and would keep their carrier from all others. A thread that has nothing to do ends
 * after {@value #IDLE_SECONDS} s; there are never more than callers at once. Any thread may call;
 * whoever makes it closes it.
 */
final class Burners implements AutoCloseable {
  /** What the threads are called. */
  static final String NAME = "cpu";

  private static final int IDLE_SECONDS = 5;

  /**
   * Between two looks at the time, some 50 microseconds: a look asks the kernel, which holds its
   * processor's queue meanwhile.
   */
  private static final int ROUNDS = 20_000;

  private final ThreadMXBean times = ManagementFactory.getThreadMXBean();
  private final ThreadPoolExecutor threads =
      new ThreadPoolExecutor(
          0,
          Integer.MAX_VALUE,
          IDLE_SECONDS,
          TimeUnit.SECONDS,
          new SynchronousQueue<>(),
          Thread.ofPlatform().daemon().name(NAME).factory());

  /** Written so that no compiler leaves out the work that leads to it. */
  @SuppressWarnings("UnusedVariable")
  private volatile long result;

  /** Throws {@link UnsupportedOperationException} on a JVM that doesn't count threads' time. */
  Burners() {
    if (!times.isCurrentThreadCpuTimeSupported()) {
      throw new UnsupportedOperationException("this JVM doesn't count what a thread has computed");
    }
    times.setThreadCpuTimeEnabled(true);
  }

  /**
   * Burns {@code nanos} of processor time and returns what it came to: some ten microseconds more;
   * less only when this was closed meanwhile. Time in which the thread doesn't run, because others
   * do or because the container is frozen, doesn't count. An interruption ends the burning as soon
   * as its thread runs again.
   */
  long burn(long nanos) throws InterruptedException {
    Future<Long> burning = threads.submit(() -> compute(nanos));
    try {
      return burning.get();
    } catch (InterruptedException e) {
      burning.cancel(true);
      throw e;
    } catch (ExecutionException e) {
      throw new IllegalStateException("a thread broke while it computed", e);
    }
  }

  /** How many are at it. */
  int burning() {
    return threads.getActiveCount();
  }

  /** Ends what is being burned; to burn afterwards is a bug and is rejected. */
  @Override
  public void close() {
    threads.shutdownNow();
  }

  private long compute(long nanos) {
    Thread self = Thread.currentThread();
    long began = times.getCurrentThreadCpuTime();
    long burned = 0;
    long bits = began | 1;
    while (burned < nanos && !self.isInterrupted()) {
      bits = churn(bits);
      burned = times.getCurrentThreadCpuTime() - began;
    }
    result = bits;
    return burned;
  }

  /** Xorshift (Marsaglia, "Xorshift RNGs", 2003): each round needs the one before. */
  private static long churn(long from) {
    long bits = from;
    for (int i = 0; i < ROUNDS; i++) {
      bits ^= bits << 13;
      bits ^= bits >>> 7;
      bits ^= bits << 17;
    }
    return bits;
  }
}
