package dev.pagefault.mesh;

import dev.pagefault.scenario.Step;
import dev.pagefault.scenario.Topology;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a service's versions amount to: each is a patch on the one it was built on. Pure. Throws
 * {@link IllegalArgumentException} that names version and step where a patch doesn't fit; the
 * topology's lint says so earlier.
 */
public final class Releases {

  private Releases() {}

  /** Versions of a service in the order they were released. */
  public static List<String> of(Topology.Service service) {
    return service.versions().stream().map(Topology.Version::id).toList();
  }

  /** Setting defaults at a version: the service's own, then each release's up to it. */
  static Map<String, String> settings(Topology.Service service, String version) {
    Map<String, String> settings = new LinkedHashMap<>(service.settings());
    upTo(service, version).forEach(release -> settings.putAll(release.settings()));
    return settings;
  }

  /** Endpoints at a version. */
  static Map<String, List<Step>> endpoints(Topology.Service service, String version) {
    Map<String, List<Step>> endpoints = new LinkedHashMap<>(service.endpoints());
    for (Topology.Version release : upTo(service, version)) {
      release
          .endpoints()
          .forEach((name, patches) -> {
            if (!service.consumers().containsKey(name)) {
              List<Step> before = endpoints.getOrDefault(name, List.of());
              endpoints.put(name, patched(before, patches, release.id() + " " + name));
            }
          });
    }
    return endpoints;
  }

  /** Consumers at a version; a release patches a consumer's steps under the consumer's name. */
  static Map<String, Topology.Consumer> consumers(Topology.Service service, String version) {
    Map<String, Topology.Consumer> consumers = new LinkedHashMap<>(service.consumers());
    for (Topology.Version release : upTo(service, version)) {
      release
          .endpoints()
          .forEach((name, patches) ->
              consumers.computeIfPresent(
                  name,
                  (key, consumer) ->
                      new Topology.Consumer(
                          consumer.queue(),
                          consumer.concurrency(),
                          patched(consumer.steps(), patches, release.id() + " " + name))));
    }
    return consumers;
  }

  /** Whether any step at a version asks for a flag. */
  static boolean reads(Topology.Service service, String version, String flag) {
    List<Step> steps = new ArrayList<>();
    endpoints(service, version).values().forEach(steps::addAll);
    consumers(service, version).values().forEach(it -> steps.addAll(it.steps()));
    boolean[] found = {false};
    Step.walk(steps, step -> found[0] |= flag.equals(step.flag()));
    return found[0];
  }

  private static List<Topology.Version> upTo(Topology.Service service, String version) {
    List<Topology.Version> lineage = service.lineage(version);
    if (lineage.isEmpty()) {
      throw new IllegalArgumentException("version: no " + version + "; there are " + of(service));
    }
    return lineage;
  }

  private static List<Step> patched(
      List<Step> steps, List<Topology.StepPatch> patches, String where) {
    List<Step> now = steps;
    for (Topology.StepPatch patch : patches) {
      now = patched(now, patch, where);
    }
    return List.copyOf(now);
  }

  private static List<Step> patched(List<Step> steps, Topology.StepPatch patch, String where) {
    Step add = patch.add();
    Step replace = patch.replace();
    String remove = patch.remove();
    if (add != null) {
      String after = patch.after();
      if (after == null) {
        List<Step> longer = new ArrayList<>(steps);
        longer.add(0, add);
        return longer;
      }
      return edited(steps, after, step -> List.of(step, add), where);
    }
    if (replace != null) {
      return edited(steps, replace.id(), step -> List.of(replace), where);
    }
    if (remove != null) {
      return edited(steps, remove, step -> List.of(), where);
    }
    throw new IllegalArgumentException(where + ": a patch adds, replaces or removes a step");
  }

  /** What stands in a step's place. */
  private interface Edit {
    List<Step> apply(Step step);
  }

  /** The steps with the one called {@code id} edited, wherever it is nested. */
  private static List<Step> edited(List<Step> steps, String id, Edit edit, String where) {
    List<String> seen = new ArrayList<>();
    Step.walk(steps, step -> seen.add(step.id()));
    if (!seen.contains(id)) {
      throw new IllegalArgumentException(where + ": no step " + id + "; there are " + seen);
    }
    return edited(steps, id, edit);
  }

  private static List<Step> edited(List<Step> steps, String id, Edit edit) {
    List<Step> result = new ArrayList<>();
    for (Step step : steps) {
      if (step.id().equals(id)) {
        result.addAll(edit.apply(step));
      } else if (step instanceof Step.Cache cache) {
        result.add(cache.withMiss(edited(cache.miss(), id, edit)));
      } else {
        result.add(step);
      }
    }
    return result;
  }
}
