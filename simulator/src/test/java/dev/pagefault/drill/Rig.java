package dev.pagefault.drill;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pagefault.incident.WatchConfig;
import dev.pagefault.journal.Journal;
import dev.pagefault.journal.Json;
import dev.pagefault.mesh.MeshState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.awaitility.Awaitility;

/** A server's worth of drills on fake productions, where seconds pass when they are told to. */
final class Rig implements AutoCloseable, ProductionSource {
  final FakeClock clock = new FakeClock();
  final MemoryJournal memory;
  final List<FakeProduction> productions = new ArrayList<>();
  private final Drills drills;
  private final Predicate<MeshState> broken;
  private static final AtomicInteger KEYS = new AtomicInteger();

  Rig() {
    this(FakeProduction::smallPoolUnderLoad);
  }

  Rig(Predicate<MeshState> broken) {
    this(new MemoryJournal(), broken);
  }

  Rig(MemoryJournal journal, Predicate<MeshState> broken) {
    this(journal, TestShop::assignment, broken);
  }

  Rig(MemoryJournal journal, Assignment.Source source, Predicate<MeshState> broken) {
    this.memory = journal;
    this.broken = broken;
    this.drills = drills(journal, source);
  }

  private Drills drills(Journal journal, Assignment.Source source) {
    return new Drills(
        journal, source, this, clock, Timings.ORDINARY, WatchConfig.ORDINARY, new Random(7));
  }

  Drills drills() {
    return drills;
  }

  FakeProduction production() {
    return productions.getLast();
  }

  @Override
  public CompletableFuture<Warm> take(
      String topology, long seed, Consumer<DrillView.Progress> progress) {
    productions.add(new FakeProduction(clock, TestShop.topology(), broken));
    return CompletableFuture.completedFuture(new Warm(production(), List.of()));
  }

  @Override
  public CompletableFuture<Void> giveBack(dev.pagefault.control.Production production) {
    return production.stop();
  }

  Drill open() {
    Drill drill = drills.open(new OpenRequest("quiet-river", "Ada", "practice", 42L)).join();
    quiet(drill);
    return drill;
  }

  /** Opens a drill and lets time pass until the page. */
  Drill paged() {
    Drill drill = open();
    until(drill, DrillState.PAGED, 200);
    return drill;
  }

  /** The same, acknowledged, and long enough after for the onset to be known. */
  Drill working() {
    Drill drill = paged();
    act(drill, new Act.Acknowledge());
    seconds(drill, 20);
    return drill;
  }

  void seconds(Drill drill, int count) {
    for (int i = 0; i < count; i++) {
      clock.advance(Duration.ofSeconds(1));
      production().second();
      quiet(drill);
    }
  }

  void until(Drill drill, DrillState state, int seconds) {
    for (int i = 0; i < seconds && drill.state() != state; i++) {
      seconds(drill, 1);
    }
    assertThat(drill.state()).isEqualTo(state);
  }

  static void quiet(Drill drill) {
    Awaitility.await()
        .pollInterval(Duration.ofMillis(1))
        .pollDelay(Duration.ZERO)
        .atMost(10, TimeUnit.SECONDS)
        .until(drill::idle);
  }

  ActResult act(Drill drill, Act act) {
    return act(drill, "p1", act);
  }

  ActResult act(Drill drill, String participant, Act act) {
    ActResult result =
        drill.act(new Actor(participant, "tab"), "key-" + KEYS.incrementAndGet(), act).join();
    quiet(drill);
    return result;
  }

  String named(Drill drill, Act act) {
    return ((ActResult.Named) act(drill, act)).id();
  }

  ActRefused refused(Drill drill, Act act) {
    try {
      act(drill, act);
    } catch (CompletionException e) {
      return (ActRefused) Objects.requireNonNull(e.getCause());
    }
    throw new AssertionError("was not refused: " + act);
  }

  static String json(Object view) {
    return Json.strict().writeValueAsString(view);
  }

  @Override
  public void close() {
    drills.close();
  }
}
