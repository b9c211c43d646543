package dev.pagefault.drill;

import dev.pagefault.control.Production;
import dev.pagefault.debrief.Envelope;
import dev.pagefault.incident.Signal;
import dev.pagefault.incident.Tick;
import dev.pagefault.incident.Watch;
import dev.pagefault.incident.WatchConfig;
import dev.pagefault.journal.JournalEvent;
import dev.pagefault.scenario.Change;
import dev.pagefault.telemetry.Telemetry;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The course of a drill on its production, from taking it to giving it back.
 *
 * <pre>
 * SettingUp ─► OnCall ─► Incident ─► Over
 *     ▲          │          │
 *     └──────────┴──────────┘  unsteady, or no symptom: once more
 * </pre>
 *
 * Driven by the production's seconds. Lives on the drill's thread.
 */
final class Course {
  private static final Logger LOG = LoggerFactory.getLogger(Course.class);

  /** Times that a mesh may be unsteady before the fault. */
  private static final int UNSTEADY_MAX = 3;

  /** Seconds before the fault by which ordinary traffic is known. */
  private static final int ORDINARY_SECONDS = 30;

  /** Times that a drill starts over for want of a symptom. */
  private static final int RESTARTS_MAX = 1;

  private final Pen pen;
  private final Assignment assignment;
  private final long seed;
  private final ProductionSource source;
  private final Timings timings;
  private final WatchConfig watchConfig;
  private final Sealed envelope;

  private volatile Phase phase = new Over(); // views ask for its progress from other threads
  private @Nullable Production production;
  private volatile @Nullable Production shown;
  private volatile @Nullable Telemetry telemetry;
  private @Nullable Watch watch;
  private JournalEvent.@Nullable Warmed healthy;
  private Suffering suffering = new Suffering();
  private Runnable deaf = () -> {};
  private long firstTickMillis = Long.MAX_VALUE;
  private final Deque<Tick> ordinary = new ArrayDeque<>();
  private int attachments;
  private boolean harmed;
  private boolean baselineHeld;
  private int unsteady;
  private int startedOver;

  Course(
      Pen pen,
      Assignment assignment,
      long seed,
      ProductionSource source,
      Timings timings,
      WatchConfig watchConfig,
      Sealed envelope) {
    this.pen = pen;
    this.assignment = assignment;
    this.seed = seed;
    this.source = source;
    this.timings = timings;
    this.watchConfig = watchConfig;
    this.envelope = envelope;
  }

  /** Begins, or begins again after the server died. */
  void start() {
    SettingUp setUp = new SettingUp(this);
    enter(setUp);
    setUp.start();
  }

  /** Takes a production that is running. */
  void attach(ProductionSource.Warm warm) {
    Production taken = warm.production();
    production = taken;
    shown = taken;
    telemetry = taken.telemetry();
    watch = new Watch(assignment.topology(), watchConfig);
    suffering = new Suffering();
    ordinary.clear();
    warm.past().forEach(this::hear);
    int attached = ++attachments;
    deaf = taken.onTick(tick -> pen.post(() -> tick(attached, tick)));
    pen.when(taken.lost(), (why, failure) -> lost(attached, why));
  }

  /** What the production stands on has gone, and whatever is seen of it since tells nothing. */
  private void lost(int attached, @Nullable String why) {
    if (attached == attachments && production != null) {
      end("invalid", "The production was lost: " + why);
    }
  }

  private void tick(int attached, Tick tick) {
    if (attached != attachments || production == null) {
      return; // of a production that was given back meanwhile
    }
    List<Signal> signals = hear(tick);
    if (phase instanceof Incident) {
      suffering.add(tick);
    }
    phase.tick(tick, signals);
    phase.pulse();
  }

  private List<Signal> hear(Tick tick) {
    Watch eye = watch;
    if (eye == null) {
      return List.of();
    }
    firstTickMillis = Math.min(firstTickMillis, tick.atMillis());
    if (!(phase instanceof Incident)) {
      ordinary.add(tick);
      if (ordinary.size() > ORDINARY_SECONDS) {
        ordinary.removeFirst();
      }
    }
    List<Signal> signals = eye.accept(tick);
    for (Signal signal : signals) {
      switch (signal) {
        case Signal.BaselineHeld held -> baselineHeld = true;
        case Signal.Onset onset -> harmed = true;
        case Signal.Page page -> harmed = true;
        case Signal.Recovered recovered -> harmed = false;
      }
    }
    return signals;
  }

  /** Looks at the clock, whether or not seconds come. */
  void pulse() {
    phase.pulse();
  }

  void enter(Phase next) {
    enterUnseen(next);
    pen.changed();
  }

  /** As {@link #enter}, and nobody is told: when it began is theirs to find out. */
  void enterUnseen(Phase next) {
    phase = next;
  }

