package dev.pagefault.drill;

import dev.pagefault.control.Production;
import dev.pagefault.control.Production.Announcement;
import dev.pagefault.incident.Signal;
import dev.pagefault.incident.Tick;
import dev.pagefault.journal.JournalEvent;
import dev.pagefault.scenario.Change;
import dev.pagefault.scenario.Scenario;
import dev.pagefault.scenario.Topology;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** From the fault on: it unfolds, pages, is worked, and is verified when somebody says so. */
final class Incident implements Phase {
  private final Course course;
  private final long startedNanos;
  private final long startedMillis;
  private final List<Scenario.Event> pending;
  private final Fired fired;
  private volatile boolean restoring;
  private boolean reapplying;

  /** What had begun was over before it paged: it was not yet what will page. */
  private boolean passed;

  private volatile @Nullable Verification verification;

  /** {@code restoring}: it has paged before, in a server that died. */
  Incident(Course course, boolean restoring) {
    this.course = course;
    this.restoring = restoring;
    this.startedNanos = course.pen().nanos();
    this.startedMillis = course.pen().millis();
    this.fired = new Fired(course);
    this.pending = new ArrayList<>(course.assignment().scenario().timeline());
    pending.sort(Comparator.comparing(Scenario.Event::at));
    unfold();
  }

  /** Whether everything that unfolds has done so. */
  boolean steady() {
    return pending.isEmpty() && !restoring;
  }

  /** Begins to measure whether it is mended. */
  void verify() {
    verification = new Verification(course, fired);
    course.pen().changed();
  }

  @Override
  public void tick(Tick tick, List<Signal> signals) {
    unfold();
    for (Signal signal : signals) {
      hear(signal);
    }
    Verification running = verification;
    if (running != null) {
      Verification.Result result = running.tick(tick, signals);
      course.pen().changed();
      if (result != null) {
        judge(result);
      }
    }
    if (restoring && pending.isEmpty() && !reapplying) {
      reapplying = true;
      reapply(course.standing());
    }
  }

  private void hear(Signal signal) {
    Ledger ledger = course.pen().ledger();
    switch (signal) {
      case Signal.BaselineHeld held -> {}
      case Signal.Onset onset -> {
        if (!begun(ledger)) {
          passed = false;
          long at = Math.max(startedMillis, onset.atMillis()); // a window may reach back further
          course.pen().write(new JournalEvent.OnsetMeasured(at));
        }
      }
      case Signal.Page page -> {
        if (ledger.paged() == null) {
          course.pen().write(paged(page));
        }
      }
      case Signal.Recovered recovered -> {
        Verification running = verification;
        boolean ofReplay = running != null && running.replays(); // mitigated was before
        if (ledger.paged() == null) {
          passed = true;
        } else if (!restoring && !ofReplay) {
          course.pen().write(new JournalEvent.Mitigated(recovered.atMillis()));
        }
      }
    }
  }

  private boolean begun(Ledger ledger) {
    return ledger.onset() != null && !passed;
  }

  private JournalEvent.Paged paged(Signal.Page page) {
    Topology topology = course.assignment().topology();
    Topology.Slo slo = Objects.requireNonNull(topology.slos().get(page.slo()), page.slo());
    Topology.Service service = topology.services().get(slo.service());
    return new JournalEvent.Paged(
        page.slo(),
        slo.title(),
        slo.service(),
        service == null ? "" : service.owner(),
        page.burnRate(),
        page.sinceMillis(),
        page.atMillis(),
        SloQuery.of(slo));
  }

  private void unfold() {
    long since = course.pen().nanos() - startedNanos;
    while (!pending.isEmpty() && pending.getFirst().at().toNanos() <= since) {
      fired.fire(pending.removeFirst(), true);
    }
  }

  private void judge(Verification.Result result) {
    List<JournalEvent> events = new ArrayList<>();
    JournalEvent.TriggerReplayed replayed = result.replayed();
    if (replayed != null) {
      events.add(replayed);
    }
    events.add(result.verified());
    verification = null;
    if (result.worked()) {
      course.end("resolved", result.verified().detail(), events);
    } else {
      course.pen().write(events.toArray(JournalEvent[]::new));
    }
  }

  /** Makes again what participants had changed before the server died. */
  private void reapply(List<Ledger.Made> left) {
    Production production = course.production();
    if (left.isEmpty() || production == null) {
      course.pen().write(new JournalEvent.Restored("Set up again as it was; work goes on"));
      restoring = false;
      return;
    }
    Ledger.Made made = left.getFirst();
    Change change = made.change().change();
    Announcement announcement =
        new Announcement(
            true,
            made.change().id(),
            made.entry().wallMillis(),
            course.nameOf(made.entry().participant()),
            ChangeText.of(change),
            null);
    course
        .pen()
        .when(
            production.apply(change, announcement),
            (applied, failure) -> {
              if (course.in(this)) {
                reapply(left.subList(1, left.size()));
              }
            });
  }

  @Override
  public void pulse() {
    Ledger ledger = course.pen().ledger();
    if (!course.in(this) || verification != null || restoring) {
      return;
    }
    if (ledger.paged() == null) {
      symptomless(ledger);
    } else {
      long limit = course.assignment().scenario().limit().toNanos();
      if (ledger.time().spent(course.pen().nanos()) >= limit) {
        course.end("limit", "The time limit is reached");
      }
    }
  }

  private void symptomless(Ledger ledger) {
    Duration bound = course.assignment().scenario().onsetWithin();
    long waited = course.pen().nanos() - startedNanos;
    if (!begun(ledger) && waited > bound.plus(ONSET_KNOWN_AFTER).toNanos()) {
      course.startOver();
    } else if (waited
        > bound.plus(ONSET_KNOWN_AFTER).plus(course.timings().pageWithin()).toNanos()) {
      course.startOver();
    }
  }

  /** An onset is known once three windows of five seconds, and the one it fell into, are over. */
  static final Duration ONSET_KNOWN_AFTER = Duration.ofSeconds(20);

  @Override
  public DrillView.@Nullable Progress progress() {
    Verification running = verification;
    if (running != null) {
      return running.progress();
    }
    return restoring
        ? new DrillView.Progress("incident", "The incident is set up again", 0.5, null)
        : null;
  }
}
