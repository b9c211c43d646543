package dev.pagefault.drill;

import dev.pagefault.incident.Burn;
import dev.pagefault.incident.Count;
import dev.pagefault.incident.Tick;
import dev.pagefault.journal.JournalEvent;
import dev.pagefault.mesh.MeshState;
import dev.pagefault.scenario.Scenario;
import dev.pagefault.scenario.Topology;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What users suffered since the fault, second by second. */
final class Suffering {
  private long offered;
  private long failed;
  private long seconds;
  private final Map<String, Count> slis = new TreeMap<>();

  /** Takes a second since the fault. */
  void add(Tick tick) {
    seconds++;
    offered += tick.offered();
    long told = 0;
    long bad = 0;
    for (var cell : tick.cells().entrySet()) {
      if (cell.getKey().dimension().equals("region")) { // each request is in one region
        told += cell.getValue().total();
        bad += cell.getValue().bad();
      }
    }
    failed += told > 0 ? bad : Math.max(0, tick.offered() - tick.served());
    tick.slis().forEach((slo, count) -> slis.merge(slo, count, Count::plus));
  }

  /** The facts, at the end of a drill that paged. */
  JournalEvent.Measured measured(Course course) {
    Ledger ledger = course.pen().ledger();
    JournalEvent.Paged paged = ledger.paged();
    JournalEvent.Injected injected = ledger.injected();
    Topology.Slo slo =
        paged == null ? null : course.assignment().topology().slos().get(paged.slo());
    double burned =
        paged == null || slo == null
            ? 0
            : Burn.budgetBurned(
                slis.getOrDefault(paged.slo(), Count.NONE),
                slo.objective(),
                Duration.ofSeconds(seconds));
    return new JournalEvent.Measured(
        offered,
        failed,
        burned,
        since(injected, paged == null ? null : paged.atMillis()),
        course.harmed() ? null : since(injected, ledger.mitigated()),
        course.assignment().references(),
        cheapest(course.assignment()));
  }

  private static @Nullable Long since(
      JournalEvent.@Nullable Injected injected, @Nullable Long atMillis) {
    return injected == null || atMillis == null
        ? null
        : Long.valueOf(Math.max(0, atMillis - injected.atMillis()));
  }

  /** What the cheapest certified fix costs on the mesh as the scenario's history left it. */
  private static int cheapest(Assignment assignment) {
    MeshState state = MeshState.initial(assignment.topology());
    for (Scenario.Entry entry : assignment.scenario().history()) {
      state = state.with(entry.change());
    }
    MeshState now = state;
    return assignment.answer().fixes().stream()
        .mapToInt(fix -> FixActs.cost(now, fix.changes()))
        .min()
        .orElse(0);
  }
}
