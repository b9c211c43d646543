package dev.pagefault.drill;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs tasks one after the other on a virtual thread, which lives only while there are any. Tasks
 * may block. Safe to call from any thread.
 */
final class Mailbox {
  private static final Logger LOG = LoggerFactory.getLogger(Mailbox.class);

  private final String name;
  private final int max;
  private final Deque<Runnable> waiting = new ArrayDeque<>();
  private boolean running;

  Mailbox(String name, int max) {
    this.name = name;
    this.max = max;
  }

  /** Whether the task was taken; it isn't when {@code max} wait already. */
  synchronized boolean offer(Runnable task) {
    if (waiting.size() >= max) {
      return false;
    }
    waiting.add(task);
    if (!running) {
      running = true;
      Thread.ofVirtual().name(name).start(this::work);
    }
    return true;
  }

  /** Whether nothing waits or runs. */
  synchronized boolean idle() {
    return !running;
  }

  private void work() {
    for (Runnable task = next(); task != null; task = next()) {
      try {
        task.run();
      } catch (RuntimeException e) {
        LOG.error("{}: a task failed; the drill goes on with the next", name, e);
      }
    }
  }

  private synchronized @Nullable Runnable next() {
    Runnable task = waiting.poll();
    running = task != null;
    return task;
  }
}
