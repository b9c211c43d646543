package dev.pagefault.control;

import dev.pagefault.mesh.MeshState;
import dev.pagefault.mesh.Slot;
import dev.pagefault.scenario.Change;
import dev.pagefault.scenario.Selector;
import dev.pagefault.scenario.Topology;
import java.util.List;

/**
 * What people on call may change: their own company's services, as they run now; never somebody
 * else's, nor the customers. Scenarios, and what takes a change back, are not asked.
 */
public final class Reach {

  private Reach() {}

  /**
   * Throws {@link IllegalArgumentException} that names the field and what there is, where a change
   * is out of people's reach or {@link MeshState#with} refuses it.
   */
  public static void check(MeshState state, Change change) {
    if (change instanceof Change.Load) {
      throw new IllegalArgumentException("kind: what customers do can't be changed from here");
    }
    if (change instanceof Change.Toxic) {
      throw new IllegalArgumentException("kind: the network can't be changed from here");
    }
    state.with(change);
    switch (change) {
      case Change.Deploy(Selector target, String version) -> target(state, target);
      case Change.Config config -> target(state, config.target());
      case Change.Scale(Selector target, int instances) -> own(state, target);
      case Change.Restart(Selector target) -> target(state, target);
      case Change.Drain(Selector target, boolean drained) -> target(state, target);
      case Change.Flag flag -> {}
      case Change.Traffic traffic -> {}
      case Change.Cancel cancel -> {}
      case Change.Load load -> {} // refused above
      case Change.Toxic toxic -> {}
    }
  }

  private static void target(MeshState state, Selector target) {
    own(state, target);
    if (!target.instance().equals("*")) {
      List<String> running =
          state.slots().values().stream()
              .filter(slot -> slot.service().equals(target.service()))
              .filter(slot -> slot.number() <= state.count(slot.service(), slot.region()))
              .map(Slot::name)
              .toList();
      if (!running.contains(target.instance())) {
        throw new IllegalArgumentException(
            "target: " + target.instance() + " doesn't run; there are " + running);
      }
    }
  }

  private static void own(MeshState state, Selector target) {
    Topology.Service service = state.topology().services().get(target.service());
    if (service != null && service.external()) {
      throw new IllegalArgumentException(
          "target: %s belongs to another company; ask its owner: %s"
              .formatted(target.service(), service.owner()));
    }
  }
}
