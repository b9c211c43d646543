package dev.pagefault.app;

import dev.pagefault.bot.Proof;
import dev.pagefault.bot.Prover;
import dev.pagefault.bot.Table;
import dev.pagefault.drill.Assignment;
import dev.pagefault.drill.LibraryAssignments;
import dev.pagefault.journal.Store;
import dev.pagefault.scenario.Answer;
import dev.pagefault.scenario.EvidenceMatrix;
import dev.pagefault.scenario.Library;
import dev.pagefault.scenario.Problem;
import dev.pagefault.scenario.Proven;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;

/** Shows on the live mesh that scenarios work; see {@link Prover}. */
@Command(name = "prove", description = "Shows on the live mesh that scenarios work.")
final class Prove implements Callable<Integer> {
  /** One more mesh gets warm while the others are played on. */
  private static final int WARMING = 1;

  @Parameters(paramLabel = "ID", arity = "0..*", description = "Scenarios; all otherwise.")
  private List<String> ids = List.of();

  @Option(names = "--seeds", paramLabel = "N", defaultValue = "1", description = "Seeds 1 to N.")
  private int seeds;

  @Option(
      names = "--bots",
      paramLabel = "a,b",
      split = ",",
      description = "Players; all otherwise.")
  private List<String> bots = Prover.PLAYERS;

  @Option(
      names = "--parallel",
      paramLabel = "N",
      defaultValue = "4",
      description = "Meshes at a time.")
  private int parallel;

  @Option(names = "--evidence", description = "Measure the evidence matrices anew before.")
  private boolean evidence;

  @Option(names = "--json", paramLabel = "FILE", description = "Write runs and gates as JSON.")
  private @Nullable Path json;

  @Option(
      names = "--runtime",
      paramLabel = "embedded|docker",
      defaultValue = "embedded",
      description = "Where meshes run. On docker nothing is kept, and one mesh runs at a time.")
  private String runtime = MeshRuntime.EMBEDDED.toString();

  @Option(names = "--scenarios", paramLabel = "DIR", description = "The library's folder.")
  private Path folder = Home.scenarios();

  @Spec private CommandSpec spec = CommandSpec.create();

  private MeshRuntime on = MeshRuntime.EMBEDDED;

  @Override
  public Integer call() throws IOException, InterruptedException {
    PrintWriter out = spec.commandLine().getOut();
    PrintWriter err = spec.commandLine().getErr();
    Library.Loaded loaded = Library.load(folder, Home.scenarios(), new MeshCheck());
    loaded.problems().stream().map(Problem::toString).forEach(err::println);
    Library library = loaded.library();
    if (ids.isEmpty() && !loaded.problems().isEmpty()) {
      return ExitCode.INVALID; // it would prove the rest, and look as if that were all
    }
    for (String id : ids) {
      if (!library.ids().contains(id)) {
        err.println("prove: there is no sound scenario " + id + "; there are " + library.ids());
        return ExitCode.USAGE;
      }
    }
    Optional<MeshRuntime> named = MeshRuntime.named(runtime);
    if (named.isEmpty()) {
      err.println("prove: " + MeshRuntime.wrong(runtime));
      return ExitCode.USAGE;
    }
    on = named.get();
    if (on == MeshRuntime.DOCKER && evidence) {
      err.println("prove: evidence is measured on the embedded runtime; leave one of them out");
      return ExitCode.USAGE;
    }
    if (on == MeshRuntime.DOCKER) {
      parallel = Math.min(parallel, on.productionsMax());
    }
    if (seeds < 1 || parallel < 1 || !Prover.PLAYERS.containsAll(bots)) {
      err.println(
          "prove: --seeds and --parallel are at least 1; --bots are among " + Prover.PLAYERS);
      return ExitCode.USAGE;
    }
    for (String id : ids) {
      if (!on.playable(library).ids().contains(id)) {
        err.println("prove: " + id + " is for the embedded runtime only; its file says why");
        return ExitCode.USAGE;
      }
    }
    List<String> chosen = ids.isEmpty() ? List.copyOf(on.playable(library).ids()) : ids;
    if (chosen.isEmpty()) {
      err.println("prove: there is no scenario in " + folder);
      return ExitCode.INVALID;
    }
    Map<String, Map<String, Boolean>> known = new HashMap<>();
    if (!evidence) {
      for (String id : chosen) {
        known.put(id, library.proven(id).map(Proven::remedies).orElse(Map.of()));
      }
    }
    Footprint before = afterOneDrill(library, chosen.getFirst(), err);
    Proof played =
        onRig(
            library,
            chosen.getFirst(),
            err,
            prover -> {
              Assignment.Source source = new LibraryAssignments(library);
              if (evidence) {
                prover.measure(source, chosen, (id, rows) -> write(library, id, rows));
              }
              return prover.prove(source, chosen, seeds, bots, known);
            });
    Proof proof =
        played
            .with(chosen.stream().map(id -> current(library, id)).toList())
            .with(List.of(before.leaves(Footprint.settled(before))));
    out.println(Table.of(proof));
    if (on == MeshRuntime.EMBEDDED) {
      for (String id : chosen) {
        keep(library, id, proof, known.getOrDefault(id, Map.of()), err);
      }
    }
    if (json != null) {
      Files.writeString(json, JsonMapper.shared().writeValueAsString(proof));
    }
    return proof.passed() ? ExitCode.FINE : ExitCode.FAILED;
  }

