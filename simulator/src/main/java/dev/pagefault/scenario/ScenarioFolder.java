package dev.pagefault.scenario;

import dev.pagefault.time.Seed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;

/**
 * A scenario's folder as it was read: two trees with their draws still open, and the lesson.
 * Resolved for a seed on demand. Immutable.
 */
final class ScenarioFolder {
  /** When unrelated changes happened, before the page's clock: from long ago to just now. */
  private static final Duration UNRELATED_FROM = Duration.ofHours(9);

  private static final Duration UNRELATED_TO = Duration.ofMinutes(14);

  private static final Set<String> NOT_RESOLVED = Set.of("draw");

  private final String id;
  private final Node scenario;
  private final Node answer;
  private final Draws draws;
  private final String debrief;
  private final Map<String, Topology> topologies;

  private ScenarioFolder(
      String id,
      Node scenario,
      Node answer,
      Draws draws,
      String debrief,
      Map<String, Topology> topologies) {
    this.id = id;
    this.scenario = scenario;
    this.answer = answer;
    this.draws = draws;
    this.debrief = debrief;
    this.topologies = topologies;
  }

  /** Scenario and answer of one seed. */
  record Resolved(Scenario scenario, Answer answer) {}

  /** Reads a folder, with every combination of its draws; all mistakes go to {@code problems}. */
  static Optional<ScenarioFolder> read(
      Path folder,
      Map<String, Topology> topologies,
      Catalogue catalogue,
      Check check,
      List<Problem> problems) {
    String id = String.valueOf(folder.getFileName());
    Source scenarioSource = new Source(folder.resolve("scenario.yaml"));
    Source answerSource = new Source(folder.resolve("answer.yaml"));
    Source debriefSource = new Source(folder.resolve("debrief.md"));
    Optional<Node> scenario = YamlFile.read(scenarioSource);
    Optional<Node> answer = YamlFile.read(answerSource);
    Draws draws = scenario.map(tree -> Draws.read(tree, scenarioSource)).orElse(Draws.NONE);
    String debrief = debrief(debriefSource);
    Set<Problem> found = new LinkedHashSet<>(scenarioSource.problems());
    found.addAll(answerSource.problems());
    found.addAll(debriefSource.problems());
    if (scenario.isPresent() && answer.isPresent()) {
      ScenarioFolder read =
          new ScenarioFolder(id, scenario.get(), answer.get(), draws, debrief, topologies);
      for (Map<String, String> drawn : draws.combinations()) {
        found.addAll(read.problems(folder, drawn, catalogue, check));
      }
      if (found.isEmpty()) {
        return Optional.of(read);
      }
    }
    problems.addAll(found);
    return Optional.empty();
  }

  private static String debrief(Source source) {
    try {
      if (Files.size(source.file()) > YamlFile.MAX_BYTES) {
        source.wrong("", "is too long", "keep it to a page or two");
        return "";
      }
      String text = Files.readString(source.file());
      if (text.isBlank()) {
        source.wrong("", "is empty", "write the lesson");
      }
      return text;
    } catch (IOException e) {
      source.wrong("", "can't be read", "write the lesson that is read after the reveal: " + e);
      return "";
    }
  }

  private List<Problem> problems(
      Path folder, Map<String, String> drawn, Catalogue catalogue, Check check) {
    Source scenarioSource = new Source(folder.resolve("scenario.yaml"));
    Source answerSource = new Source(folder.resolve("answer.yaml"));
    Optional<ScenarioFile> file = bind(scenario, ScenarioFile.class, drawn, scenarioSource);
    Optional<Answer> sealed = bind(answer, Answer.class, drawn, answerSource);
    file.ifPresent(read -> {
      new ScenarioLint(id, read, topologies, catalogue, scenarioSource).check();
      Topology topology = topologies.get(read.topology());
      if (topology != null && sealed.isPresent()) {
        new AnswerLint(sealed.get(), read, topology, catalogue, answerSource).check();
        if (scenarioSource.clean() && answerSource.clean()) {
          check.scenario(
              topology,
              scenario(read, read.history(), read.timeline(), drawn),
              sealed.get(),
              scenarioSource,
              answerSource);
        }
      }
    });
    Source debriefSource = new Source(folder.resolve("debrief.md"));
    Draws.resolve(debrief, drawn, Source.Place.START, debriefSource);
    List<Problem> problems = new ArrayList<>(scenarioSource.problems());
    problems.addAll(answerSource.problems());
    problems.addAll(debriefSource.problems());
    return problems;
  }

  private static <T> Optional<T> bind(
      Node tree, Class<T> type, Map<String, String> drawn, Source source) {
    Node resolved = Draws.resolve(without(tree, NOT_RESOLVED), drawn, source);
    return new Binder(source).bind(resolved, type, "");
  }

