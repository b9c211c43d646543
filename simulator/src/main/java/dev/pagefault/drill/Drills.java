package dev.pagefault.drill;

import dev.pagefault.debrief.Envelope;
import dev.pagefault.incident.WatchConfig;
import dev.pagefault.journal.DrillHeader;
import dev.pagefault.journal.DrillSummary;
import dev.pagefault.journal.Entry;
import dev.pagefault.journal.Entry.Audience;
import dev.pagefault.journal.Entry.Role;
import dev.pagefault.journal.Journal;
import dev.pagefault.journal.JournalEvent;
import dev.pagefault.scoring.Scoring;
import dev.pagefault.time.Clock;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** All drills of a server, running and past. Safe to call from any thread. */
public final class Drills implements AutoCloseable {
  /** Drills in the list. */
  public static final int LISTED = 200;

  /** Drills kept in memory; past ones beyond are read from the journal again. */
  private static final int HELD = 100;

  /**
   * Drills that are over whose series, logs and traces are kept, so that their debriefs show real
   * graphs; some 20 MB each.
   */
  private static final int MEASURED = 4;

  private static final int ID_BYTES = 8;
  private static final int SALT_BYTES = 16;
  private static final Set<String> MODES = Set.of("practice", "assessed");
  private static final String OPENER = "p1";

