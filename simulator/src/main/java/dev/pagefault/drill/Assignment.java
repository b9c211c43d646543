package dev.pagefault.drill;

import dev.pagefault.journal.JournalEvent.Suffered;
import dev.pagefault.scenario.Answer;
import dev.pagefault.scenario.FailureMode;
import dev.pagefault.scenario.Scenario;
import dev.pagefault.scenario.Topology;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Everything that a drill is set up from: a scenario and its answer, resolved by a seed. As secret
 * as the answer.
 *
 * @param answerYaml the resolved answer as the envelope seals it
 * @param matrix evidence: {@code diagnostic target} with drawn values as {@code $name} → rival →
 *     probability of each outcome; empty where there is none
 * @param lastingFixes the global list: id → title
 * @param references what the reference runs suffered, by name; empty where none was kept
 */
public record Assignment(
    Scenario scenario,
    Answer answer,
    String answerYaml,
    Topology topology,
    List<FailureMode> modes,
    Map<String, Map<String, List<Double>>> matrix,
    Map<String, String> lastingFixes,
    Map<String, Suffered> references) {

  /** The alert's text on a pager, which gives nothing away. */
  public String alert() {
    Topology.Slo slo = topology.slos().get(scenario.page());
    return slo == null ? scenario.page() : slo.alert();
  }

  /** The evidence with what this seed drew in the place of {@code $name}. */
  public Map<String, Map<String, List<Double>>> evidence() {
    // Longest names first, so that $victim doesn't eat the head of $victim.region.
    List<String> names =
        scenario.draws().keySet().stream()
            .sorted(Comparator.comparingInt(String::length).reversed())
            .toList();
    Map<String, Map<String, List<Double>>> resolved = new HashMap<>();
    matrix.forEach((key, row) -> {
      // What this seed drew was measured under the drawn name. A row under its own name is from
      // where somebody else was drawn, and says nothing of it.
      if (!scenario.generalised(key).equals(key)) {
        return;
      }
      String target = key;
      for (String name : names) {
        target = target.replace("$" + name, scenario.draws().getOrDefault(name, ""));
      }
      resolved.put(target, row);
    });
    return resolved;
  }

  /** Where assignments come from. */
  public interface Source {

    /**
     * The scenario of that id, resolved by a seed. Throws {@link IllegalArgumentException} when
     * there is none, or it may not be played.
     */
    Assignment assignment(String scenario, long seed);
  }
}
