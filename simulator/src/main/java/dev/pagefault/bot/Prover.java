package dev.pagefault.bot;

import dev.pagefault.drill.Act;
import dev.pagefault.drill.Assignment;
import dev.pagefault.drill.DrillState;
import dev.pagefault.drill.Drills;
import dev.pagefault.drill.OpenRequest;
import dev.pagefault.drill.Timings;
import dev.pagefault.journal.JournalEvent.Measured;
import dev.pagefault.load.LoadHost;
import dev.pagefault.load.Stalls;
import dev.pagefault.scenario.Answer;
import dev.pagefault.time.Clock;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Proves scenarios on live meshes: plays them with scripted players through the door that people
 * use, and measures their evidence. Blocking; runs are played on virtual threads, {@code parallel}
 * at a time.
 */
public final class Prover implements AutoCloseable {
  /** Bots that play every scenario on every seed. */
  static final List<String> BOTS =
      List.of("expert", "idler", "restart-everything", "roll-back-the-latest");

  /** Longest that a drill may be set up, on the slowest runtime, and some air. */
  private static final Duration UNTIL_HEALTHY = Duration.ofMinutes(10);

  /** Among the players: whoever makes the further fixes and the reliefs, once each. */
  static final String REMEDIES = "remedies";

  /** All players. */
  public static final List<String> PLAYERS =
      Stream.concat(BOTS.stream(), Stream.of(REMEDIES)).toList();

  private final Desk desk;
  private final LoadHost load;
  private final Clock clock;
  private final Places meshes;
  private final Consumer<String> say;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  /**
   * A prover.
   *
   * @param parallel meshes at a time
   * @param say hears one line for each run that ended
   */
  public Prover(Desk desk, LoadHost load, Clock clock, int parallel, Consumer<String> say) {
    this.desk = desk;
    this.load = load;
    this.clock = clock;
    this.meshes = new Places(parallel);
    this.say = say;
  }

  /** Where drills are played: for people's own scenarios, or for variants of them. */
  public interface Desk {
    /** Drills whose scenarios come from a source, with waits as given. The caller closes them. */
    Drills open(Assignment.Source source, Timings timings);
  }

  /**
   * Plays the bots on the seeds 1 to {@code seeds}, and each further fix and each relief once.
   *
   * @param players some of {@link #PLAYERS}
   * @param kept what earlier proof knows of remedies, by scenario: those are not tried again
   */
  public Proof prove(
      Assignment.Source source,
      List<String> ids,
      int seeds,
      List<String> players,
      Map<String, Map<String, Boolean>> kept)
      throws InterruptedException {
    List<Proof.Gate> gates = new ArrayList<>();
    List<List<Callable<Outcome>>> tasks = new ArrayList<>();
    try (Drills drills = desk.open(source, Timings.ORDINARY)) {
      for (String id : ids) {
        List<Callable<Outcome>> own = new ArrayList<>();
        tasks.add(own);
        for (long seed = 1; seed <= seeds; seed++) {
          long drawn = seed;
          Assignment assignment = source.assignment(id, seed);
          for (String bot : BOTS.stream().filter(players::contains).toList()) {
            own.add(() -> outcome(drills, id, drawn, bot(bot, assignment), null));
          }
        }
        Map<String, Boolean> known = kept.getOrDefault(id, Map.of());
        Answer answer = source.assignment(id, 1).answer();
        List<Answer.Remedy> further = answer.fixes().subList(1, answer.fixes().size());
        for (Remedy remedy : Remedy.of(further, answer.reliefs())) {
          Boolean held = known.get(remedy.remedy().id());
          if (held != null) {
            gates.add(Gates.kept(id, remedy, held));
          } else if (players.contains(REMEDIES)) {
            Bot applies = new Applies(remedy.remedy());
            own.add(() -> outcome(drills, id, 1, applies, remedy.mends()));
          }
        }
      }
      List<Outcome> outcomes = results(start(inTurns(tasks)));
      for (String id : ids) {
        gates.addAll(Gates.evidence(id, source.assignment(id, 1)));
      }
      outcomes.forEach(outcome -> gates.addAll(Gates.of(outcome)));
      Comparator<Proof.Run> byScenario =
          Comparator.comparingInt(run -> ids.indexOf(run.scenario()));
      return new Proof(outcomes.stream().map(Outcome::run).sorted(byScenario).toList(), gates);
    }
  }

  /** Opens a drill and leaves it: what is made once for a process is made by its first drill. */
  public void warmUp(Assignment.Source source, String id) throws InterruptedException {
    try (Drills drills = desk.open(source, Timings.ORDINARY)) {
      Seat seat = seated(drills, id, "nobody", 1);
      if (seat.view().state().over()) { // nothing can be played here, and its end says why
        throw new IllegalStateException(Played.of(seat.drill(), seat.view()).end());
      }
      seat.act(new Act.Abandon());
      seat.await(view -> view.state().over(), Naive.UNTIL_VERIFIED);
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    }
  }

