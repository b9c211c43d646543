package dev.pagefault.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pagefault.scenario.CopiedLibrary;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class CommandsTest {
  private static final String SHIPPED = Path.of("..", "scenarios").toString();

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int run(String... args) {
    CommandLine commands = Main.commands();
    commands.setOut(new PrintWriter(out, true));
    commands.setErr(new PrintWriter(err, true));
    return commands.execute(args);
  }

  @Test
  void what_is_shipped_has_no_mistakes() {
    assertThat(run("lint", SHIPPED)).isEqualTo(ExitCode.FINE);
    assertThat(out.toString()).isEmpty();
    assertThat(err.toString()).contains("no mistakes");
  }

  @Test
  void one_scenario_or_topology_can_be_linted() {
    assertThat(run("lint", SHIPPED + "/amber-finch", SHIPPED + "/topologies/shop.yaml"))
        .isEqualTo(ExitCode.FINE);
  }

  @Test
  void the_list_tells_what_a_pager_would_and_no_more() {
    assertThat(run("scenarios", "--scenarios", SHIPPED, "--json")).isEqualTo(ExitCode.FINE);
    JsonNode list = JsonMapper.shared().readTree(out.toString());
    assertThat(list).hasSize(12);
    assertThat(list.get(0).propertyNames())
        .containsExactly("id", "topology", "alert", "service", "clock", "minutes", "guided");
    assertThat(err.toString()).isEmpty();
  }

  @Test
  void mistakes_are_data_and_their_number_a_message(@TempDir Path folder) throws IOException {
    CopiedLibrary library = CopiedLibrary.in(folder);
    library.replace("amber-finch/answer.yaml", "max by (instance)", "max bye (instance)");
    library.replace(
        "amber-finch/answer.yaml",
        "{kind: flag, flag: $victim.flag, value: \"off\"}",
        "{kind: flag, flag: $victim.flag, value: \"on\"}");
    assertThat(run("lint", "--json", folder.toString())).isEqualTo(ExitCode.INVALID);
    JsonNode problems = JsonMapper.shared().readTree(out.toString());
    assertThat(problems)
        .extracting(problem -> problem.get("field").asString())
        .containsExactly("fixes[0].changes[0]", "chain[1].query");
    assertThat(err.toString()).contains("2 mistakes in 1 files");
    assertThat(run("scenarios", "--scenarios", folder.toString())).isEqualTo(ExitCode.INVALID);
  }

  @Test
  void a_wrong_command_line_says_how_to_write_it() {
    assertThat(run("lint")).isEqualTo(ExitCode.USAGE);
    assertThat(run("lint", "/nowhere")).isEqualTo(ExitCode.USAGE);
    assertThat(run("fly")).isEqualTo(ExitCode.USAGE);
    assertThat(err.toString()).contains("Missing required parameter", "there is no /nowhere");
    assertThat(out.toString()).isEmpty();
  }
}
