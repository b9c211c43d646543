package dev.pagefault.drill;

import dev.pagefault.incident.Signal;
import dev.pagefault.incident.Tick;
import dev.pagefault.journal.JournalEvent;
import dev.pagefault.time.Seed;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** All is well for a short time that the seed draws; then the fault comes. */
final class OnCall implements Phase {
  private final Course course;
  private final long dueNanos;

  OnCall(Course course) {
    this.course = course;
    long min = course.timings().waitMin().toNanos();
    long max = course.timings().waitMax().toNanos();
    long wait = min + (long) (new Seed(course.seed()).stream("wait").nextDouble() * (max - min));
    this.dueNanos = course.pen().nanos() + wait;
  }

  @Override
  public void tick(Tick tick, List<Signal> signals) {
    if (course.harmed()) { // not by us: a fault on top of it would prove nothing
      course.unsteady();
    } else if (course.pen().nanos() >= dueNanos) {
      course.pen().write(new JournalEvent.Injected(course.pen().millis()));
      course.enterUnseen(new Incident(course, false));
    }
  }

  @Override
  public void pulse() {}

  @Override
  public DrillView.@Nullable Progress progress() {
    return null;
  }
}
