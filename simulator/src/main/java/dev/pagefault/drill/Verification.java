package dev.pagefault.drill;

import dev.pagefault.incident.Cell;
import dev.pagefault.incident.Count;
import dev.pagefault.incident.Signal;
import dev.pagefault.incident.SloStatus;
import dev.pagefault.incident.Tick;
import dev.pagefault.incident.Watch;
import dev.pagefault.journal.JournalEvent;
import dev.pagefault.scenario.Change;
import dev.pagefault.scenario.Scenario;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Measures whether it is mended: users are served again and it holds; then the trigger is fired
 * again, for long enough that the unmended mesh would page. A trigger that passes (a wave of a few
 * seconds and its end) harms while it lasts, mended or not: what counts is whether the harm stays.
 *
 * <pre>
 * claim ─► back, and holds ─► trigger taken back, quiet ─► trigger fired, watched ─► result
 *             └─ not in time ─► result                          └─ pages ─► result
 * </pre>
 */
final class Verification {
  /** Added to the time that this drill took from injection to page. */
  private static final Duration MARGIN = Duration.ofSeconds(10);

  /** After so long the paged SLO's long window has forgotten a trigger that passed. */
  private static final Duration FORGOTTEN = Duration.ofSeconds(30);

  /** Served of offered traffic that counts as everybody: 80 to 120 %. */
  private static final double SERVED_MIN = 0.8;

  private static final double SERVED_MAX = 1.2;

  /** Share of the expected rise of a load that must be seen. */
  private static final double RISE_SEEN = 0.5;

  /** Seconds over which the highest rate is taken. */
  private static final int RATE_SECONDS = 5;

  private enum Part {
    BACK,
    QUIET,
    REPLAY
  }

  private final Course course;
  private final Fired fired;
  private final long startedNanos;
  private final List<Scenario.Event> trigger;
  private final List<Scenario.Event> pending = new ArrayList<>();
  private final List<Tick> ticks = new ArrayList<>();
  private volatile Part part = Part.BACK;
  private volatile long partNanos;
  private double servedShare;
  private List<String> bystanders = List.of();
  private long replayMillis;
  private volatile long replayNanos;

  Verification(Course course, Fired fired) {
    this.course = course;
    this.fired = fired;
    this.startedNanos = course.pen().nanos();
    this.partNanos = startedNanos;
    this.trigger =
        course.assignment().scenario().trigger().stream()
            .sorted(Comparator.comparing(Scenario.Event::at))
            .toList();
  }

  /** What came of it; {@code replayed} is null where it never came to that. */
  record Result(
      boolean worked,
      JournalEvent.@Nullable TriggerReplayed replayed,
      JournalEvent.Verified verified) {}

  /** Takes a second; gives the result once there is one. */
  @Nullable Result tick(Tick tick, List<Signal> signals) {
    ticks.add(tick);
    return switch (part) {
      case BACK -> back();
      case QUIET -> quiet();
      case REPLAY -> replay(signals);
    };
  }

  /** Whether the trigger has been fired again. */
  boolean replays() {
    return part == Part.REPLAY;
  }

  private @Nullable Result back() {
    long waited = course.pen().nanos() - startedNanos;
    if (!course.harmed() && waited >= course.timings().hold().toNanos()) {
      int seconds = Math.toIntExact(course.timings().hold().toSeconds());
      servedShare = servedShare(last(ticks, seconds));
      bystanders = bystanders();
      if (servedShare < SERVED_MIN || servedShare > SERVED_MAX) {
        return failed(
            true,
            null,
            "Only %.0f %% of what users ask for is served".formatted(servedShare * 100));
      }
      trigger.forEach(event -> fired.takeBack(event.change()));
      enter(Part.QUIET);
    } else if (waited >= course.timings().back().toNanos()) {
      servedShare = servedShare(ticks);
      bystanders = bystanders();
      return failed(false, null, "Users still fail: " + standing());
    }
    return null;
  }

  private @Nullable Result quiet() {
    if (course.pen().nanos() - partNanos >= course.timings().quiet().toNanos()) {
      ticks.clear();
      replayMillis = course.pen().millis();
      replayNanos = replayLength();
      pending.addAll(trigger);
      enter(Part.REPLAY);
      fireDue();
    }
    return null;
  }

  private @Nullable Result replay(List<Signal> signals) {
    fireDue();
    boolean paged = lasts().isZero() && signals.stream().anyMatch(Signal.Page.class::isInstance);
    boolean over = course.pen().nanos() - partNanos >= replayNanos && pending.isEmpty();
    if (paged || (over && burns())) { // earlier, the long window still remembers the incident
      return failed(
          true,
          new JournalEvent.TriggerReplayed(replayMillis, true),
          "It came back when the trigger was fired again: " + standing());
    }
    if (!over) {
      return null;
    }
    boolean seen = trigger.stream().allMatch(event -> seen(event.change()));
    JournalEvent.TriggerReplayed replayed = new JournalEvent.TriggerReplayed(replayMillis, seen);
    if (!seen) {
      return failed(
          true, replayed, "The trigger was not seen to fire, so nothing is known; claim it again");
    }
    String told = "Users are served again, and it held when the trigger was fired again";
    return new Result(true, replayed, verified(true, true, told));
  }

  private void fireDue() {
    long since = course.pen().nanos() - partNanos;
    while (!pending.isEmpty() && pending.getFirst().at().toNanos() <= since) {
      fired.fire(pending.removeFirst(), false);
    }
  }

