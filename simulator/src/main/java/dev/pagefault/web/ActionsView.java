package dev.pagefault.web;

import dev.pagefault.mesh.InstancePlan;
import dev.pagefault.mesh.MeshState;
import dev.pagefault.mesh.ResourceSettings;
import dev.pagefault.mesh.Tunable;
import dev.pagefault.mesh.Tunables;
import dev.pagefault.scenario.Topology;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What people can change, and how it stands now. Pure over a mesh's state. */
record ActionsView(
    List<Service> services, List<Flag> flags, List<String> regions, List<String> journeys) {

  record Service(
      String name,
      List<Version> versions,
      List<Instance> instances,
      List<Setting> settings,
      Map<String, Integer> scale) {}

  record Version(String id, String summary, boolean current, boolean previous) {}

  record Instance(String name, String region, String version, String state) {}

  /**
   * A tunable.
   *
   * @param value that every instance has, or null where they differ
   * @param scopeValues by instance, where they differ
   */
  record Setting(
      String key,
      @Nullable String value,
      @com.fasterxml.jackson.annotation.JsonProperty("default") String initial,
      String about,
      Map<String, String> scopeValues) {}

  record Flag(String name, String value, String about) {}

  static ActionsView of(MeshState state) {
    Topology topology = state.topology();
    List<Service> services = new ArrayList<>();
    topology
        .services()
        .forEach((name, service) -> {
          if (!service.external()) {
            services.add(service(state, name, service));
          }
        });
    for (String name : ResourceSettings.names(topology)) {
      services.add(resource(state, name));
    }
    List<Flag> flags = new ArrayList<>();
    topology
        .flags()
        .forEach((name, flag) ->
            flags.add(
                new Flag(name, state.flags().getOrDefault(name, flag.initial()), flag.about())));
    return new ActionsView(
        services, flags, topology.regions(), List.copyOf(topology.journeys().keySet()));
  }

  private static Service service(MeshState state, String name, Topology.Service service) {
    List<InstancePlan> plans =
        state.instances().stream().filter(plan -> plan.service().equals(name)).toList();
    Map<String, Integer> scale = new LinkedHashMap<>();
    for (String region : state.topology().regions()) {
      scale.put(region, state.count(name, region));
    }
    return new Service(
        name,
        versions(service, plans),
        plans.stream()
            .map(plan ->
                new Instance(
                    plan.instance(),
                    plan.region(),
                    plan.version(),
                    plan.drained() ? "drained" : "serving"))
            .toList(),
        settings(state, name, plans),
        scale);
  }

  /** What services share has settings, and neither versions nor instances. */
  private static Service resource(MeshState state, String name) {
    Map<String, String> values = ResourceSettings.of(state, name);
    List<Setting> settings =
        Tunables.of(state.topology(), name).values().stream()
            .map(it ->
                new Setting(
                    it.key(),
                    values.getOrDefault(it.key(), it.initial()),
                    it.initial(),
                    it.about(),
                    Map.of()))
            .toList();
    return new Service(name, List.of(), List.of(), settings, Map.of());
  }

  /** Releases that run or ran before those that do; one that was never out is nobody's to see. */
  private static List<Version> versions(Topology.Service service, List<InstancePlan> plans) {
    Set<String> running = new LinkedHashSet<>();
    plans.forEach(plan -> running.add(plan.version()));
    if (running.isEmpty()) {
      running.add(service.current());
    }
    Set<String> known = new LinkedHashSet<>();
    Set<String> previous = new LinkedHashSet<>();
    for (String version : running) {
      List<Topology.Version> line = service.lineage(version);
      line.forEach(release -> known.add(release.id()));
      if (line.size() > 1) {
        previous.add(line.get(line.size() - 2).id());
      }
    }
    // Where a release is being taken back, the one that was there first stays reachable.
    service.lineage(service.current()).forEach(release -> known.add(release.id()));
    return service.versions().stream()
        .filter(release -> known.contains(release.id()))
        .map(release ->
            new Version(
                release.id(),
                release.summary(),
                running.contains(release.id()),
                previous.contains(release.id())))
        .toList();
  }

  private static List<Setting> settings(MeshState state, String name, List<InstancePlan> plans) {
    List<Setting> settings = new ArrayList<>();
    for (Tunable tunable : Tunables.of(state.topology(), name).values()) {
      Map<String, String> values = new LinkedHashMap<>();
      for (InstancePlan plan : plans) {
        values.put(plan.instance(), plan.settings().getOrDefault(tunable.key(), tunable.initial()));
      }
      boolean same = Set.copyOf(values.values()).size() <= 1;
      String value = values.isEmpty() ? tunable.initial() : values.values().iterator().next();
      settings.add(
          new Setting(
              tunable.key(),
              same ? value : null,
              tunable.initial(),
              tunable.about(),
              same ? Map.of() : values));
    }
    return settings;
  }
}