  /** Takes what was measured of a scenario. */
  public interface Keeper {
    /** Rows of the evidence matrix: reading → candidate → distribution of its outcomes. */
    void keep(String id, Map<String, Map<String, List<Double>>> rows) throws IOException;
  }

  /**
   * Runs the cause, every rival and the healthy mesh of each scenario over two seeds, and counts.
   * Of a scenario of which some candidate brought no page, nothing is kept.
   */
  public void measure(Assignment.Source source, List<String> ids, Keeper keeper)
      throws InterruptedException, IOException {
    List<Measuring> running = new ArrayList<>();
    for (String id : ids) {
      Tally tally = new Tally();
      running.add(new Measuring(id, tally, start(candidates(source, id, tally))));
    }
    for (Measuring scenario : running) {
      if (results(scenario.runs()).contains(false)) {
        say.accept(scenario.id() + ": not every candidate brought a page; no evidence is kept");
      } else {
        keeper.keep(scenario.id(), scenario.tally().rows());
      }
    }
  }

  private record Measuring(String id, Tally tally, List<Future<Boolean>> runs) {}

  private List<Callable<Boolean>> candidates(Assignment.Source source, String id, Tally tally) {
    List<Callable<Boolean>> tasks = new ArrayList<>();
    for (long seed = 1; seed <= EVIDENCE_SEEDS; seed++) {
      long drawn = seed;
      Assignment original = source.assignment(id, seed);
      tasks.add(() -> read(original, drawn, Matrix.CAUSE, DrillState.PAGED, tally));
      tasks.add(() -> read(original, drawn, Tally.BASELINE, DrillState.ON_CALL, tally));
      for (Answer.Rival rival : original.answer().rivals()) {
        Assignment variant = Variant.of(original, rival);
        tasks.add(() -> read(variant, drawn, rival.id(), DrillState.PAGED, tally));
      }
    }
    return tasks;
  }

  /** Seeds over which evidence is measured. */
  static final int EVIDENCE_SEEDS = 2;

  /** Readings of each diagnostic that a row is made from, at least. */
  public static final int READINGS = EVIDENCE_SEEDS * Reader.SWEEPS;

  /** Reads once; again with fewer meshes at a time where there was no page as the host stalled. */
  private boolean read(
      Assignment assignment, long seed, String candidate, DrillState when, Tally evidence)
      throws InterruptedException {
    while (true) {
      int parallel = meshes.count();
      AtomicLong warm = new AtomicLong(clock.nanos());
      if (readOnce(assignment, seed, candidate, when, evidence, warm)) {
        return true;
      }
      if (!load.stallsSince(warm.get()).tooMany() || !meshes.fewerThan(parallel)) {
        return false;
      }
    }
  }

  private boolean readOnce(
      Assignment assignment,
      long seed,
      String candidate,
      DrillState when,
      Tally evidence,
      AtomicLong warm)
      throws InterruptedException {
    String name = "%s seed %d: %s".formatted(assignment.scenario().id(), seed, candidate);
    Reader reader = new Reader(when);
    Timings timings = when == DrillState.PAGED ? Timings.ORDINARY : Timings.LONG_WAIT;
    try (Drills drills = desk.open((id, any) -> assignment, timings)) {
      play(drills, assignment.scenario().id(), seed, reader, warm);
    } catch (RuntimeException e) {
      say.accept(name + " could not be read: " + e);
      return false;
    }
    if (reader.counts().isEmpty()) {
      say.accept(name + " brought no page");
      return false;
    }
    say.accept(name + " read " + reader.counts().size() + " diagnostics");
    evidence.add(candidate, reader.counts(), assignment.scenario());
    return true;
  }

  /**
   * A run that this machine could carry. Where it stalled, nothing is known of the scenario: fewer
   * meshes run from then on, and the run is played again.
   */
  private Outcome outcome(Drills drills, String id, long seed, Bot bot, @Nullable Boolean mends)
      throws InterruptedException {
    while (true) {
      int parallel = meshes.count();
      Outcome outcome = once(drills, id, seed, bot, mends);
      if (!outcome.overloaded() || !meshes.fewerThan(parallel)) {
        return outcome;
      }
    }
  }

