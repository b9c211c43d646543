package dev.pagefault.mesh;

import dev.pagefault.hardware.CpuStat;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;

/**
 * A processor's counters as they stood in the last seconds, so that a diagnostic tells what it did
 * lately: load that comes in waves is in one second and not in the next. Any thread.
 */
final class CpuMarks {
  /** How far a diagnostic looks back; several waves of some seconds fit in. */
  static final int WINDOW_SECONDS = 10;

  private static final long WINDOW_NANOS = TimeUnit.SECONDS.toNanos(WINDOW_SECONDS);

  private final Deque<Mark> marks = new ArrayDeque<>();

  /** The counters at a moment of monotonic time. */
  record Mark(long nanos, CpuStat stat) {}

  /** With what the processor had done before the process was born: a real one's counters go on. */
  CpuMarks(long bornNanos, CpuStat before) {
    marks.add(new Mark(bornNanos, before));
  }

  /** Sets a mark and returns the one before. */
  synchronized Mark set(long nanos, CpuStat stat) {
    Mark before = marks.getLast();
    marks.add(new Mark(nanos, stat));
    forget(nanos);
    return before;
  }

  /** The mark that the window before a moment begins with; the process's birth at the earliest. */
  synchronized Mark windowBefore(long nanos) {
    forget(nanos);
    return marks.getFirst();
  }

  private void forget(long nanos) {
    while (marks.size() > 1 && nanos - marks.getFirst().nanos() > WINDOW_NANOS) {
      marks.removeFirst();
    }
  }
}
