package dev.pagefault.mesh;

import dev.pagefault.scenario.FieldStep;
import dev.pagefault.scenario.Step;
import dev.pagefault.scenario.Topology;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** What steps reach out to, each by name. */
record Uses(Set<String> datastores, Set<String> services, Set<String> queues) {

  /** What any version of a service uses. */
  static Uses of(Topology.Service service) {
    return of(service.everyStep(), service.consumers().values());
  }

  /** What an instance uses at its version. */
  static Uses of(InstancePlan plan) {
    List<Step> steps = new ArrayList<>();
    plan.endpoints().values().forEach(steps::addAll);
    plan.consumers().values().forEach(consumer -> steps.addAll(consumer.steps()));
    return of(steps, plan.consumers().values());
  }

  private static Uses of(List<Step> steps, Iterable<Topology.Consumer> consumers) {
    Uses uses = new Uses(new TreeSet<>(), new TreeSet<>(), new TreeSet<>());
    Step.walk(steps, uses::see);
    consumers.forEach(consumer -> uses.queues.add(consumer.queue()));
    return uses;
  }

  private void see(Step step) {
    switch (step) {
      case Step.Query query -> datastores.add(query.datastore());
      case Step.Write write -> datastores.add(write.datastore());
      case Step.Call call -> services.add(call.service());
      case Step.Publish publish -> queues.add(publish.queue());
      case Step.Compute compute -> {}
      case Step.Cache cache -> {}
      case FieldStep of -> {}
      case Step.Listen listen -> {}
      case Step.Emit emit -> {}
    }
  }
}
