package dev.pagefault.app;

import dev.pagefault.scenario.Library;
import dev.pagefault.scenario.Problem;
import dev.pagefault.scenario.Source;
import dev.pagefault.scenario.TopologyReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
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
      description = "A scenario's folder, a topology's file, or a folder of scenarios.")
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
    if (holdsFolders(path)) {
      return Library.load(path, Home.scenarios(), new MeshCheck()).problems();
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
    return Library.load(library.normalize(), Home.scenarios(), new MeshCheck()).problems().stream()
        .filter(problem -> problem.file().startsWith(folder) || isShared(problem.file()))
        .toList();
  }

  /** A library holds folders; a scenario's folder holds files. */
  private static boolean holdsFolders(Path path) {
    if (!Files.isDirectory(path)) {
      return false;
    }
    try (Stream<Path> inside = Files.list(path)) {
      return inside.anyMatch(Files::isDirectory);
    } catch (IOException e) {
      throw new UncheckedIOException(path + " can't be read", e);
    }
  }

  private static boolean isShared(Path file) {
    Path inside = file.getParent();
    return inside != null && (inside.endsWith("topologies") || inside.endsWith("failure-modes"));
  }
}
