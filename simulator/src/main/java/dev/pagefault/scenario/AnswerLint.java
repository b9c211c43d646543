package dev.pagefault.scenario;

import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/** Says what is wrong with an {@code answer.yaml} beyond its form. */
final class AnswerLint {
  /** Steps of a hint ladder: where to look, which comparison, what it means. */
  static final int HINTS = 3;

  /** Other causes that must be told apart. */
  static final int MIN_RIVALS = 2;

  /** What can be to blame beside an entry of the feed. */
  static final List<String> BLAMED = List.of("traffic", "schedule", "dependency", "none");

  private final Answer answer;
  private final ScenarioFile scenario;
  private final Topology topology;
  private final Catalogue catalogue;
  private final Source source;
  private final Names names;

  AnswerLint(
      Answer answer, ScenarioFile scenario, Topology topology, Catalogue catalogue, Source source) {
    this.answer = answer;
    this.scenario = scenario;
    this.topology = topology;
    this.catalogue = catalogue;
    this.source = source;
    this.names = new Names(topology, source);
  }

  void check() {
    atLeast("atoms", answer.atoms(), 1);
    for (int i = 0; i < answer.atoms().size(); i++) {
      atom(answer.atoms().get(i), "atoms[" + i + "]");
    }
    culprits();
    atLeast("chain", answer.chain(), 2);
    for (int i = 0; i < answer.chain().size(); i++) {
      names.component("chain[" + i + "].component", answer.chain().get(i).component());
    }
    rivals();
    atLeast("fixes", answer.fixes(), 1);
    Set<String> remedies = new HashSet<>();
    remedies(answer.fixes(), "fixes", remedies);
    remedies(answer.reliefs(), "reliefs", remedies);
    for (Answer.Stage stage : EnumSet.allOf(Answer.Stage.class)) {
      int hints = answer.hints().getOrDefault(stage, List.of()).size();
      if (hints != HINTS) {
        source.wrong(
            "hints." + stage.name().toLowerCase(Locale.ROOT),
            "has " + hints + " hints",
            "write " + HINTS + ": where to look, which comparison, what it means");
      }
    }
    names.known(
        "lasting",
        "lasting fix",
        answer.lasting(),
        catalogue.lastingFixes().stream().map(Catalogue.LastingFix::id).toList());
    evidence();
  }

  private void atom(Answer.Atom atom, String path) {
    names.component(path + ".component", atom.component());
    names.known(
        path + ".mode",
        "failure mode",
        atom.mode(),
        catalogue.modes().stream().map(FailureMode::id).toList());
  }

  private void culprits() {
    Set<String> ids = new TreeSet<>(BLAMED);
    scenario.history().forEach(entry -> ids.add(entry.id()));
    scenario.timeline().forEach(event -> ids.add(event.id()));
    atLeast("culprits", answer.culprits(), 1);
    for (int i = 0; i < answer.culprits().size(); i++) {
      names.known("culprits[" + i + "]", "entry or event", answer.culprits().get(i), ids);
    }
  }

  private void rivals() {
    atLeast("rivals", answer.rivals(), MIN_RIVALS);
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < answer.rivals().size(); i++) {
      Answer.Rival rival = answer.rivals().get(i);
      String path = "rivals[" + i + "]";
      if (!seen.add(rival.id())) {
        source.wrong(path + ".id", "is already another rival's", "name it otherwise");
      }
      atom(rival.atom(), path + ".atom");
      if (answer.atoms().contains(rival.atom())) {
        source.wrong(path + ".atom", "is the answer itself", "name another cause");
      }
      EntryLint lint = new EntryLint(topology, source, new HashSet<>());
      lint.history(rival.history(), path + ".history");
      lint.events(rival.timeline(), path + ".timeline");
    }
  }

  private void remedies(List<Answer.Remedy> remedies, String path, Set<String> seen) {
    ChangeLint lint = new ChangeLint(topology, source);
    for (int i = 0; i < remedies.size(); i++) {
      Answer.Remedy remedy = remedies.get(i);
      String at = path + "[" + i + "]";
      if (!seen.add(remedy.id())) {
        source.wrong(at + ".id", "is already another's", "name it otherwise");
      }
      atLeast(at + ".changes", remedy.changes(), 1);
      for (int j = 0; j < remedy.changes().size(); j++) {
        lint.check(remedy.changes().get(j), at + ".changes[" + j + "]");
      }
    }
  }

  private void evidence() {
    Set<Answer.Aspect> aspects = EnumSet.noneOf(Answer.Aspect.class);
    boolean normal = false;
    for (Answer.Evidence reading : answer.evidence()) {
      aspects.add(reading.aspect());
      normal |= !reading.abnormal();
    }
    if (aspects.size() < Answer.Aspect.values().length || !normal) {
      source.wrong(
          "evidence",
          "does not show all that is asked for",
          "give a reading each of traffic, errors, latency and saturation, one of them normal");
    }
  }

  private void atLeast(String path, List<?> list, int least) {
    if (list.size() < least) {
      source.wrong(path, "has " + list.size() + " items", "write at least " + least);
    }
  }
}
