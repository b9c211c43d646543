package dev.pagefault.scenario;

import dev.pagefault.time.Seed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * All that can be drilled: topologies, the catalogue, and scenarios with their sealed answers. Read
 * once, immutable, safe on any thread. What has mistakes is left out and told; the rest loads.
 *
 * <p>Getters throw {@link NoSuchElementException} for an id that isn't in {@link #ids()} or {@link
 * #topologies()}.
 */
public final class Library {
  /** Files and folders that are looked at; a library has a few dozen. */
  static final int MAX_ENTRIES = 1_000;

  private static final String TOPOLOGIES = "topologies";
  private static final String MODES = "failure-modes";
  private static final Set<String> SHARED = Set.of(TOPOLOGIES, MODES, "schemas");

  /** How a folder begins that is checked and never played, such as the fixture of the manual. */
  private static final String NOT_PLAYED = "_";

  private final Path folder;
  private final Map<String, Topology> topologies;
  private final Map<String, String> substances;
  private final Catalogue catalogue;
  private final Map<String, ScenarioFolder> scenarios;
  private final Map<String, Proven> proven;

  private Library(
      Path folder,
      Map<String, Topology> topologies,
      Map<String, String> substances,
      Catalogue catalogue,
      Map<String, ScenarioFolder> scenarios,
      Map<String, Proven> proven) {
    this.folder = folder;
    this.topologies = topologies;
    this.substances = substances;
    this.catalogue = catalogue;
    this.scenarios = scenarios;
    this.proven = proven;
  }

  /** A library, and what is wrong with what was left out of it. */
  public record Loaded(Library library, List<Problem> problems) {}

  /** Reads a folder such as {@code scenarios/}. Never throws for what is in it. */
  public static Loaded load(Path folder) {
    return load(folder, Check.NONE);
  }

  /** Reads a folder; a scenario must also pass {@code check}. */
  public static Loaded load(Path folder, Check check) {
    return load(folder, folder, check);
  }

  /**
   * Reads a folder of scenarios. Topologies and failure modes are its own, or those of {@code
   * shared} where it has none.
   */
  public static Loaded load(Path folder, Path shared, Check check) {
    List<Problem> problems = new ArrayList<>();
    Map<String, Topology> topologies = new TreeMap<>();
    Map<String, String> substances = new TreeMap<>();
    for (Path file : list(own(folder, shared, TOPOLOGIES), Library::isYaml, problems)) {
      Source source = new Source(file);
      YamlFile.read(source)
          .ifPresent(tree ->
              TopologyReader.read(tree, source)
                  .ifPresent(read -> {
                    topologies.put(read.id(), read);
                    substances.put(read.id(), Substance.of(tree));
                  }));
      problems.addAll(source.problems());
    }
    Source source = new Source(own(folder, shared, MODES).resolve("catalogue.yaml"));
    Catalogue catalogue =
        CatalogueReader.read(source).orElse(new Catalogue(List.of(), List.of(), List.of()));
    problems.addAll(source.problems());
    Map<String, ScenarioFolder> scenarios = new TreeMap<>();
    for (Path inside : list(folder, Library::isScenario, problems)) {
      String name = String.valueOf(inside.getFileName());
      ScenarioFolder.read(inside, topologies, catalogue, check, problems)
          .filter(read -> !name.startsWith(NOT_PLAYED))
          .ifPresent(read -> scenarios.put(name, read));
    }
    Library library =
        new Library(folder, topologies, substances, catalogue, scenarios, new TreeMap<>());
    scenarios.keySet().forEach(library::keepProof);
    return new Loaded(library, List.copyOf(problems));
  }

  private void keepProof(String id) {
    Proven.read(folder.resolve(id).resolve(Proven.FILE))
        .filter(kept -> kept.hash().equals(evidenceHash(id)))
        .ifPresent(kept -> proven.put(id, kept));
  }

  private static Path own(Path folder, Path shared, String name) {
    Path own = folder.resolve(name);
    return Files.isDirectory(own) ? own : shared.resolve(name);
  }

