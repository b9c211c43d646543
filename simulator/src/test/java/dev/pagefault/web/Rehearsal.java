package dev.pagefault.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pagefault.control.Production;
import dev.pagefault.drill.Act;
import dev.pagefault.drill.ActResult;
import dev.pagefault.drill.Actor;
import dev.pagefault.drill.Assignment;
import dev.pagefault.drill.Drill;
import dev.pagefault.drill.DrillState;
import dev.pagefault.drill.DrillView;
import dev.pagefault.drill.Drills;
import dev.pagefault.drill.LibraryAssignments;
import dev.pagefault.drill.ProductionSource;
import dev.pagefault.drill.Standby;
import dev.pagefault.drill.Timings;
import dev.pagefault.incident.WatchConfig;
import dev.pagefault.journal.SqlJournal;
import dev.pagefault.journal.Store;
import dev.pagefault.scenario.Library;
import dev.pagefault.tools.Exposition;
import dev.pagefault.tools.Measured;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * A served server with real drills on productions without a mesh, where seconds pass when they are
 * told to.
 */
final class Rehearsal implements ProductionSource {
  static final Library LIBRARY = Library.load(Path.of("..", "scenarios")).library();
  static final String SCENARIO = "amber-finch";
  static final long SEED = 42;

  final ManualClock clock = new ManualClock();
  final List<ScriptedProduction> productions = new ArrayList<>();
  final Drills drills;
  private final SqlJournal journal;
  private final ServerMetrics metrics;
  private final Web web;
  private int keys;

  Rehearsal(Path data) throws Exception {
    this(data, new LibraryAssignments(LIBRARY), Duration.ofMillis(50));
  }

  Rehearsal(Path data, Assignment.Source assignments, Duration frame) throws Exception {
    journal = SqlJournal.open(Store.in(data));
    drills =
        new Drills(
            journal,
            assignments,
            this,
            clock,
            Timings.ORDINARY,
            WatchConfig.ORDINARY,
            new Random(7));
    metrics = new ServerMetrics(clock);
    metrics.extend(
        new Exposition(() -> Measured.running(drills))::beside); // most that may be shown
    web =
        Web.start(
                new WebConfig(
                    "127.0.0.1", 0, "webroot-test", Duration.ofMillis(200), frame, Set.of()),
                metrics,
                LIBRARY,
                drills,
                () -> new Standby.Status(Standby.State.WARM, 31, null),
                clock)
            .get(20, TimeUnit.SECONDS);
  }

  int port() {
    return web.port();
  }

  ScriptedProduction production() {
    return productions.getLast();
  }

  @Override
  public CompletableFuture<Warm> take(
      String topology, long seed, Consumer<DrillView.Progress> progress) {
    productions.add(new ScriptedProduction(clock, LIBRARY.topology(topology)));
    return CompletableFuture.completedFuture(new Warm(production(), List.of()));
  }

  @Override
  public CompletableFuture<Void> giveBack(Production production) {
    return production.stop();
  }

  /** Opens a drill through the API; its id. */
  String open(Browser browser) throws Exception {
    var opened =
        browser.post(
            "/api/v1/drills",
            "{\"scenario\":\"%s\",\"name\":\"Ada\",\"mode\":\"practice\",\"seed\":%d}"
                .formatted(SCENARIO, SEED));
    assertThat(opened.statusCode()).as(opened.body()).isEqualTo(201);
    String id = Browser.json(opened).get("id").stringValue();
    barrier(drill(id));
    return id;
  }

  /** Opens a drill and lets seconds pass until it is paged. */
  String paged(Browser browser) throws Exception {
    String id = open(browser);
    until(id, DrillState.PAGED, 300);
    return id;
  }

  /** The same, acknowledged, and long enough after for the onset to be known. */
  String working(Browser browser) throws Exception {
    String id = paged(browser);
    assertThat(browser.act(id, "{\"act\":\"acknowledge\"}").statusCode()).isEqualTo(200);
    seconds(id, 20);
    return id;
  }

  Drill drill(String id) {
    return Objects.requireNonNull(drills.get(id));
  }

  void until(String id, DrillState state, int most) throws Exception {
    for (int i = 0; i < most && drill(id).state() != state; i++) {
      seconds(id, 1);
    }
    assertThat(drill(id).state()).isEqualTo(state);
  }

  void seconds(String id, int count) throws Exception {
    for (int i = 0; i < count; i++) {
      clock.second();
      productions.forEach(ScriptedProduction::second);
      barrier(drill(id));
    }
  }

  /** Waits until the drill's thread has done what it was told before; twice, for what follows. */
  private void barrier(Drill drill) throws Exception {
    for (int i = 0; i < 2; i++) {
      CompletableFuture<ActResult> refused =
          drill.act(new Actor(drill.opener(), "barrier"), "b" + keys++, new Act.Note(null));
      assertThat(refused.handle((done, e) -> e).get(20, TimeUnit.SECONDS)).isNotNull();
    }
  }

  void stop() throws Exception {
    web.stop().get(20, TimeUnit.SECONDS);
    drills.close();
    journal.close();
    metrics.close();
  }
}
