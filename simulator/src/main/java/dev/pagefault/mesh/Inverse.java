package dev.pagefault.mesh;

import dev.pagefault.load.LoadPlan;
import dev.pagefault.scenario.Change;
import dev.pagefault.scenario.Selector;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * The way back from a change, computed from the state before it: each puts back what is there then,
 * at the same scope, so that reverting out of order is defined.
 *
 * <p>A deploy over a whole service whose instances differ is taken back by one deploy of what most
 * of them ran, then one for each that ran something else.
 */
final class Inverse {

  private Inverse() {}

  static List<Change> of(MeshState before, Change change) {
    before.with(change); // refuses what can't be applied
    return switch (change) {
      case Change.Deploy deploy -> deploy(before, deploy);
      case Change.Config config when ResourceSettings.stays(before, config) -> List.of();
      case Change.Config(Selector target, String key, String value) ->
          List.of(
              new Change.Config(
                  Selector.parse(before.scope(target)),
                  key,
                  before.override(before.scope(target), key).orElse(null)));
      case Change.Flag(String flag, String value) ->
          List.of(new Change.Flag(flag, Objects.requireNonNull(before.flags().get(flag))));
      case Change.Scale(Selector target, int instances) -> scale(before, target);
      case Change.Drain(Selector target, boolean drained) ->
          before.selected(target).stream()
              .filter(slot -> slot.drained() != drained)
              .<Change>map(slot -> new Change.Drain(exactly(slot), slot.drained()))
              .toList();
      case Change.Traffic(String region, int percent) ->
          List.of(new Change.Traffic(region, before.load().away().getOrDefault(region, 0)));
      case Change.Load load -> List.of(load(before.load(), load.journey()));
      case Change.Restart restart -> List.of();
      case Change.Cancel cancel -> List.of();
      case Change.Toxic toxic -> Toxics.inverse(before, toxic);
    };
  }

  private static List<Change> deploy(MeshState before, Change.Deploy deploy) {
    Selector target = deploy.target();
    List<Slot> selected = before.selected(target);
    if (selected.stream().allMatch(slot -> slot.version().equals(deploy.version()))) {
      return List.of();
    }
    List<Change> back = new ArrayList<>();
    boolean whole = target.instance().equals("*") && target.version().equals("*");
    // What a slot runs once the first change back is made: most of them are right by then.
    String base = whole ? mostCommon(selected) : deploy.version();
    if (!base.equals(deploy.version())) {
      back.add(new Change.Deploy(target, base));
    }
    for (Slot slot : selected) {
      if (!slot.version().equals(base)) {
        back.add(new Change.Deploy(exactly(slot), slot.version()));
      }
    }
    return back;
  }

  private static String mostCommon(List<Slot> slots) {
    Map<String, Long> counts =
        slots.stream()
            .collect(
                Collectors.groupingBy(Slot::version, LinkedHashMap::new, Collectors.counting()));
    return counts.entrySet().stream().max(Map.Entry.comparingByValue()).orElseThrow().getKey();
  }

  private static List<Change> scale(MeshState before, Selector target) {
    List<String> regions = before.regions(target);
    Map<String, Integer> counts = new LinkedHashMap<>();
    regions.forEach(region -> counts.put(region, before.count(target.service(), region)));
    if (counts.values().stream().distinct().count() == 1) {
      return List.of(new Change.Scale(target, counts.values().iterator().next()));
    }
    List<Change> back = new ArrayList<>();
    counts.forEach((region, count) ->
        back.add(new Change.Scale(Selector.parse(target.service() + "/" + region), count)));
    return back;
  }

  private static Change load(LoadPlan before, String journey) {
    if (journey.equals(MeshState.ALL_JOURNEYS)) {
      return new Change.Load(journey, before.overall(), null, null, null);
    }
    LoadPlan.JourneyLoad load = before.journeys().get(journey);
    if (load == null) {
      return new Change.Load(journey, 1, null, null, null);
    }
    return load.attribute() == null
        ? new Change.Load(journey, load.factor(), null, null, null, load.waves())
        : new Change.Load(
            journey, load.factor(), load.attribute(), load.value(), load.share(), load.waves());
  }

  static Selector exactly(Slot slot) {
    return Selector.parse(slot.service() + "/" + slot.region() + "/" + slot.name());
  }
}
