package dev.pagefault.web;

import dev.pagefault.drill.Drills;
import dev.pagefault.scenario.Library;
import dev.pagefault.scenario.Scenario;
import dev.pagefault.scenario.Topology;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A scenario as a pager would show it: an allow-list, nothing of what is wrong.
 *
 * @param played null: never
 */
record ScenarioRow(
    String id,
    String alert,
    String service,
    long minutes,
    String clock,
    boolean guided,
    @Nullable Played played,
    boolean proven) {

  /** Which draw is shown: what rows show is the same under each. */
  private static final long ANY_SEED = 1;

  /** How often it was played, and the best score. */
  record Played(long times, @Nullable Double bestScore) {}

  static ScenarioRow of(Library library, String id, List<Drills.Line> drills) {
    Scenario scenario = library.scenario(id, ANY_SEED);
    Topology topology = library.topology(scenario.topology());
    Topology.Slo slo = topology.slos().get(scenario.page());
    return new ScenarioRow(
        id,
        slo == null ? scenario.page() : slo.alert(),
        slo == null ? "" : slo.service(),
        scenario.limit().toMinutes(),
        scenario.clock(),
        scenario.guided(),
        played(id, drills),
        library.proven(id).isPresent());
  }

  private static @Nullable Played played(String id, List<Drills.Line> drills) {
    List<Drills.Line> mine =
        drills.stream().filter(line -> line.summary().scenario().equals(id)).toList();
    Double best = null;
    for (Drills.Line line : mine) {
      Double score = line.summary().score();
      if (score != null && (best == null || score > best)) {
        best = score;
      }
    }
    return mine.isEmpty() ? null : new Played(mine.size(), best);
  }
}
