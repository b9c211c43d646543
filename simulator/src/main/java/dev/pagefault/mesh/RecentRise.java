package dev.pagefault.mesh;

import dev.pagefault.time.Clock;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;

/**
 * How much somebody else's counter rose in the last {@link Figures#WINDOW_SECONDS}, as well as it
 * was looked at meanwhile. Safe for any thread.
 */
final class RecentRise {
  private static final long WINDOW_NANOS = TimeUnit.SECONDS.toNanos(Figures.WINDOW_SECONDS);

  private final Clock clock;
  private final Deque<Mark> marks = new ArrayDeque<>();

  RecentRise(Clock clock) {
    this.clock = clock;
  }

  private record Mark(long nanos, long total) {}

  /** The rise up to where the counter stands now; nothing at the first look. */
  synchronized long to(long total) {
    long now = clock.nanos();
    marks.addLast(new Mark(now, total));
    Mark first = marks.removeFirst();
    while (!marks.isEmpty() && now - marks.getFirst().nanos() >= WINDOW_NANOS) {
      first = marks.removeFirst();
    }
    marks.addFirst(first);
    return Math.max(0, total - first.total());
  }
}
