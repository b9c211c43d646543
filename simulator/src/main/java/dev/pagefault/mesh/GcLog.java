package dev.pagefault.mesh;

import dev.pagefault.hardware.GcPause;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** The latest collections of a process, at most {@value #KEPT}. Any thread. */
final class GcLog {
  /** Collections kept. */
  static final int KEPT = 512;

  private final Deque<GcPause> pauses = new ArrayDeque<>();

  synchronized void add(GcPause pause) {
    pauses.add(pause);
    if (pauses.size() > KEPT) {
      pauses.remove();
    }
  }

  /** Those that were not over at an instant. */
  synchronized List<GcPause> since(long nanos) {
    return pauses.stream().filter(it -> it.beganNanos() + it.nanos() - nanos > 0).toList();
  }

  /** The longest since an instant, of one kind and cause; nanoseconds. */
  long longest(long sinceNanos, GcPause.Kind kind, GcPause.Cause cause) {
    return since(sinceNanos).stream()
        .filter(pause -> pause.kind() == kind && pause.cause() == cause)
        .mapToLong(GcPause::nanos)
        .max()
        .orElse(0);
  }

  /** The share of the time between two instants in which the process stood still, 0 to 1. */
  double share(long fromNanos, long toNanos) {
    long paused = 0;
    for (GcPause pause : since(fromNanos)) {
      long begin = Math.max(0, pause.beganNanos() - fromNanos);
      long end = Math.min(toNanos - fromNanos, pause.beganNanos() + pause.nanos() - fromNanos);
      paused += Math.max(0, end - begin);
    }
    return toNanos - fromNanos <= 0 ? 0 : Math.min(1, (double) paused / (toNanos - fromNanos));
  }
}
