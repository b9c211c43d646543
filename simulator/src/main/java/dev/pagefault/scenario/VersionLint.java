package dev.pagefault.scenario;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Says what is wrong with a release: a patch that doesn't fit, or that its diff doesn't name. */
final class VersionLint {
  private final Topology.Service service;
  private final Source source;
  private final StepLint steps;

  VersionLint(Topology.Service service, Source source, StepLint steps) {
    this.service = service;
    this.source = source;
    this.steps = steps;
  }

  /** {@code earlier} are the ids of the releases before it; its own is added. */
  void check(Topology.Version version, Set<String> earlier, String path) {
    @Nullable String base = version.base();
    if (base != null && !earlier.contains(base)) {
      source.wrong(
          path + ".base", "there is no earlier version " + base, Spelling.wayOut(base, earlier));
    }
    if (!earlier.add(version.id())) {
      source.wrong(path + ".id", "is already another version's", "name it otherwise");
    }
    version
        .settings()
        .forEach((key, value) -> {
          named(version, key, path + ".settings." + key);
          SettingLint.value(service, source, key, value, path + ".settings." + key);
        });
    version
        .endpoints()
        .forEach((name, patches) -> {
          String at = path + ".endpoints." + name;
          Set<String> places = new TreeSet<>(service.endpoints().keySet());
          places.addAll(service.consumers().keySet());
          if (!places.contains(name)) {
            source.wrong(
                at, "there is no endpoint or consumer " + name, Spelling.wayOut(name, places));
            return;
          }
          Set<String> ids = idsBefore(version, name);
          for (int i = 0; i < patches.size(); i++) {
            patch(version, patches.get(i), ids, at + "[" + i + "]");
          }
        });
  }

  private void patch(
      Topology.Version version, Topology.StepPatch patch, Set<String> ids, String path) {
    Step add = patch.add();
    Step replace = patch.replace();
    @Nullable String remove = patch.remove();
    int kinds = (add != null ? 1 : 0) + (replace != null ? 1 : 0) + (remove != null ? 1 : 0);
    if (kinds != 1) {
      source.wrong(
          path, "is not exactly one of add, replace, remove", "split it into one item each");
      return;
    }
    @Nullable String after = patch.after();
    if (after != null && !ids.contains(after)) {
      source.wrong(path + ".after", "there is no step " + after, Spelling.wayOut(after, ids));
    }
    if (add != null) {
      steps.check(add, ids, path + ".add");
      named(version, add.id(), path + ".add.id");
    } else if (replace != null) {
      stepExists(replace.id(), ids, path + ".replace.id");
      steps.check(replace, new HashSet<>(), path + ".replace");
      named(version, replace.id(), path + ".replace.id");
    } else if (remove != null) {
      stepExists(remove, ids, path + ".remove");
      named(version, remove, path + ".remove");
      ids.remove(remove);
    }
  }

  private void stepExists(String id, Set<String> ids, String path) {
    if (!ids.contains(id)) {
      source.wrong(path, "there is no step " + id, Spelling.wayOut(id, ids));
    }
  }

  private void named(Topology.Version version, String word, String path) {
    if (!version.diff().contains(word)) {
      source.wrong(path, "is not named in the version's diff", "name " + word + " in diff");
    }
  }

  /** Step ids of an endpoint or consumer in the release that this one patches. */
  private Set<String> idsBefore(Topology.Version version, String name) {
    List<Step> own = new ArrayList<>(service.endpoints().getOrDefault(name, List.of()));
    Topology.@Nullable Consumer consumer = service.consumers().get(name);
    if (consumer != null) {
      own.addAll(consumer.steps());
    }
    Set<String> ids = new TreeSet<>();
    Step.walk(own, step -> ids.add(step.id()));
    List<Topology.Version> lineage = service.lineage(version.id());
    for (Topology.Version before : lineage.subList(0, Math.max(0, lineage.size() - 1))) {
      for (Topology.StepPatch patch : before.endpoints().getOrDefault(name, List.of())) {
        Step add = patch.add();
        if (add != null) {
          Step.walk(List.of(add), step -> ids.add(step.id()));
        }
        @Nullable String remove = patch.remove();
        if (remove != null) {
          ids.remove(remove);
        }
      }
    }
    return ids;
  }
}