  private Footprint afterOneDrill(Library library, String id, PrintWriter err)
      throws IOException, InterruptedException {
    onRig(
        library,
        id,
        err,
        prover -> {
          prover.warmUp(new LibraryAssignments(library), id);
          return id;
        });
    return Footprint.now().with(on.idleConnections());
  }

  private interface Task<T> {
    T with(Prover prover) throws IOException, InterruptedException;
  }

  /** On a rig of its own, of which nothing is left then; {@code id} is played first on it. */
  private <T> T onRig(Library library, String id, PrintWriter err, Task<T> task)
      throws IOException, InterruptedException {
    Path data = Files.createTempDirectory("pagefault-prove");
    String topology = library.scenario(id, 1).topology();
    int meshes = on == MeshRuntime.EMBEDDED ? parallel + WARMING : on.productionsMax();
    try (Rig rig = Rig.open(library, Store.in(data), topology, meshes, on);
        Prover prover = new Prover(rig::drills, rig.load(), rig.clock(), parallel, err::println)) {
      return task.with(prover);
    } finally {
      delete(data);
    }
  }

  /** Whether a scenario's evidence was measured on what stands in its folder today. */
  private static Proof.Gate current(Library library, String id) {
    boolean current =
        library.matrix(id).map(EvidenceMatrix::hash).equals(Optional.of(library.evidenceHash(id)));
    return new Proof.Gate(
        id,
        0,
        "the evidence is of this scenario as it stands",
        current,
        current ? "same hash" : "none, or older; run prove --evidence " + id);
  }

  /** Proof that is on file and still counts is replaced only by one over more seeds. */
  private static void keep(
      Library library, String id, Proof proof, Map<String, Boolean> known, PrintWriter err)
      throws IOException {
    Optional<Proven> passed =
        proof.proven(id, library.evidenceHash(id), remedies(library, id), known);
    int before = library.proven(id).map(Proven::seeds).orElse(0);
    if (passed.isPresent() && passed.get().seeds() > before) {
      Path file = library.path(id).resolve(Proven.FILE);
      Files.writeString(file, passed.get().toJson());
      err.println(id + " is proven as it stands; kept in " + file);
    }
  }

  private static Set<String> remedies(Library library, String id) {
    Answer answer = library.answer(id, 1);
    return Stream.concat(answer.fixes().stream().skip(1), answer.reliefs().stream())
        .map(Answer.Remedy::id)
        .collect(Collectors.toSet());
  }

  private static void write(Library library, String id, Map<String, Map<String, List<Double>>> rows)
      throws IOException {
    EvidenceMatrix matrix = new EvidenceMatrix(library.evidenceHash(id), Prover.READINGS, rows);
    Path file = library.path(id).resolve(EvidenceMatrix.FILE);
    Files.writeString(file, matrix.toJson());
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> paths = Files.walk(folder)) {
      for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    }
  }
}
