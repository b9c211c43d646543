package dev.pagefault.web;

import dev.pagefault.mesh.InstancePlan;
import dev.pagefault.mesh.MeshState;
import dev.pagefault.scenario.FieldStep;
import dev.pagefault.scenario.Step;
import dev.pagefault.scenario.Topology;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Who uses whom in a topology with nothing changed, derived from the steps. Pure. */
final class Links {
  private Links() {}

  /** One uses the other; a queue points to who consumes from it. */
  record Link(String from, String to) {}

  /** All of them, in the topology's order. */
  static List<Link> of(Topology topology) {
    Set<Link> links = new LinkedHashSet<>();
    for (InstancePlan plan : MeshState.initial(topology).instances()) {
      List<Step> steps = new ArrayList<>();
      plan.endpoints().values().forEach(steps::addAll);
      plan.consumers().values().forEach(consumer -> steps.addAll(consumer.steps()));
      Step.walk(steps, step -> add(links, plan.service(), step));
      plan.consumers()
          .values()
          .forEach(consumer -> links.add(new Link(consumer.queue(), plan.service())));
    }
    return List.copyOf(links);
  }

  /**
   * Those that the requests of a journey take, from the edge on. What consumers do with a message
   * later is no part of it: nobody waits for them.
   */
  static List<Link> of(Topology topology, Topology.Journey journey) {
    Map<String, InstancePlan> plans = new HashMap<>();
    MeshState.initial(topology)
        .instances()
        .forEach(plan -> plans.putIfAbsent(plan.service(), plan));
    Set<Link> links = new LinkedHashSet<>();
    Set<String> followed = new HashSet<>();
    journey
        .requests()
        .forEach(request -> follow(plans, topology.edge(), request.endpoint(), followed, links));
    return List.copyOf(links);
  }

  private static void follow(
      Map<String, InstancePlan> plans,
      String service,
      String endpoint,
      Set<String> followed,
      Set<Link> links) {
    InstancePlan plan = plans.get(service);
    if (plan == null || !followed.add(service + " " + endpoint)) {
      return;
    }
    Step.walk(
        plan.endpoints().getOrDefault(endpoint, List.of()),
        step -> {
          add(links, service, step);
          if (step instanceof Step.Call call) {
            follow(plans, call.service(), call.endpoint(), followed, links);
          }
        });
  }

  private static void add(Set<Link> links, String from, Step step) {
    switch (step) {
      case Step.Call call -> links.add(new Link(from, call.service()));
      case Step.Query query -> links.add(new Link(from, query.datastore()));
      case Step.Write write -> links.add(new Link(from, write.datastore()));
      case Step.Publish publish -> links.add(new Link(from, publish.queue()));
      case Step.Compute compute -> {}
      case Step.Cache cache -> {}
      case FieldStep of -> {}
      case Step.Listen listen -> {}
      case Step.Emit emit -> {}
    }
  }

  /** Services that put messages on a queue. */
  static Set<String> publishers(Topology topology, String queue) {
    Set<String> names = new TreeSet<>();
    topology
        .services()
        .forEach((name, service) ->
            service
                .endpoints()
                .values()
                .forEach(steps ->
                    Step.walk(
                        steps,
                        step -> {
                          if (step instanceof Step.Publish publish
                              && publish.queue().equals(queue)) {
                            names.add(name);
                          }
                        })));
    return names;
  }

  /** Services that take messages off a queue. */
  static Set<String> consumers(Topology topology, String queue) {
    Set<String> names = new TreeSet<>();
    for (Map.Entry<String, Topology.Service> service : topology.services().entrySet()) {
      if (service.getValue().consumers().values().stream().anyMatch(c -> c.queue().equals(queue))) {
        names.add(service.getKey());
      }
    }
    return names;
  }
}
