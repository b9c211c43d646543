package dev.pagefault.app;

import dev.pagefault.scenario.Library;
import dev.pagefault.scenario.Problem;
import dev.pagefault.scenario.Scenario;
import dev.pagefault.scenario.Topology;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;

/** Lists the library as a pager would show it: nothing of it tells a cause. */
@Command(name = "scenarios", description = "Lists the scenarios, without spoilers.")
final class Scenarios implements Callable<Integer> {
  @Option(names = "--json", description = "Print JSON.")
  private boolean json;

  @Option(
      names = "--scenarios",
      paramLabel = "DIR",
      description = "The library's folder; the one beside the program otherwise.")
  private Path folder = Home.scenarios();

  @Spec private CommandSpec spec = CommandSpec.create();

  /** One scenario, as far as everybody may know it. */
  record Line(
      String id,
      String topology,
      String alert,
      String service,
      String clock,
      long minutes,
      boolean guided) {}

  @Override
  public Integer call() {
    Library.Loaded loaded = Library.load(folder, Home.scenarios(), new MeshCheck());
    PrintWriter out = spec.commandLine().getOut();
    PrintWriter err = spec.commandLine().getErr();
    loaded.problems().stream().map(Problem::toString).forEach(err::println);
    List<Line> lines =
        loaded.library().ids().stream().map(id -> line(loaded.library(), id)).toList();
    if (json) {
      out.println(JsonMapper.shared().writeValueAsString(lines));
    } else {
      for (Line line : lines) {
        out.printf(
            "%-16s %s  %-46s %-12s %3d min%s%n",
            line.id(),
            line.clock(),
            line.alert(),
            line.service(),
            line.minutes(),
            line.guided() ? "  first shift" : "");
      }
    }
    return loaded.problems().isEmpty() ? ExitCode.FINE : ExitCode.INVALID;
  }

  private static Line line(Library library, String id) {
    Scenario scenario = library.scenario(id, 0);
    Topology topology = library.topology(scenario.topology());
    Topology.Slo page = Objects.requireNonNull(topology.slos().get(scenario.page()));
    return new Line(
        id,
        scenario.topology(),
        page.alert(),
        page.service(),
        scenario.clock(),
        scenario.limit().toMinutes(),
        scenario.guided());
  }
}