  /** The mesh wasn't steady before the fault: waits until it is, a few times. */
  void unsteady() {
    if (++unsteady > UNSTEADY_MAX) {
      end("invalid", "The production is not steady on this machine; it may be busy");
      return;
    }
    SettingUp again = new SettingUp(this);
    again.again();
    enter(again);
  }

  /** The symptom didn't appear: once more on a new production, then no more. */
  void startOver() {
    if (startedOver++ >= RESTARTS_MAX) {
      end("invalid", "The incident did not appear on this machine, twice; the drill doesn't count");
      return;
    }
    pen.write(
        new JournalEvent.Restarted(
            "The incident did not appear; the drill starts over on a new production"));
    release();
    start();
  }

  /** Whether the answer is still the one that was sealed when the drill was opened. */
  boolean sealed() {
    return Envelope.holds(envelope.sha256(), envelope.salt(), assignment.answerYaml());
  }

  /** Whether it may be claimed that it is mended. */
  boolean steady() {
    return phase instanceof Incident incident && incident.steady();
  }

  /** Begins verification. */
  void verify() {
    if (phase instanceof Incident incident) {
      incident.verify();
    }
  }

  /** Ends the working part: facts, the end, and, where there was a page, the opened envelope. */
  void end(String reason, String detail) {
    end(reason, detail, List.of());
  }

  /** The same with what led to it, written as one: nobody sees it half ended. */
  void end(String reason, String detail, List<JournalEvent> before) {
    if (pen.ledger().state().over()) {
      return;
    }
    List<JournalEvent> events = new ArrayList<>(before);
    if (pen.ledger().paged() != null && !reason.equals("invalid")) {
      events.add(suffering.measured(this));
      events.add(new JournalEvent.Ended(reason, detail));
      events.add(Reveal.of(assignment, envelope));
    } else {
      events.add(new JournalEvent.Ended(reason, detail));
    }
    pen.write(events.toArray(JournalEvent[]::new));
    release();
    enter(new Over());
  }

  /** Lets go of the production; what it measured stays readable. */
  void release() {
    deaf.run();
    deaf = () -> {};
    Production taken = production;
    production = null;
    shown = null;
    watch = null;
    harmed = false;
    baselineHeld = false;
    firstTickMillis = Long.MAX_VALUE;
    phase = new Over();
    if (taken != null) {
      discard(taken);
    }
  }

  /** Forgets what a production measured that is no longer here. */
  void forget() {
    if (production == null) {
      telemetry = null;
    }
  }

  /** Gives a production back. */
  void discard(Production taken) {
    pen.when(
        source.giveBack(taken),
        (stopped, failure) -> {
          if (failure != null) {
            LOG.warn("a production did not stop cleanly", failure);
          }
        });
  }

  /** Participants' changes that stand and last, in the order in which they were made. */
  List<Ledger.Made> standing() {
    return pen.ledger().made().values().stream()
        .filter(Ledger.Made::done)
        .filter(it ->
            switch (it.change().change()) {
              case Change.Restart gone -> false;
              case Change.Cancel gone -> false;
              default -> true; // the rest leaves a state behind
            })
        .toList();
  }

  String nameOf(String participant) {
    Ledger.Person person = pen.ledger().people().get(participant);
    return person == null ? participant : person.name();
  }

  Pen pen() {
    return pen;
  }

  Assignment assignment() {
    return assignment;
  }

  long seed() {
    return seed;
  }

  ProductionSource source() {
    return source;
  }

  Timings timings() {
    return timings;
  }

  WatchConfig watchConfig() {
    return watchConfig;
  }

  /** Whether {@code asked} is what goes on now: itself, not one like it. */
  @SuppressWarnings("ReferenceEquality")
  boolean in(Phase asked) {
    return phase == asked;
  }

  Phase phase() {
    return phase;
  }

  @Nullable Production production() {
    return production;
  }

  /** The same, from any thread. */
  @Nullable Production shown() {
    return shown;
  }

  /** What the latest production measured; from any thread. */
  @Nullable Telemetry telemetry() {
    return telemetry;
  }

  @Nullable Watch watch() {
    return watch;
  }

  JournalEvent.@Nullable Warmed healthy() {
    return healthy;
  }

  void healthy(JournalEvent.Warmed when) {
    healthy = when;
  }

  /** The last seconds before the fault. */
  List<Tick> ordinary() {
    return List.copyOf(ordinary);
  }

  boolean harmed() {
    return harmed;
  }

  /** Whether an SLO's budget is spent as fast as it would be in an incident. */
  boolean burning() {
    Watch eye = watch;
    return eye != null
        && eye.status().stream().anyMatch(slo -> slo.burnRate() >= watchConfig.burnThreshold());
  }

  boolean baselineHeld() {
    return baselineHeld;
  }

  long firstTickMillis() {
    return firstTickMillis;
  }
}
