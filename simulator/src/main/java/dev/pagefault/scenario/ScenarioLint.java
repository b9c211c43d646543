package dev.pagefault.scenario;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Says what is wrong with a {@code scenario.yaml} beyond its form. */
final class ScenarioLint {
  /** Words of a brief: it is read while the mesh warms up. */
  static final int MAX_BRIEF_WORDS = 60;

  /** Times ordinary load, of all journeys together. */
  private static final double MAX_LOAD = 20;

  private static final Duration MIN_LIMIT = Duration.ofMinutes(2);
  private static final Duration MAX_LIMIT = Duration.ofHours(1);
  private static final Duration MAX_ONSET = Duration.ofMinutes(5);
  private static final Pattern CLOCK = Pattern.compile("([01]\\d|2[0-3]):[0-5]\\d");
  private static final Pattern CODENAME = Pattern.compile("_[a-z]+|[a-z]{2,20}(-[a-z]{2,20}){1,3}");

  /** Letters of a word that gives something away; shorter ones stand in many others. */
  private static final int TELLING_LETTERS = 4;

  private final String id;
  private final ScenarioFile scenario;
  private final Map<String, Topology> topologies;
  private final Catalogue catalogue;
  private final Source source;

  ScenarioLint(
      String id,
      ScenarioFile scenario,
      Map<String, Topology> topologies,
      Catalogue catalogue,
      Source source) {
    this.id = id;
    this.scenario = scenario;
    this.topologies = topologies;
    this.catalogue = catalogue;
    this.source = source;
  }

  void check() {
    @Nullable Topology topology = topologies.get(scenario.topology());
    int words = scenario.brief().strip().split("\\s+").length;
    if (words > MAX_BRIEF_WORDS) {
      source.wrong("brief", "has " + words + " words", "keep to " + MAX_BRIEF_WORDS);
    }
    if (!CLOCK.matcher(scenario.clock()).matches()) {
      source.wrong(
          "clock", "\"" + scenario.clock() + "\" is no time of day", "write one, such as 02:07");
    }
    between("limit", scenario.limit(), MIN_LIMIT, MAX_LIMIT);
    between("jitter", scenario.jitter(), Duration.ZERO, MAX_ONSET);
    between("onset-within", scenario.onsetWithin(), Duration.ofSeconds(1), MAX_ONSET);
    if (scenario.load() <= 0 || scenario.load() > MAX_LOAD) {
      source.wrong("load", "is out of bounds", "write a number above 0, such as 1");
    }
    if (scenario.trigger().isEmpty()) {
      source.wrong("trigger", "is empty", "say what makes the cause bite, such as a load change");
    }
    if (!scenario.id().equals(id)) {
      source.wrong(
          "id",
          scenario.id() + " is not the folder's name, or another folder's scenario",
          "write id: " + id);
    }
    codename(topology);
    if (topology == null) {
      source.wrong(
          "topology",
          "there is no topology " + scenario.topology(),
          Spelling.wayOut(scenario.topology(), topologies.keySet()));
      return;
    }
    Names names = new Names(topology, source);
    names.slo("page", scenario.page());
    scenario.owners().keySet().forEach(name -> names.service("owners." + name, name));
    unrelated(topology, names);
    changes(topology);
  }

  private void unrelated(Topology topology, Names names) {
    ScenarioFile.@Nullable Unrelated unrelated = scenario.unrelated();
    if (unrelated == null) {
      return;
    }
    Set<String> everyday = topology.everyday().keySet();
    for (int i = 0; i < unrelated.of().size(); i++) {
      names.known("unrelated.of[" + i + "]", "everyday change", unrelated.of().get(i), everyday);
    }
    int pool = unrelated.of().isEmpty() ? everyday.size() : unrelated.of().size();
    if (unrelated.pick() < 0 || unrelated.pick() > pool) {
      source.wrong("unrelated.pick", "picks more than there are", "write a number up to " + pool);
    }
  }

  private void changes(Topology topology) {
    Set<String> ids = new HashSet<>();
    EntryLint lint = new EntryLint(topology, source, ids);
    lint.history(scenario.history(), "history");
    lint.events(scenario.timeline(), "timeline");
    for (int i = 0; i < scenario.trigger().size(); i++) {
      Change fired = scenario.trigger().get(i).change();
      if (!(fired instanceof Change.Load) && !(fired instanceof Change.Traffic)) {
        source.wrong(
            "trigger[" + i + "].change",
            "would bring a cause back after it was mended",
            "fire only load and traffic here; put the cause into history or timeline");
      }
    }
    new EntryLint(topology, source, new HashSet<>()).events(scenario.trigger(), "trigger");
  }

  private void between(String path, Duration value, Duration least, Duration most) {
    if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
      source.wrong(
          path,
          Durations.format(value) + " is out of bounds",
          "write one from " + Durations.format(least) + " to " + Durations.format(most));
    }
  }

  /** The codename is seen before the drill. */
  private void codename(@Nullable Topology topology) {
    if (!CODENAME.matcher(id).matches()) {
      source.wrong(
          "", "the folder's name is no codename", "name it by two words, such as amber-finch");
    }
    Set<String> telling = new TreeSet<>();
    catalogue.modes().forEach(mode -> telling.addAll(List.of(mode.id().split("-"))));
    catalogue.families().forEach(family -> telling.addAll(List.of(family.id().split("-"))));
    if (topology != null) {
      topology.services().keySet().forEach(name -> telling.addAll(List.of(name.split("-"))));
      topology.datastores().keySet().forEach(name -> telling.addAll(List.of(name.split("-"))));
      topology.queues().keySet().forEach(name -> telling.addAll(List.of(name.split("-"))));
    }
    for (String word : id.toLowerCase(Locale.ROOT).split("-")) {
      if (word.length() >= TELLING_LETTERS && telling.contains(word)) {
        source.wrong(
            "",
            "the folder's name gives away \"" + word + "\"",
            "name it by words without meaning");
      }
    }
  }
}
