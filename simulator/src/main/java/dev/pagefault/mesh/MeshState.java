package dev.pagefault.mesh;

import dev.pagefault.load.LoadPlan;
import dev.pagefault.scenario.Change;
import dev.pagefault.scenario.Resources;
import dev.pagefault.scenario.Selector;
import dev.pagefault.scenario.Topology;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/**
 * The state that is wanted of a mesh: its topology plus the changes applied to it. Immutable; pure.
 *
 * <p>A setting's value is the first that is said, from the right: the engine's default, the
 * service, its version, an override of the service, of the region, of the instance.
 *
 * @param slots by instance name, in the topology's order; also those that don't run at present
 * @param counts how many instances run, by {@code service/region}
 * @param overrides settings by scope: {@code checkout}, {@code checkout/eu} or {@code
 *     checkout/eu/checkout-eu-1}
 * @param flags values, by every flag's name
 * @param load what is asked of the mesh
 */
public record MeshState(
    Topology topology,
    Map<String, Slot> slots,
    Map<String, Integer> counts,
    Map<String, Map<String, String>> overrides,
    Map<String, String> flags,
    LoadPlan load) {
  /** Most instances of a service in one region. */
  public static final int INSTANCES_MAX = 6;

  /** The journey name by which a load change multiplies all journeys. */
  public static final String ALL_JOURNEYS = "*";

  public MeshState {
    slots = frozen(slots);
    counts = frozen(counts);
    Map<String, Map<String, String>> sorted = new TreeMap<>();
    overrides.forEach((scope, values) -> {
      if (!values.isEmpty()) {
        sorted.put(scope, Collections.unmodifiableMap(new TreeMap<>(values)));
      }
    });
    overrides = Collections.unmodifiableMap(sorted);
    flags = frozen(flags);
  }

  /** The topology with nothing changed. */
  public static MeshState initial(Topology topology) {
    Map<String, Slot> slots = new LinkedHashMap<>();
    Map<String, Integer> counts = new LinkedHashMap<>();
    topology
        .services()
        .forEach((name, service) -> {
          for (String region : topology.regions()) {
            counts.put(name + "/" + region, service.instances());
            for (int number = 1; number <= INSTANCES_MAX; number++) {
              Slot slot = new Slot(name, region, number, service.current(), 0, false, Toxics.NONE);
              slots.put(slot.name(), slot);
            }
          }
        });
    Map<String, String> flags = new TreeMap<>();
    topology.flags().forEach((name, flag) -> flags.put(name, flag.initial()));
    return new MeshState(topology, slots, counts, Map.of(), flags, LoadPlan.ORDINARY);
  }

  /**
   * The state after a change. Throws {@link IllegalArgumentException} that names the field and what
   * there is, when the change names what is not there or is out of bounds. Whether a person may
   * touch a service is not asked here.
   */
  public MeshState with(Change change) {
    return switch (change) {
      case Change.Deploy(Selector target, String version) -> deployed(target, version);
      case Change.Config config -> configured(config);
      case Change.Flag(String flag, String value) -> flagged(flag, value);
      case Change.Scale(Selector target, int instances) -> scaled(target, instances);
      case Change.Restart(Selector target) -> {
        if (running(selected(target)).isEmpty()) {
          throw bad("target", "no instance of " + target + " runs; there are " + runningOf(target));
        }
        yield mapped(selected(target), Slot::restarted);
      }
      case Change.Drain(Selector target, boolean drained) ->
          mapped(selected(target), slot -> slot.drained(drained));
      case Change.Traffic(String region, int percent) ->
          loaded(LoadChanges.shifted(load, topology, region, percent));
      case Change.Cancel(String datastore, int session) -> {
        known("datastore", datastore, topology.datastores().keySet());
        within("session", session, 0, Integer.MAX_VALUE);
        yield this;
      }
      case Change.Load of -> loaded(LoadChanges.loaded(load, topology, of));
      case Change.Toxic toxic ->
          mapped(Toxics.callers(this, toxic), slot -> Toxics.applied(slot, toxic));
    };
  }

  /**
   * The changes that take {@code change} back, computed from this state, in which it is not applied
   * yet; empty where there is no way back. Each puts back what is here now, whatever happens in
   * between.
   */
  public List<Change> inverse(Change change) {
    return Inverse.of(this, change);
  }

  /** Names of the running instances that a change touches. */
  public List<String> touched(Change change) {
    return switch (change) {
      case Change.Deploy deploy -> names(running(selected(deploy.target())));
      case Change.Config config when ResourceSettings.has(topology, config.target().service()) ->
          List.of(config.target().service());
      case Change.Config config -> names(running(selected(config.target())));
      case Change.Restart restart -> names(running(selected(restart.target())));
      case Change.Drain drain -> names(running(selected(drain.target())));
      case Change.Scale scale -> names(resized(scale));
      case Change.Flag flag -> names(running(readers(flag.flag())));
      case Change.Traffic _, Change.Cancel _, Change.Load _ -> List.of();
      case Change.Toxic toxic -> names(running(selected(toxic.target())));
    };
  }

  /** The instances that are to run, in the topology's order. */
  public List<InstancePlan> instances() {
    return running(slots.values()).stream().map(this::plan).toList();
  }

  /** How many instances of a service run in a region. */
  public int count(String service, String region) {
    return counts.getOrDefault(service + "/" + region, 0);
  }

  /** A setting's override at a scope, if there is one; scopes as in {@link #overrides()}. */
  Optional<String> override(String scope, String key) {
    return Optional.ofNullable(overrides.getOrDefault(scope, Map.of()).get(key));
  }

  private InstancePlan plan(Slot slot) {
    Topology.Service service = service(slot.service());
    return new InstancePlan(
        slot.service(),
        slot.region(),
        slot.name(),
        slot.version(),
        slot.generation(),
        slot.drained(),
        service.cores(),
        settings(slot),
        flags,
        Releases.endpoints(service, slot.version()),
        Releases.consumers(service, slot.version()),
        slot.toxics());
  }

  private Map<String, String> settings(Slot slot) {
    Map<String, String> settings = new TreeMap<>();
    Tunables.of(topology, slot.service()).forEach((key, it) -> settings.put(key, it.initial()));
    settings.putAll(Releases.settings(service(slot.service()), slot.version()));
    String region = slot.service() + "/" + slot.region();
    settings.putAll(overrides.getOrDefault(slot.service(), Map.of()));
    settings.putAll(overrides.getOrDefault(region, Map.of()));
    settings.putAll(overrides.getOrDefault(region + "/" + slot.name(), Map.of()));
    return Collections.unmodifiableMap(settings);
  }

  private MeshState deployed(Selector target, String version) {
    List<Slot> selected = selected(target);
    known("version", version, Releases.of(service(target.service())));
    return mapped(selected, slot -> slot.deployed(version));
  }

  private MeshState configured(Change.Config config) {
    String scope = scope(config.target());
    Map<String, Tunable> tunables = Tunables.of(topology, config.target().service());
    known("key", config.key(), tunables.keySet());
    Map<String, Map<String, String>> next = new TreeMap<>(overrides);
    Map<String, String> values = new TreeMap<>(overrides.getOrDefault(scope, Map.of()));
    String value = config.value();
    if (value == null) {
      values.remove(config.key());
    } else {
      Objects.requireNonNull(tunables.get(config.key())).check(value);
      granted(config, value);
      values.put(config.key(), value);
    }
    next.put(scope, values);
    MeshState after = new MeshState(topology, slots, counts, next, flags, load);
    return ResourceSettings.checked(this, after, scope, config.key());
  }

  /** Refuses more processor than a node gives one instance. */
  private void granted(Change.Config config, String value) {
    Topology.Service service = topology.services().get(config.target().service());
    if (service != null && Resources.beyond(config.key(), value, service.cores())) {
      throw bad(
          "value",
          "a node gives one instance of %s at most %s cores; scale to more instances"
              .formatted(config.target().service(), ResourceLimits.written(service.cores())));
    }
  }

  private MeshState flagged(String flag, String value) {
    known("flag", flag, topology.flags().keySet());
    boolean share = value.matches("\\d{1,3}%") && Integer.parseInt(value.replace("%", "")) <= 100;
    if (!share && !value.equals("on") && !value.equals("off")) {
      throw bad("value", "a flag is on, off, or a share from 0% to 100%; not " + value);
    }
    Map<String, String> next = new TreeMap<>(flags);
    next.put(flag, value);
    return new MeshState(topology, slots, counts, overrides, next, load);
  }

  private MeshState scaled(Selector target, int instances) {
    within("instances", instances, 0, INSTANCES_MAX);
    Map<String, Integer> next = new LinkedHashMap<>(counts);
    for (String region : regions(target)) {
      next.put(target.service() + "/" + region, instances);
    }
    return new MeshState(topology, slots, next, overrides, flags, load);
  }

  private MeshState loaded(LoadPlan next) {
    return new MeshState(topology, slots, counts, overrides, flags, next);
  }

  private MeshState mapped(List<Slot> chosen, UnaryOperator<Slot> edit) {
    Map<String, Slot> next = new LinkedHashMap<>(slots);
    chosen.forEach(slot -> next.put(slot.name(), edit.apply(slot)));
    return new MeshState(topology, next, counts, overrides, flags, load);
  }

  /** Slots that a target selects, those that don't run included; never none. */
  List<Slot> selected(Selector target) {
    known("target", target.service(), topology.services().keySet());
    if (!target.region().equals("*")) {
      known("target", target.region(), topology.regions());
    }
    if (!target.version().equals("*")) {
      known("target", target.version(), Releases.of(service(target.service())));
    }
    List<Slot> selected =
        slots.values().stream()
            .filter(it -> target.matches(it.service(), it.region(), it.name(), it.version()))
            .toList();
    if (selected.isEmpty()) {
      throw bad("target", "selects no instance: " + target + "; there are " + runningOf(target));
    }
    return selected;
  }

  /** Those of the slots that run. */
  List<Slot> running(Collection<Slot> chosen) {
    return chosen.stream()
        .filter(slot -> slot.number() <= count(slot.service(), slot.region()))
        .toList();
  }

  /** The scope at which a target's overrides are kept. */
  String scope(Selector target) {
    if (ResourceSettings.has(topology, target.service())) {
      return ResourceSettings.scope(target);
    }
    List<Slot> selected = selected(target);
    if (!target.version().equals("*")) {
      throw bad("target", "a setting is set for a service, a region or an instance; not a version");
    }
    if (!target.instance().equals("*")) {
      Slot slot = selected.getFirst();
      return slot.service() + "/" + slot.region() + "/" + slot.name();
    }
    return target.toString();
  }

  /** The regions that a target to be scaled names. */
  List<String> regions(Selector target) {
    selected(target);
    if (!target.instance().equals("*") || !target.version().equals("*")) {
      throw bad("target", "what is scaled is a service, or a service in a region: checkout/eu");
    }
    return target.region().equals("*") ? topology.regions() : List.of(target.region());
  }

  private List<Slot> resized(Change.Scale scale) {
    List<Slot> resized = new ArrayList<>();
    for (String region : regions(scale.target())) {
      int now = count(scale.target().service(), region);
      for (Slot slot : slots.values()) {
        if (slot.service().equals(scale.target().service())
            && slot.region().equals(region)
            && slot.number() > Math.min(now, scale.instances())
            && slot.number() <= Math.max(now, scale.instances())) {
          resized.add(slot);
        }
      }
    }
    return resized;
  }

  /** Slots whose version has a step that asks for a flag. */
  private List<Slot> readers(String flag) {
    known("flag", flag, topology.flags().keySet());
    return slots.values().stream()
        .filter(slot -> Releases.reads(service(slot.service()), slot.version(), flag))
        .toList();
  }

  private List<String> runningOf(Selector target) {
    return names(
        running(
            slots.values().stream()
                .filter(slot -> slot.service().equals(target.service()))
                .toList()));
  }

  private Topology.Service service(String name) {
    return Objects.requireNonNull(topology.services().get(name));
  }

  private static List<String> names(List<Slot> slots) {
    return slots.stream().map(Slot::name).toList();
  }

  static void known(String field, String name, Collection<String> all) {
    if (!all.contains(name)) {
      throw bad(field, "no " + name + "; there are " + all);
    }
  }

  static void within(String field, int value, int min, int max) {
    if (value < min || value > max) {
      throw bad(field, "from " + min + " to " + max + "; not " + value);
    }
  }

  static IllegalArgumentException bad(String field, String message) {
    return new IllegalArgumentException(field + ": " + message);
  }

  private static <V> Map<String, V> frozen(Map<String, V> map) {
    return Collections.unmodifiableMap(new LinkedHashMap<>(map));
  }
}
