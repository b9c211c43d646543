package dev.pagefault.app;

import dev.pagefault.mesh.MeshState;
import dev.pagefault.scenario.Answer;
import dev.pagefault.scenario.Change;
import dev.pagefault.scenario.Check;
import dev.pagefault.scenario.Scenario;
import dev.pagefault.scenario.Source;
import dev.pagefault.scenario.Topology;
import dev.pagefault.telemetry.QueryException;
import dev.pagefault.telemetry.Telemetry;
import dev.pagefault.time.Clock;
import java.util.ArrayList;
import java.util.List;

/**
 * Holds a scenario against what a mesh would do with it, without running one: each change applies
 * in its turn, each remedy changes something, and each query can be read.
 */
final class MeshCheck implements Check {
  private final Telemetry empty = new Telemetry(Clock.system());

  @Override
  public void scenario(
      Topology topology, Scenario scenario, Answer answer, Source scenarioFile, Source answerFile) {
    MeshState state = MeshState.initial(topology);
    for (int i : byTime(scenario.history())) {
      String path = "history[" + i + "].change";
      state = with(state, scenario.history().get(i).change(), path, scenarioFile);
    }
    for (int i = 0; i < scenario.timeline().size(); i++) {
      String path = "timeline[" + i + "].change";
      state = with(state, scenario.timeline().get(i).change(), path, scenarioFile);
    }
    MeshState broken = state;
    for (int i = 0; i < scenario.trigger().size(); i++) {
      String path = "trigger[" + i + "].change";
      state = with(state, scenario.trigger().get(i).change(), path, scenarioFile);
    }
    remedies(broken, answer.fixes(), "fixes", answerFile);
    remedies(broken, answer.reliefs(), "reliefs", answerFile);
    for (int i = 0; i < answer.rivals().size(); i++) {
      rival(topology, scenario, answer, i, answerFile);
    }
    queries(answer, answerFile);
  }

  private static void remedies(
      MeshState broken, List<Answer.Remedy> remedies, String list, Source file) {
    for (int i = 0; i < remedies.size(); i++) {
      List<Change> changes = remedies.get(i).changes();
      for (int j = 0; j < changes.size(); j++) {
        String path = list + "[" + i + "].changes[" + j + "]";
        if (with(broken, changes.get(j), path, file).equals(broken)) {
          file.wrong(path, "changes nothing", "name a change that takes something back");
        }
      }
    }
  }

  private static void rival(
      Topology topology, Scenario scenario, Answer answer, int index, Source file) {
    Answer.Rival rival = answer.rivals().get(index);
    MeshState state = MeshState.initial(topology);
    for (int i : byTime(scenario.history())) {
      Scenario.Entry entry = scenario.history().get(i);
      if (!answer.culprits().contains(entry.id())) {
        state = with(state, entry.change(), "rivals[" + index + "]", file);
      }
    }
    for (int i : byTime(rival.history())) {
      String path = "rivals[" + index + "].history[" + i + "].change";
      state = with(state, rival.history().get(i).change(), path, file);
    }
    for (int i = 0; i < rival.timeline().size(); i++) {
      String path = "rivals[" + index + "].timeline[" + i + "].change";
      state = with(state, rival.timeline().get(i).change(), path, file);
    }
  }

  private void queries(Answer answer, Source file) {
    for (int i = 0; i < answer.chain().size(); i++) {
      query(answer.chain().get(i).query(), "chain[" + i + "].query", file);
    }
    for (int i = 0; i < answer.evidence().size(); i++) {
      query(answer.evidence().get(i).query(), "evidence[" + i + "].query", file);
    }
    Answer.Twin twin = answer.twin();
    if (twin != null) {
      query(twin.query(), "twin.query", file);
    }
  }

  private void query(String query, String path, Source file) {
    try {
      empty.range(query, 0, 1_000, 1);
    } catch (QueryException e) {
      file.wrong(path, "can't be read: " + e.getMessage(), "mend the query");
    }
  }

  private static MeshState with(MeshState state, Change change, String path, Source file) {
    try {
      return state.with(change);
    } catch (IllegalArgumentException e) {
      file.wrong(path, "doesn't apply: " + e.getMessage(), "");
      return state;
    }
  }

  /** Places of the entries in the order in which they happened. */
  private static List<Integer> byTime(List<Scenario.Entry> entries) {
    List<Integer> order = new ArrayList<>();
    for (int i = 0; i < entries.size(); i++) {
      order.add(i);
    }
    order.sort((a, b) -> entries.get(a).at().compareTo(entries.get(b).at()));
    return order;
  }
}
