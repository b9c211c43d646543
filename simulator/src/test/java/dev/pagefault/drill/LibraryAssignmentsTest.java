package dev.pagefault.drill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pagefault.journal.JournalEvent;
import dev.pagefault.journal.Json;
import dev.pagefault.mesh.MeshState;
import dev.pagefault.scenario.Library;
import dev.pagefault.scenario.Scenario;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LibraryAssignmentsTest {
  private final Library library = Library.load(Path.of("..", "scenarios")).library();
  private final Assignment.Source assignments = new LibraryAssignments(library);

  @Test
  void every_scenario_of_the_library_can_be_assigned_revealed_and_read_back() {
    assertThat(library.ids()).isNotEmpty();
    for (String id : library.ids()) {
      for (long seed = 1; seed <= 3; seed++) {
        Assignment assignment = assignments.assignment(id, seed);
        assertThat(assignment.alert()).isNotBlank();
        assertThat(assignment.lastingFixes()).containsKey(assignment.answer().lasting());
        JournalEvent.Revealed revealed = Reveal.of(assignment, new Sealed("sha", "salt"));
        assertThat(revealed.answer().culprits())
            .allMatch(culprit ->
                ObserveActs.NO_ENTRIES.contains(culprit) || revealed.titles().containsKey(culprit));
        String json = Json.strict().writeValueAsString(revealed);
        assertThat(Json.strict().readValue(json, JournalEvent.class)).isEqualTo(revealed);
      }
    }
  }

  @Test
  void every_history_timeline_and_fix_can_be_applied_to_its_topology() {
    for (String id : library.ids()) {
      Assignment assignment = assignments.assignment(id, 1);
      MeshState state = MeshState.initial(assignment.topology());
      for (Scenario.Entry entry : assignment.scenario().history()) {
        state = state.with(entry.change());
      }
      for (Scenario.Event event : assignment.scenario().timeline()) {
        state = state.with(event.change());
      }
      MeshState broken = state;
      assertThat(assignment.answer().fixes())
          .allSatisfy(fix -> assertThat(FixActs.cost(broken, fix.changes())).isPositive());
    }
  }

  @Test
  void evidence_of_what_was_drawn_is_that_kept_under_the_drawn_name_and_no_other() {
    Assignment drawn = assignments.assignment("copper-heron", 1);
    String name = drawn.scenario().draws().keySet().iterator().next();
    String value = drawn.scenario().draws().getOrDefault(name, "");
    Map<String, List<Double>> victim = Map.of("cause", List.of(1.0, 0.0));
    Map<String, List<Double>> bystander = Map.of("cause", List.of(0.0, 1.0));
    Assignment assignment =
        new Assignment(
            drawn.scenario(),
            drawn.answer(),
            drawn.answerYaml(),
            drawn.topology(),
            drawn.modes(),
            Map.of(
                "cpu $" + name,
                victim,
                "cpu " + value,
                bystander,
                "heap " + value,
                bystander,
                "cpu payment",
                bystander),
            drawn.lastingFixes(),
            drawn.references());
    assertThat(assignment.evidence())
        .isEqualTo(Map.of("cpu " + value, victim, "cpu payment", bystander));
  }

  @Test
  void an_unknown_scenario_is_refused_with_those_there_are() {
    assertThatThrownBy(() -> assignments.assignment("no-such", 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("no-such");
  }
}