  private final Surroundings around;
  private final Assignment.Source assignments;
  private final RandomGenerator random;
  private final Map<String, Drill> held = new ConcurrentHashMap<>();
  private final Object reading = new Object();
  private final ScheduledExecutorService pulses =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("drill-pulse").daemon(true).factory());

  /** With {@code random} for ids, salts and seeds: a secure one, save in tests. */
  public Drills(
      Journal journal,
      Assignment.Source assignments,
      ProductionSource productions,
      Clock clock,
      Timings timings,
      WatchConfig watch,
      RandomGenerator random) {
    this.around = new Surroundings(journal, productions, clock, timings, watch);
    this.assignments = assignments;
    this.random = random;
    var beat = pulses.scheduleWithFixedDelay(this::pulse, 1, 1, TimeUnit.SECONDS);
    assert !beat.isDone();
  }

  private void pulse() {
    held.values().forEach(Drill::pulse);
    held.values().stream()
        .filter(drill -> drill.state().over() && drill.telemetry() != null)
        .sorted(Comparator.comparingLong(Drill::openedNanos).reversed())
        .skip(MEASURED)
        .forEach(Drill::forget);
  }

  /**
   * Opens a drill; completes once it is in the journal, before its mesh is ready. Fails with {@link
   * ActRefused}.
   */
  public CompletableFuture<Drill> open(OpenRequest request) {
    try {
      if (held.values().stream().filter(Drill::live).count() >= Bounds.LIVE) {
        throw ActRefused.unavailable(
            Bounds.LIVE + " drills run or wait already; try again when one of them has ended");
      }
      String name = Sent.text("name", request.name(), Bounds.NAME);
      String mode = Sent.oneOf("mode", request.mode(), MODES);
      String scenario = Sent.text("scenario", request.scenario(), Bounds.ID);
      Long wanted = request.seed();
      long seed = wanted == null ? random.nextInt(1, Integer.MAX_VALUE) : wanted;
      Assignment assignment = assignment(scenario, seed);
      String id = hex(ID_BYTES);
      String salt = hex(SALT_BYTES);
      long now = around.clock().epochMillis();
      List<Entry> first =
          List.of(
              entry(
                  id,
                  1,
                  Entry.SYSTEM,
                  Role.SYSTEM,
                  now,
                  new JournalEvent.Opened(
                      scenario,
                      assignment.scenario().topology(),
                      seed,
                      mode,
                      Envelope.seal(assignment.answerYaml(), salt),
                      Scoring.FORMULA,
                      OPENER)),
              entry(
                  id,
                  2,
                  OPENER,
                  Role.COMMANDER,
                  now,
                  new JournalEvent.Joined(
                      name, List.of(Role.COMMANDER, Role.OPERATOR, Role.SCRIBE))));
      DrillHeader header = new DrillHeader(id, scenario, assignment.alert(), name, now, salt);
      return around
          .journal()
          .open(header, first)
          .thenApply(kept -> {
            Drill drill = new Drill(id, first, List.of(), salt, assignment, around);
            hold(drill);
            drill.begin();
            return drill;
          });
    } catch (ActRefused e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  private Assignment assignment(String scenario, long seed) {
    try {
      return assignments.assignment(scenario, seed);
    } catch (IllegalArgumentException e) {
      throw ActRefused.invalid("scenario", String.valueOf(e.getMessage()));
    }
  }

  private static Entry entry(
      String drill, long seq, String participant, Role role, long now, JournalEvent event) {
    return new Entry(
        seq, drill, participant, role, "", "", 0, now, Audience.ALL, Entry.SCHEMA, event);
  }

  private void hold(Drill drill) {
    held.put(drill.id(), drill);
    if (held.size() > HELD) {
      held.values().stream()
          .filter(it -> it != drill && it.idle())
          .filter(it -> it.state().over() || it.state() == DrillState.INTERRUPTED)
          .min(Comparator.comparingLong(Drill::openedNanos))
          .ifPresent(it -> held.remove(it.id()));
    }
  }

  /**
   * A drill of this server, running or past, or null: there is none of that id. A past one is read
   * from the journal, which may take some milliseconds of the calling thread. Throws {@link
   * dev.pagefault.journal.JournalException} where it can't be read.
   */
  public @Nullable Drill get(String id) {
    Drill known = held.get(id);
    if (known != null) {
      return known;
    }
    Optional<DrillHeader> header = around.journal().header(id);
    if (header.isEmpty()) {
      return null;
    }
    synchronized (reading) { // once each, and outside of the map: the journal's thread puts into it
      Drill meanwhile = held.get(id);
      if (meanwhile == null) {
        meanwhile = read(header.get());
        hold(meanwhile);
      }
      return meanwhile;
    }
  }

  private Drill read(DrillHeader header) {
    List<Entry> entries = around.journal().read(header.drill());
    long seed =
        entries.getFirst().event() instanceof JournalEvent.Opened opened ? opened.seed() : 0;
    return new Drill(
        header.drill(),
        entries,
        around.journal().receipts(header.drill(), Bounds.RECEIPTS),
        header.salt(),
        pastAssignment(header.scenario(), seed),
        around);
  }

  private Assignment pastAssignment(String scenario, long seed) {
    try {
      return assignments.assignment(scenario, seed);
    } catch (IllegalArgumentException e) {
      throw ActRefused.conflict(
          "this drill played %s, which this server's library hasn't got; start it with --scenarios that has it, or --unproven"
              .formatted(scenario));
    }
  }

  /** All drills, latest first; may take some milliseconds of the calling thread. */
  public List<Line> list() {
    return around.journal().drills(LISTED).stream().map(it -> new Line(it, state(it))).toList();
  }

  private DrillState state(DrillSummary it) {
    Drill known = held.get(it.drill());
    if (known != null) {
      return known.state();
    }
    String over = it.overAs();
    if (over == null) {
      return DrillState.INTERRUPTED;
    }
    return switch (over) { // an earlier Pagefault kept the reason of the end
      case "invalid" -> DrillState.INVALID;
      case "resolved", "limit", "closed", "abandoned" ->
          it.score() == null ? DrillState.ABANDONED : DrillState.REVEAL;
      default -> DrillState.valueOf(over);
    };
  }

  /** Those whose production runs and is being watched, earliest first. */
  public List<Drill> running() {
    return earliestFirst(DrillState::running);
  }

  /** Those, and such as are over, earliest first: what was measured of them is no secret. */
  public List<Drill> shown() {
    return earliestFirst(state -> state.running() || state.over());
  }

  private List<Drill> earliestFirst(Predicate<DrillState> wanted) {
    return held.values().stream()
        .filter(drill -> wanted.test(drill.state()))
        .sorted(Comparator.comparingLong(Drill::openedNanos))
        .toList();
  }

  /**
   * Sets an interrupted drill up again on a new production: the same scenario and seed, with
   * everything acknowledged.
   */
  public CompletableFuture<Drill> resume(String id) {
    Drill drill = get(id);
    return drill == null ? none(id) : drill.resume();
  }

  /** Ends an interrupted drill; its debrief is made from what is there. */
  public CompletableFuture<Drill> finish(String id) {
    Drill drill = get(id);
    return drill == null ? none(id) : drill.finish();
  }

  private static CompletableFuture<Drill> none(String id) {
    return CompletableFuture.failedFuture(ActRefused.invalid("id", "there is no drill " + id));
  }

  private String hex(int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  /** Stops what runs; drills that were not over can be resumed after the next start. */
  @Override
  public void close() {
    pulses.shutdownNow();
    held.values().forEach(Drill::stop);
  }

  /** How many of the drills in memory are in a state. */
  public long count(DrillState state) {
    return held.values().stream().filter(drill -> drill.state() == state).count();
  }

  /** A line of the list. */
  public record Line(DrillSummary summary, DrillState state) {}
}
