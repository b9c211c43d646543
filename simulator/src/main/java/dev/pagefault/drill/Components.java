package dev.pagefault.drill;

import dev.pagefault.scenario.FieldStep;
import dev.pagefault.scenario.Step;
import dev.pagefault.scenario.Topology;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** The components of a topology that a hypothesis may name. Pure. */
public final class Components {
  private Components() {}

  /** Kinds of components. */
  public enum Kind {
    SERVICE,
    DATASTORE,
    QUEUE
  }

  /** A component. */
  public record Component(String name, Kind kind) {}

  /** All of a topology, in its order: services, datastores, queues. */
  public static List<Component> of(Topology topology) {
    List<Component> all = new ArrayList<>();
    topology.services().keySet().forEach(name -> all.add(new Component(name, Kind.SERVICE)));
    topology.datastores().keySet().forEach(name -> all.add(new Component(name, Kind.DATASTORE)));
    topology.queues().keySet().forEach(name -> all.add(new Component(name, Kind.QUEUE)));
    return all;
  }

  /** Names of the services any version of which uses a datastore. */
  static Set<String> users(Topology topology, String datastore) {
    Set<String> users = new TreeSet<>();
    topology
        .services()
        .forEach((name, service) -> {
          Step.walk(
              service.everyStep(),
              step -> {
                if (datastore.equals(datastoreOf(step))) {
                  users.add(name);
                }
              });
        });
    return users;
  }

  private static String datastoreOf(Step step) {
    return switch (step) {
      case Step.Query query -> query.datastore();
      case Step.Write write -> write.datastore();
      case Step.Compute compute -> "";
      case Step.Call call -> "";
      case Step.Cache cache -> "";
      case Step.Publish publish -> "";
      case FieldStep of -> "";
      case Step.Listen listen -> "";
      case Step.Emit emit -> "";
    };
  }
}