  private static Node without(Node tree, Set<String> keys) {
    if (!(tree instanceof Node.Fields fields)) {
      return tree;
    }
    Map<String, Node.Field> rest = new LinkedHashMap<>(fields.fields());
    rest.keySet().removeAll(keys);
    return new Node.Fields(fields.place(), rest);
  }

  /** Why it can't be played on Docker; empty: it can. */
  Optional<String> embeddedOnly() {
    Map<String, String> drawn = draws.drawn(new Seed(0));
    return bind(scenario, ScenarioFile.class, drawn, new Source(Path.of(id)))
        .map(ScenarioFile::embeddedOnly);
  }

  /** What runs of {@code scenario.yaml}. */
  String scenarioSubstance() {
    return Substance.of(scenario);
  }

  /** What counts of {@code answer.yaml}. */
  String answerSubstance() {
    return Substance.of(answer);
  }

  /** The lesson, as {@code seed} draws it. */
  String debrief(Seed seed) {
    return Draws.resolve(
        debrief, draws.drawn(seed), Source.Place.START, new Source(Path.of("debrief.md")));
  }

  /** The scenario and its answer as {@code seed} draws them; the same for the same seed. */
  Resolved resolve(Seed seed) {
    Map<String, String> drawn = draws.drawn(seed);
    Source ignored = new Source(Path.of(id));
    ScenarioFile file = bind(scenario, ScenarioFile.class, drawn, ignored).orElseThrow();
    Answer sealed = bind(answer, Answer.class, drawn, ignored).orElseThrow();
    FeedIds ids = new FeedIds(seed, Objects.requireNonNull(topologies.get(file.topology())));
    long jitter = file.jitter().toMillis();
    Duration shift =
        Duration.ofMillis(jitter == 0 ? 0 : seed.stream("draw/onset").nextLong(jitter + 1));
    List<Scenario.Entry> history = new ArrayList<>(ids.entries(file.history()));
    history.addAll(ids.entries(unrelated(file, seed)));
    history.sort(Comparator.comparing(Scenario.Entry::at));
    List<Scenario.Event> timeline =
        ids.events(file.timeline()).stream().map(event -> later(event, shift)).toList();
    return new Resolved(scenario(file, history, timeline, drawn), shown(sealed, ids));
  }

  private Scenario scenario(
      ScenarioFile file,
      List<Scenario.Entry> history,
      List<Scenario.Event> timeline,
      Map<String, String> drawn) {
    return new Scenario(
        id,
        file.topology(),
        file.brief(),
        file.clock(),
        file.limit(),
        file.page(),
        file.onsetWithin(),
        file.load(),
        file.guided(),
        file.owners(),
        List.copyOf(history),
        timeline,
        file.trigger(),
        Collections.unmodifiableMap(new TreeMap<>(drawn)));
  }

  private List<Scenario.Entry> unrelated(ScenarioFile file, Seed seed) {
    ScenarioFile.Unrelated unrelated = file.unrelated();
    Topology topology = topologies.get(file.topology());
    if (unrelated == null || topology == null) {
      return List.of();
    }
    SplittableRandom random = seed.stream("draw/unrelated");
    List<String> left =
        new ArrayList<>(unrelated.of().isEmpty() ? topology.everyday().keySet() : unrelated.of());
    Set<Change> made = new HashSet<>();
    file.history().forEach(entry -> made.add(entry.change()));
    List<Scenario.Entry> picked = new ArrayList<>();
    while (picked.size() < unrelated.pick() && !left.isEmpty()) {
      String name = left.remove(random.nextInt(left.size()));
      Topology.Everyday day = topology.everyday().get(name);
      if (day != null && !made.contains(day.change())) { // nobody deploys the same twice
        long secondsAgo = random.nextLong(UNRELATED_TO.toSeconds(), UNRELATED_FROM.toSeconds() + 1);
        picked.add(
            new Scenario.Entry(
                "everyday/" + name,
                Duration.ofSeconds(-secondsAgo),
                day.change(),
                true,
                day.author(),
                day.summary(),
                day.diff()));
      }
    }
    return picked;
  }

  private static Scenario.Event later(Scenario.Event event, Duration shift) {
    return new Scenario.Event(
        event.id(),
        event.at().plus(shift),
        event.change(),
        event.announced(),
        event.author(),
        event.summary(),
        event.diff());
  }

  private static Answer shown(Answer answer, FeedIds ids) {
    return new Answer(
        answer.cause(),
        answer.atoms(),
        answer.culprits().stream().map(ids::known).toList(),
        answer.chain(),
        answer.rivals().stream()
            .map(rival ->
                new Answer.Rival(
                    rival.id(),
                    rival.atom(),
                    ids.entries(rival.history()),
                    ids.events(rival.timeline()),
                    rival.why()))
            .toList(),
        answer.fixes(),
        answer.reliefs(),
        answer.hints(),
        answer.lasting(),
        answer.evidence(),
        answer.twin());
  }
}
