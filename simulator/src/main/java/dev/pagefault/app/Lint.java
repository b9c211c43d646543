package dev.pagefault.app;

import dev.pagefault.scenario.Library;
import dev.pagefault.scenario.Problem;
import dev.pagefault.scenario.Source;
import dev.pagefault.scenario.TopologyReader;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;

/** Says every mistake of scenarios and topologies, with file, line and the way out. */
@Command(
    name = "lint",
    description = "Explains every mistake of a scenario, a topology or a whole library.")
final class Lint implements Callable<Integer> {
  @Parameters(
      paramLabel = "PATH",
      arity = "1..*",
      description = "A scenario's folder, a topology's file, or a folder with topologies/ in it.")
  private List<Path> paths = List.of();

  @Option(names = "--json", description = "Print JSON.")
  private boolean json;

  @Spec private CommandSpec spec = CommandSpec.create();

  /** A problem as programs read it. */
  record Line(String file, int line, int column, String field, String message, String wayOut) {
    static Line of(Problem problem) {
      return new Line(
          problem.file().toString(),
          problem.line(),
          problem.column(),
          problem.field(),
          problem.message(),
          problem.wayOut());
    }
  }

  @Override
  public Integer call() {
    Set<Problem> problems = new LinkedHashSet<>();
    for (Path path : paths) {
      if (!Files.exists(path)) {
        throw new ParameterException(spec.commandLine(), "there is no " + path);
      }
      problems.addAll(problems(path));
    }
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      List<Line> lines = problems.stream().map(Line::of).toList();
      out.println(JsonMapper.shared().writeValueAsString(lines));
    } else {
      problems.forEach(out::println);
    }
    long files = problems.stream().map(Problem::file).distinct().count();
    spec.commandLine()
        .getErr()
        .println(
            problems.isEmpty()
                ? "no mistakes"
                : problems.size() + " mistakes in " + files + " files");
    return problems.isEmpty() ? ExitCode.FINE : ExitCode.INVALID;
  }

  private static List<Problem> problems(Path path) {
    if (Files.isDirectory(path.resolve("topologies"))) {
      return Library.load(path, new MeshCheck()).problems();
    }
    Path parent = path.toAbsolutePath().getParent();
    boolean topology = parent != null && parent.endsWith("topologies");
    if (topology) {
      Source source = new Source(path);
      TopologyReader.read(source);
      return source.problems();
    }
    Path folder = Files.isDirectory(path) || parent == null ? path.toAbsolutePath() : parent;
    Path library = folder.getParent();
    return library == null ? List.of() : inFolder(library, folder.normalize());
  }

  /** What is wrong with one scenario, and with what it builds on. */
  private static List<Problem> inFolder(Path library, Path folder) {
    return Library.load(library.normalize(), new MeshCheck()).problems().stream()
        .filter(problem ->
            problem.file().startsWith(folder)
                || problem.file().startsWith(library.normalize().resolve("topologies"))
                || problem.file().startsWith(library.normalize().resolve("failure-modes")))
        .toList();
  }
}
