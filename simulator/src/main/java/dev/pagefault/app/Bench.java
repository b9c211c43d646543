package dev.pagefault.app;

import dev.pagefault.app.bench.Benches;
import dev.pagefault.app.bench.Figure;
import dev.pagefault.scenario.Library;
import dev.pagefault.time.Clock;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;

/** Prints the measured figures; see {@link Benches}. */
@Command(name = "bench", description = "Measures on the machine at hand, beside the goals.")
final class Bench implements Callable<Integer> {
  @Parameters(
      paramLabel = "NAME",
      arity = "0..*",
      description = "hardware, server, hop, proxy, healthy, mesh, density; all otherwise.")
  private List<String> names = Benches.NAMES;

  @Option(names = "--json", paramLabel = "FILE", description = "Write the figures as JSON.")
  private @Nullable Path json;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws Exception {
    PrintWriter out = spec.commandLine().getOut();
    if (!Benches.NAMES.containsAll(names)) {
      spec.commandLine().getErr().println("bench: names are among " + Benches.NAMES);
      return ExitCode.USAGE;
    }
    Library library = Library.load(Home.scenarios()).library();
    Benches benches = new Benches(library.topology("shop"), Clock.system());
    List<Figure> figures = benches.measure(names, figure -> out.println(figure.line()));
    if (json != null) {
      Files.writeString(json, JsonMapper.shared().writeValueAsString(figures));
    }
    return ExitCode.FINE;
  }
}
