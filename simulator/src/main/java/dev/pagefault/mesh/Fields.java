package dev.pagefault.mesh;

import dev.pagefault.scenario.FieldStep;
import dev.pagefault.scenario.Step;
import dev.pagefault.scenario.Topology;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** The fields of requests that steps look at, by name: what BYTES can show. Pure. */
public final class Fields {
  private Fields() {}

  /** Those of any version of a service. */
  public static Set<String> of(Topology.Service service) {
    return of(service.everyStep());
  }

  /** Those of an instance at its version. */
  static Set<String> of(InstancePlan plan) {
    List<Step> steps = new ArrayList<>();
    plan.endpoints().values().forEach(steps::addAll);
    plan.consumers().values().forEach(consumer -> steps.addAll(consumer.steps()));
    return of(steps);
  }

  static Set<String> of(List<Step> steps) {
    Set<String> fields = new TreeSet<>();
    Step.walk(
        steps,
        step -> {
          if (step instanceof FieldStep of) {
            fields.addAll(of.looksAt());
          }
        });
    return fields;
  }
}
