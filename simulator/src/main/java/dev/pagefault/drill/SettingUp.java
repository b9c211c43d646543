package dev.pagefault.drill;

import dev.pagefault.control.Production;
import dev.pagefault.control.Production.Announcement;
import dev.pagefault.incident.Signal;
import dev.pagefault.incident.Tick;
import dev.pagefault.journal.JournalEvent;
import dev.pagefault.scenario.Change;
import dev.pagefault.scenario.Scenario;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A production is taken, made to look back on its history, and seen healthy.
 *
 * <pre>
 * take ─► history, oldest first ─► baseline held, and healthy for the gate's length ─► keep baseline ─► on call
 * </pre>
 */
final class SettingUp implements Phase {
  private static final Logger LOG = LoggerFactory.getLogger(SettingUp.class);

  /** How far a baseline reaches back. */
  private static final long BASELINE_MILLIS = 60_000;

  private final Course course;
  private long startedNanos;
  private volatile DrillView.@Nullable Progress progress =
      new DrillView.Progress("mesh", "The production starts", 0, null);
  private @Nullable Long healthySinceNanos;
  private boolean keeping;

  SettingUp(Course course) {
    this.course = course;
    this.startedNanos = course.pen().nanos();
  }

  /** Takes a production and goes on from there. */
  void start() {
    course
        .pen()
        .when(
            course
                .source()
                .take(
                    course.assignment().scenario().topology(),
                    course.seed(),
                    told -> course.pen().post(() -> say(told))),
            this::taken);
  }

  private void taken(ProductionSource.@Nullable Warm warm, @Nullable Throwable failure) {
    if (!course.in(this)) {
      if (warm != null) {
        course.discard(warm.production());
      }
    } else if (warm == null) {
      course.end("invalid", "The production could not be started: " + why(failure));
    } else {
      course.attach(warm);
      history(warm.production());
    }
  }

  /** Waits, on the same production, until it is healthy again. */
  void again() {
    healthySinceNanos = course.pen().nanos();
  }

  private void history(Production production) {
    List<Scenario.Entry> entries =
        course.assignment().scenario().history().stream()
            .sorted(Comparator.comparing(Scenario.Entry::at))
            .toList();
    double load = course.assignment().scenario().load();
    if (load != 1) {
      Change.Load all = new Change.Load("*", load, null, null, null);
      then(production, all, Announcement.SILENT, () -> entry(production, entries, 0));
    } else {
      entry(production, entries, 0);
    }
  }

  private void entry(Production production, List<Scenario.Entry> entries, int next) {
    if (next == entries.size()) {
      healthySinceNanos = course.pen().nanos();
      say(new DrillView.Progress("baseline", "Everything is watched until it is healthy", 0, null));
      return;
    }
    say(
        new DrillView.Progress(
            "history", "Releases of the last days", (double) next / entries.size(), null));
    Scenario.Entry entry = entries.get(next);
    Announcement announcement =
        new Announcement(
            entry.announced(),
            entry.id(),
            course.pen().millis() + entry.at().toMillis(),
            entry.author(),
            entry.summary(),
            entry.diff());
    then(production, entry.change(), announcement, () -> entry(production, entries, next + 1));
  }

  private void then(
      Production production, Change change, Announcement announcement, Runnable next) {
    course
        .pen()
        .when(
            production.apply(change, announcement),
            (applied, failure) -> {
              if (!course.in(this)) {
                return;
              }
              if (failure == null) {
                next.run();
              } else {
                LOG.warn("a scenario's history can't be applied: {}", change, failure);
                course.end("invalid", "The scenario can't be set up on this production");
              }
            });
  }

  @Override
  public void tick(Tick tick, List<Signal> signals) {
    Long since = healthySinceNanos;
    if (since == null || keeping) {
      return;
    }
    if (course.harmed()) {
      healthySinceNanos = course.pen().nanos();
      return;
    }
    long healthy = course.pen().nanos() - since;
    long gate = course.timings().gate().toNanos();
    if (isAt("baseline")) {
      double share = Math.min(1, (double) healthy / gate);
      say(
          new DrillView.Progress(
              "baseline",
              course.baselineHeld() ? "Healthy; a moment longer" : "Measuring what healthy is",
              course.baselineHeld() ? share : share / 2,
              null));
    }
    Production production = course.production();
    if (course.baselineHeld() && healthy >= gate && production != null) {
      keeping = true;
      long to = tick.atMillis();
      long from = Math.max(course.firstTickMillis(), to - BASELINE_MILLIS);
      course.pen().when(production.keepBaseline(), (kept, failure) -> kept(from, to, failure));
    }
  }

  private void kept(long from, long to, @Nullable Throwable failure) {
    if (!course.in(this)) {
      return;
    }
    course.healthy(new JournalEvent.Warmed(from, to));
    if (failure != null) {
      course.end("invalid", "The production's baseline could not be read: " + why(failure));
    } else if (course.pen().ledger().paged() != null) {
      course.enter(new Incident(course, true));
    } else {
      course.pen().write(new JournalEvent.Warmed(from, to));
      course.enter(new OnCall(course));
    }
  }

  @Override
  public void pulse() {
    if (isAt("queue")) {
      startedNanos = course.pen().nanos(); // waiting in line is nobody's fault
    } else if (course.pen().nanos() - startedNanos > course.timings().setUp().toNanos()) {
      course.end(
          "invalid",
          "The production did not get healthy within %d s; this machine may be busy"
              .formatted(course.timings().setUp().toSeconds()));
    }
  }

  private boolean isAt(String stage) {
    DrillView.Progress now = progress;
    return now != null && now.stage().equals(stage);
  }

  private void say(DrillView.Progress told) {
    if (!told.equals(progress)) {
      progress = told;
      course.pen().changed();
    }
  }

  @Override
  public DrillView.@Nullable Progress progress() {
    return progress;
  }

  private static String why(@Nullable Throwable failure) {
    return failure == null ? "no reason given" : String.valueOf(failure.getMessage());
  }
}
