package dev.pagefault.toxiproxy;

import io.netty.channel.EventLoop;
import io.netty.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The timers of one event loop's stubs, counted. They are Netty's own, below Vert.x's, whose
 * resolution of a millisecond is too coarse for a slicer's microseconds. Used on that loop only.
 */
record Alarms(EventLoop loop, AtomicInteger pending) {

  /** Runs {@code action} on the loop once {@code nanos} have passed, unless cancelled before. */
  Alarm after(long nanos, Runnable action) {
    Alarm alarm = new Alarm(action);
    pending.incrementAndGet();
    alarm.timer = loop.schedule(alarm, nanos, TimeUnit.NANOSECONDS);
    return alarm;
  }

  final class Alarm implements Runnable {
    private final Runnable action;
    private @Nullable ScheduledFuture<?> timer;
    private boolean over;

    private Alarm(Runnable action) {
      this.action = action;
    }

    @Override
    public void run() {
      over();
      action.run();
    }

    void cancel() {
      if (!over) {
        over();
        if (timer != null) {
          timer.cancel(false);
        }
      }
    }

    private void over() {
      over = true;
      pending.decrementAndGet();
    }
  }
}