  private Outcome once(Drills drills, String id, long seed, Bot bot, @Nullable Boolean mends)
      throws InterruptedException {
    Played played = Played.NOT;
    String invalid = null;
    AtomicLong warm = new AtomicLong(clock.nanos());
    try {
      played = play(drills, id, seed, bot, warm);
      if (played.card() == null) {
        invalid = "the drill did not get as far as a page: " + played.end();
      }
    } catch (RuntimeException e) {
      invalid = e.toString();
    }
    Stalls stalls = load.stallsSince(warm.get());
    if (stalls.tooMany()) {
      invalid = "host overloaded: it " + stalls + (invalid == null ? "" : "; " + invalid);
    }
    Proof.Run run =
        new Proof.Run(
            id,
            seed,
            bot.id(),
            played.score(),
            played.pagedAfterMs(),
            played.mitigatedAfterMs(),
            played.survived(),
            played.last(Measured.class).map(Measured::budgetBurned).orElse(null),
            played.last(Measured.class).map(Measured::offered).orElse(null),
            played.last(Measured.class).map(Measured::failed).orElse(null),
            invalid);
    say.accept(Table.line(run));
    return new Outcome(run, played, mends, bot.seen(), stalls.tooMany());
  }

  /** {@code warm} is set to when the mesh was seen healthy: what comes before decides nothing. */
  private Played play(Drills drills, String id, long seed, Bot bot, AtomicLong warm)
      throws InterruptedException {
    try {
      Seat seat = seated(drills, id, bot.id(), seed);
      warm.set(clock.nanos());
      try {
        bot.play(seat);
      } catch (RuntimeException e) {
        if (seat.view().state() != DrillState.INVALID) {
          throw e; // else its acts were refused, and its end says why
        }
      }
      seat.await(view -> view.state().over(), Naive.UNTIL_VERIFIED);
      return Played.of(seat.drill(), seat.view());
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    }
  }

  /** The opener's seat at a drill whose mesh was seen healthy, or that is over before it was. */
  private static Seat seated(Drills drills, String id, String who, long seed)
      throws InterruptedException, ExecutionException {
    Seat seat = new Seat(drills.open(new OpenRequest(id, who, "practice", seed)).get());
    seat.await(view -> view.state() != DrillState.PREPARING, UNTIL_HEALTHY);
    return seat;
  }

  private static Bot bot(String name, Assignment assignment) {
    return switch (name) {
      case "expert" ->
          new Expert(
              assignment.topology(),
              assignment.answer(),
              Matrix.of(assignment),
              assignment.modes());
      case "idler" -> new Idler(new Conformance(assignment.answer(), Matrix.of(assignment)));
      case "restart-everything" -> new RestartEverything(assignment.topology());
      case "roll-back-the-latest" -> new RollBackTheLatest(assignment.topology());
      default ->
          throw new IllegalArgumentException(
              "bots: there is no " + name + "; there are " + PLAYERS);
    };
  }

  /** One of each list after the other, so that what is heavy doesn't run all at the same time. */
  private static <T> List<T> inTurns(List<List<T>> lists) {
    int longest = lists.stream().mapToInt(List::size).max().orElse(0);
    List<T> all = new ArrayList<>();
    for (int i = 0; i < longest; i++) {
      int turn = i;
      lists.stream().filter(list -> turn < list.size()).forEach(list -> all.add(list.get(turn)));
    }
    return all;
  }

  /** Each runs when there is a mesh for it, first come, first served. */
  private <T> List<Future<T>> start(List<Callable<T>> tasks) {
    List<Future<T>> futures = new ArrayList<>();
    for (Callable<T> task : tasks) {
      futures.add(
          threads.submit(() -> {
            meshes.acquire();
            try {
              return task.call();
            } finally {
              meshes.release();
            }
          }));
    }
    return futures;
  }

  private static <T> List<T> results(List<Future<T>> futures) throws InterruptedException {
    List<T> results = new ArrayList<>();
    for (Future<T> future : futures) {
      try {
        results.add(future.get());
      } catch (ExecutionException e) {
        throw new IllegalStateException(e.getCause());
      }
    }
    return results;
  }

  @Override
  public void close() {
    threads.close();
  }

  /** A remedy of an answer, and whether it is to mend. */
  record Remedy(Answer.Remedy remedy, boolean mends) {

    static List<Remedy> of(List<Answer.Remedy> fixes, List<Answer.Remedy> reliefs) {
      return Stream.concat(
              fixes.stream().map(fix -> new Remedy(fix, true)),
              reliefs.stream().map(relief -> new Remedy(relief, false)))
          .toList();
    }
  }

  /**
   * A run with what its journal tells, and whether its player was to mend it (null: a bot's own
   * rule).
   */
  record Outcome(
      Proof.Run run,
      Played played,
      @Nullable Boolean mends,
      List<Conformance.Seen> seen,
      boolean overloaded) {}
}
