package dev.pagefault.control;

import dev.pagefault.mesh.InstancePlan;
import dev.pagefault.mesh.Listing;
import dev.pagefault.mesh.MeshState;
import dev.pagefault.mesh.Reading;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * An instance's version and settings beside those of its service's other instances, and of 24 hours
 * ago. Every setting is listed, those that differ first. Pure.
 */
final class ConfigComparison {
  private static final String VERSION = "version";
  private static final String NONE = "(none)";

  private ConfigComparison() {}

  /** Throws {@link IllegalArgumentException} when {@code instance} doesn't run. */
  static Reading.Raw of(MeshState now, MeshState yesterday, String instance) {
    InstancePlan here = find(now, instance);
    if (here == null) {
      throw new IllegalArgumentException("target: no instance " + instance + " runs");
    }
    InstancePlan then = find(yesterday, instance);
    Map<String, Map<String, String>> others = new LinkedHashMap<>();
    for (InstancePlan plan : now.instances()) {
      if (plan.service().equals(here.service()) && !plan.instance().equals(instance)) {
        others.put(plan.instance(), values(plan));
      }
    }
    List<Map<String, String>> differing = new ArrayList<>();
    List<Map<String, String>> equal = new ArrayList<>();
    double between = 0;
    double fromYesterday = 0;
    for (Map.Entry<String, String> setting : values(here).entrySet()) {
      String key = setting.getKey();
      String value = setting.getValue();
      String was = then == null ? NONE : values(then).getOrDefault(key, NONE);
      Map<String, String> row = new LinkedHashMap<>();
      row.put("setting", key);
      row.put(instance, value);
      row.put("24 hours ago", was);
      others.forEach((other, its) -> row.put(other, its.getOrDefault(key, NONE)));
      boolean differs = others.values().stream().anyMatch(its -> !value.equals(its.get(key)));
      between += differs ? 1 : 0;
      fromYesterday += then != null && !value.equals(was) ? 1 : 0;
      (differs || !value.equals(was) ? differing : equal).add(row);
    }
    differing.addAll(equal);
    return new Reading.Raw(
        Listing.of(differing),
        differing,
        Map.of(Outcomes.DIFFERS_BETWEEN, between, Outcomes.DIFFERS_FROM_YESTERDAY, fromYesterday));
  }

  private static Map<String, String> values(InstancePlan plan) {
    Map<String, String> values = new TreeMap<>(plan.settings());
    Map<String, String> all = new LinkedHashMap<>();
    all.put(VERSION, plan.version());
    all.putAll(values);
    return all;
  }

  private static @Nullable InstancePlan find(MeshState state, String instance) {
    return state.instances().stream()
        .filter(plan -> plan.instance().equals(instance))
        .findFirst()
        .orElse(null);
  }
}
