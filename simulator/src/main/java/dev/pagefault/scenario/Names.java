package dev.pagefault.scenario;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** The names that exist in a topology, and the complaint when one is used that doesn't. */
final class Names {
  private final Topology topology;
  private final Source source;

  Names(Topology topology, Source source) {
    this.topology = topology;
    this.source = source;
  }

  /** Complains unless the name exists; {@code what} says of which kind it should be. */
  boolean known(String path, String what, String name, Collection<String> existing) {
    if (existing.contains(name)) {
      return true;
    }
    source.wrong(path, "there is no " + what + " " + name, Spelling.wayOut(name, existing));
    return false;
  }

  boolean service(String path, String name) {
    return known(path, "service", name, topology.services().keySet());
  }

  boolean datastore(String path, String name) {
    return known(path, "datastore", name, topology.datastores().keySet());
  }

  boolean queue(String path, String name) {
    return known(path, "queue", name, topology.queues().keySet());
  }

  boolean flag(String path, String name) {
    return known(path, "flag", name, topology.flags().keySet());
  }

  boolean journey(String path, String name) {
    return known(path, "journey", name, topology.journeys().keySet());
  }

  boolean slo(String path, String name) {
    return known(path, "SLO", name, topology.slos().keySet());
  }

  boolean attribute(String path, String name) {
    return known(path, "attribute", name, topology.attributes().keySet());
  }

  boolean region(String path, String name) {
    return known(path, "region", name, topology.regions());
  }

  boolean endpoint(String path, String service, String endpoint) {
    Topology.Service callee = topology.services().get(service);
    return callee != null
        && known(path, "endpoint of " + service, endpoint, callee.endpoints().keySet());
  }

  boolean version(String path, String service, String version) {
    Topology.Service deployed = topology.services().get(service);
    return deployed != null && known(path, "version of " + service, version, versions(deployed));
  }

  /** A service, datastore or queue. */
  boolean component(String path, String name) {
    Set<String> all = new TreeSet<>(topology.services().keySet());
    all.addAll(topology.datastores().keySet());
    all.addAll(topology.queues().keySet());
    return known(path, "component", name, all);
  }

  static List<String> versions(Topology.Service service) {
    return service.versions().stream().map(Topology.Version::id).toList();
  }
}