  private static boolean isYaml(Path path) {
    return path.toString().endsWith(".yaml");
  }

  private static boolean isScenario(Path path) {
    String name = String.valueOf(path.getFileName());
    return Files.isDirectory(path) && !SHARED.contains(name) && !name.startsWith(".");
  }

  private static List<Path> list(Path folder, Predicate<Path> wanted, List<Problem> problems) {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(wanted).sorted().limit(MAX_ENTRIES).toList();
    } catch (IOException e) {
      problems.add(
          new Problem(folder, 1, 1, "", "the folder can't be read", "name a folder that exists"));
      return List.of();
    }
  }

  /** Ids of the scenarios that are sound. */
  public Set<String> ids() {
    return scenarios.keySet();
  }

  /** What may happen in a scenario under a seed. */
  public Scenario scenario(String id, long seed) {
    return folder(id).resolve(new Seed(seed)).scenario();
  }

  /** The sealed answer of a scenario under a seed. */
  public Answer answer(String id, long seed) {
    return folder(id).resolve(new Seed(seed)).answer();
  }

  /** The sealed answer as YAML, always the same for the same seed: the envelope hashes it. */
  public String answerYaml(String id, long seed) {
    return AnswerYaml.write(answer(id, seed));
  }

  /** The lesson under a seed, Markdown. */
  public String debrief(String id, long seed) {
    return folder(id).debrief(new Seed(seed));
  }

  /** The recorded evidence, or empty where a scenario has not been proven yet. */
  public Optional<EvidenceMatrix> matrix(String id) {
    folder(id);
    return EvidenceMatrix.read(folder.resolve(id).resolve(EvidenceMatrix.FILE));
  }

  /**
   * What proof kept of a scenario as it stood when the library was read, or empty: it had changed
   * since, or never passed.
   */
  public Optional<Proven> proven(String id) {
    folder(id);
    return Optional.ofNullable(proven.get(id));
  }

  /** The same library without the scenarios that are not proven as they stand. */
  public Library provenOnly() {
    return only(proven::containsKey);
  }

  /** The same library without the scenarios that say that they can't be played on Docker. */
  public Library onDocker() {
    return only(id -> embeddedOnly(id).isEmpty());
  }

  private Library only(Predicate<String> wanted) {
    Map<String, ScenarioFolder> kept = new TreeMap<>(scenarios);
    kept.keySet().removeIf(wanted.negate());
    return new Library(folder, topologies, substances, catalogue, kept, proven);
  }

  /** Why a scenario can't be played on Docker; empty: it can. May tell what breaks in it. */
  public Optional<String> embeddedOnly(String id) {
    return folder(id).embeddedOnly();
  }

  /**
   * Hash of what a scenario's evidence and proof depend on: what runs of its files and its
   * topology's, as they stood when the library was read, and the engine's version.
   */
  public String evidenceHash(String id) {
    ScenarioFolder read = folder(id);
    String topology = substances.getOrDefault(scenario(id, 0).topology(), "");
    return EvidenceMatrix.sha256(
        List.of(read.scenarioSubstance(), read.answerSubstance(), topology, EvidenceMatrix.ENGINE));
  }

  /** A scenario's folder. */
  public Path path(String id) {
    folder(id);
    return folder.resolve(id);
  }

  /** Ids of the topologies that are sound. */
  public Set<String> topologies() {
    return topologies.keySet();
  }

  /** A topology. */
  public Topology topology(String id) {
    return found(topologies.get(id), "topology", id);
  }

  /** Modes, families and lasting fixes. */
  public Catalogue catalogue() {
    return catalogue;
  }

  /** Every failure mode there is. */
  public List<FailureMode> modes() {
    return catalogue.modes();
  }

  private ScenarioFolder folder(String id) {
    return found(scenarios.get(id), "scenario", id);
  }

  private static <T> T found(@Nullable T thing, String what, String id) {
    if (thing == null) {
      throw new NoSuchElementException("there is no " + what + " " + id);
    }
    return thing;
  }
}