  /** From the trigger's first event to its last; zero where it stays once it was fired. */
  private Duration lasts() {
    return trigger.isEmpty() ? Duration.ZERO : trigger.getLast().at();
  }

  /** As long as this drill took to page, and some; within what is left for verification. */
  private long replayLength() {
    JournalEvent.Injected injected = course.pen().ledger().injected();
    JournalEvent.Paged paged = course.pen().ledger().paged();
    long took =
        injected == null || paged == null
            ? course.timings().replayMin().toMillis()
            : paged.atMillis() - injected.atMillis();
    Duration since = Duration.ofMillis(took);
    if (!lasts().isZero() && since.compareTo(FORGOTTEN) < 0) {
      since = FORGOTTEN;
    }
    long wanted = since.plus(lasts()).plus(MARGIN).toNanos();
    long left = course.timings().verifyMax().toNanos() - (course.pen().nanos() - startedNanos);
    return Math.min(Math.max(wanted, course.timings().replayMin().toNanos()), left);
  }

  /** Whether a fired change is seen; a load must be seen to rise, the rest took hold. */
  private boolean seen(Change change) {
    if (!(change instanceof Change.Load load) || load.factor() <= 1) {
      return true;
    }
    double ordinary = ordinary(load.journey());
    double most = 0;
    for (int end = RATE_SECONDS; end <= ticks.size(); end++) {
      most = Math.max(most, rate(ticks.subList(end - RATE_SECONDS, end), load.journey()));
    }
    return most >= ordinary * (1 + RISE_SEEN * (load.factor() - 1));
  }

  /**
   * Requests per second that the topology asks of a journey. Not what was measured before the
   * fault: of a journey that is begun once a second, ten seconds tell too little.
   */
  private double ordinary(String journey) {
    Assignment assignment = course.assignment();
    return assignment.scenario().load()
        * assignment.topology().journeys().entrySet().stream()
            .filter(it -> journey.equals("*") || it.getKey().equals(journey))
            .mapToDouble(it -> it.getValue().perSecond() * it.getValue().requests().size())
            .sum();
  }

  /** Requests per second of a journey; of all where it is {@code *} or not told apart. */
  private static double rate(List<Tick> of, String journey) {
    long sum = 0;
    for (Tick tick : of) {
      Count count = tick.cells().get(new Cell("journey", journey));
      sum += count == null ? tick.offered() : count.total();
    }
    return of.isEmpty() ? 0 : (double) sum / of.size();
  }

  private boolean burns() {
    return status().burnRate() > course.watchConfig().burnThreshold();
  }

  private SloStatus status() {
    String slo = slo();
    Watch watch = course.watch();
    if (watch != null) {
      for (SloStatus status : watch.status()) {
        if (status.slo().equals(slo)) {
          return status;
        }
      }
    }
    return new SloStatus(slo, Count.NONE, 0);
  }

  private String slo() {
    return Objects.requireNonNull(course.pen().ledger().paged()).slo();
  }

  /** Where the paged SLO stands, in words: what was measured, never why. */
  private String standing() {
    Count count = status().count();
    double good = count.total() == 0 ? 100 : 100.0 * count.good() / count.total();
    String title = Objects.requireNonNull(course.pen().ledger().paged()).title();
    return "%s: %.1f %% good over the last 30 s, burning its budget %.0f×"
        .formatted(title, good, status().burnRate());
  }

  private List<String> bystanders() {
    Watch watch = course.watch();
    if (watch == null) {
      return List.of();
    }
    return watch.status().stream()
        .filter(it -> !it.slo().equals(slo()))
        .filter(it -> it.burnRate() > course.watchConfig().burnThreshold())
        .map(SloStatus::slo)
        .sorted()
        .toList();
  }

  private Result failed(
      boolean back, JournalEvent.@Nullable TriggerReplayed replayed, String detail) {
    return new Result(false, replayed, verified(back, false, detail));
  }

  private JournalEvent.Verified verified(boolean back, boolean survived, String detail) {
    return new JournalEvent.Verified(
        back,
        servedShare,
        survived,
        bystanders,
        Safety.unsafe(course.pen().ledger().made().values()),
        detail);
  }

  private static double servedShare(List<Tick> of) {
    long offered = 0;
    long served = 0;
    for (Tick tick : of) {
      offered += tick.offered();
      served += tick.served();
    }
    return offered == 0 ? 0 : Math.round(1_000.0 * served / offered) / 1_000.0;
  }

  private static List<Tick> last(List<Tick> of, int count) {
    return List.copyOf(of.subList(Math.max(0, of.size() - count), of.size()));
  }

  private void enter(Part next) {
    part = next;
    partNanos = course.pen().nanos();
  }

  DrillView.Progress progress() {
    long now = course.pen().nanos();
    long spent = now - startedNanos;
    long left =
        switch (part) {
          case BACK -> course.timings().verifyMax().toNanos() - spent;
          case QUIET -> course.timings().verifyMax().toNanos() - spent;
          case REPLAY -> replayNanos - (now - partNanos);
        };
    int secondsLeft = (int) Math.max(0, TimeUnit.NANOSECONDS.toSeconds(left));
    String detail =
        switch (part) {
          case BACK -> "Watching whether users are served again";
          case QUIET -> "It holds; the trigger will be fired again";
          case REPLAY -> "The trigger is fired again; watching whether it comes back";
        };
    return new DrillView.Progress(
        part.name().toLowerCase(java.util.Locale.ROOT),
        detail,
        Math.clamp((double) spent / (spent + Math.max(1, left)), 0, 1),
        secondsLeft);
  }
}
