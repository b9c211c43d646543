package dev.pagefault.mesh;

import dev.pagefault.scenario.Topology;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;

/** Everything in a mesh that can be read: each diagnostic with each of its targets. Pure. */
final class Probes {

  private Probes() {}

  /** For instances as they are planned now; what is somebody else's can't be looked into. */
  static List<Probe> of(Topology topology, Collection<InstancePlan> plans) {
    List<Probe> probes = new ArrayList<>();
    for (Diagnostic diagnostic : Diagnostic.values()) {
      for (InstancePlan plan : plans) {
        if (!Objects.requireNonNull(topology.services().get(plan.service())).external()) {
          ofInstance(probes, topology, diagnostic, plan);
        }
      }
      topology
          .datastores()
          .forEach((id, store) -> {
            if (ofDatastore(diagnostic, store)) {
              probes.add(new Probe(diagnostic, id));
            }
          });
    }
    return probes;
  }

  private static void ofInstance(
      List<Probe> probes, Topology topology, Diagnostic diagnostic, InstancePlan plan) {
    String instance = plan.instance();
    switch (diagnostic) {
      case POOL ->
          Uses.of(plan)
              .datastores()
              .forEach(id -> probes.add(new Probe(diagnostic, instance + "/" + id)));
      case CLIENT, NETWORK ->
          Uses.of(plan)
              .services()
              .forEach(id -> probes.add(new Probe(diagnostic, instance + "/" + id)));
      case THREADS, CPU, CONFIG -> probes.add(new Probe(diagnostic, instance));
      case SESSIONS, STATEMENTS, PLAN, VOLUME -> {}
      case BYTES ->
          Fields.of(plan).forEach(id -> probes.add(new Probe(diagnostic, instance + "/" + id)));
      case HEAP -> probes.add(new Probe(diagnostic, instance));
      case TLS ->
          Uses.of(plan).services().stream()
              .filter(id -> overTls(topology, id))
              .forEach(id -> probes.add(new Probe(diagnostic, instance + "/" + id)));
    }
  }

  private static boolean overTls(Topology topology, String callee) {
    return !Objects.requireNonNull(topology.services().get(callee)).certificates().isEmpty();
  }

  private static boolean ofDatastore(Diagnostic diagnostic, Topology.Datastore store) {
    return switch (diagnostic) {
      case SESSIONS, STATEMENTS, PLAN, CPU -> true;
      case POOL, CLIENT, THREADS, CONFIG, NETWORK, BYTES, HEAP, TLS -> false;
      case VOLUME -> store.volume() != null;
    };
  }
}
