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

  /** How far a baseline reaches back, and the least. */
  private static final long BASELINE_MILLIS = 60_000;

  private static final long BASELINE_MIN_MILLIS = 30_000;

  /** A rate over half a minute climbs for as long once customers come: no part of a baseline. */
  private static final long CLIMB_MILLIS = 30_000;

  /** Seconds in a row that users may be served badly before they are held back. */
  private static final int POOR_SECONDS = 40;

  /** Seconds for which they are: longer than any call waits. */
  private static final int REST_SECONDS = 8;

  private final Course course;
  private long startedNanos;
  private volatile DrillView.@Nullable Progress progress =
      new DrillView.Progress("mesh", "The production starts", 0, null);
  private @Nullable Long healthySinceNanos;
  private boolean keeping;
  private int poorSeconds;
  private int restSeconds;
  private long restedMillis;

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
      load(production, load, () -> entry(production, entries, 0));
    } else {
      entry(production, entries, 0);
    }
  }

  private void load(Production production, double factor, Runnable next) {
    then(production, new Change.Load("*", factor, null, null, null), Announcement.SILENT, next);
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
    Production production = course.production();
    if (since == null || keeping || production == null) {
      return;
    }
    if (rests(production) || course.harmed()) {
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
    long to = tick.atMillis();
    long level = Math.max(course.firstTickMillis(), restedMillis) + CLIMB_MILLIS;
    if (course.baselineHeld() && healthy >= gate && to - level >= BASELINE_MIN_MILLIS) {
      keeping = true;
      long from = Math.max(level, to - BASELINE_MILLIS);
      course.pen().when(production.keepBaseline(), (kept, failure) -> kept(from, to, failure));
    }
  }

  /**
   * Whether customers are held back this second. A production that a slow start has thrown into a
   * storm of retries may never get up under its own traffic, just as its scenario says: whoever
   * runs it would let it catch up first.
   */
  private boolean rests(Production production) {
    if (restSeconds > 0) {
      if (--restSeconds == 0) {
        restedMillis = course.pen().millis();
        load(production, course.assignment().scenario().load(), () -> {});
      }
      return true;
    }
    poorSeconds = course.burning() ? poorSeconds + 1 : 0;
    if (poorSeconds < POOR_SECONDS) {
      return false;
    }
    LOG.info(
        "{} is down before anything was broken: its customers are held back for {} s",
        course.assignment().scenario().topology(),
        REST_SECONDS);
    poorSeconds = 0;
    restSeconds = REST_SECONDS;
    say(new DrillView.Progress("baseline", "It catches up before customers return", 0, null));
    load(production, 0, () -> {});
    return true;
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
    if (!isAt("queue")
        && course.pen().nanos() - startedNanos > course.timings().setUp().toNanos()) {
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
      if (isAt("queue")) {
        startedNanos = course.pen().nanos(); // waiting in line is nobody's fault
      }
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
