package dev.pagefault.bot;

import dev.pagefault.drill.Act;
import dev.pagefault.mesh.InstancePlan;
import dev.pagefault.mesh.MeshState;
import dev.pagefault.scenario.Change;
import dev.pagefault.scenario.Selector;
import dev.pagefault.scenario.Topology;
import dev.pagefault.telemetry.FeedEntry;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Believes that whatever was deployed last is to blame, and takes it back. */
final class RollBackTheLatest extends Naive {
  private final Topology topology;

  RollBackTheLatest(Topology topology) {
    this.topology = topology;
  }

  @Override
  public String id() {
    return "roll-back-the-latest";
  }

  @Override
  String blames() {
    return "the latest release";
  }

  @Override
  void mend(Seat seat) throws InterruptedException {
    Optional<FeedEntry> latest =
        newest(seat, entry -> entry.kind().equals("deploy") && ours(entry));
    if (latest.isEmpty()) {
      return;
    }
    String service = service(latest.get().target());
    List<Topology.Version> versions = described(service).versions();
    String running = running(seat.state(), service);
    for (int i = 1; i < versions.size(); i++) {
      if (versions.get(i).id().equals(running)) {
        seat.change(
            new Act.MakeChange(
                new Change.Deploy(Selector.parse(service), versions.get(i - 1).id()), false));
        return;
      }
    }
  }

  /** What another company released is theirs to take back. */
  private boolean ours(FeedEntry entry) {
    return !described(service(entry.target())).external();
  }

  private Topology.Service described(String service) {
    return Objects.requireNonNull(topology.services().get(service), service);
  }

  private static String running(MeshState state, String service) {
    return state.instances().stream()
        .filter(instance -> instance.service().equals(service))
        .map(InstancePlan::version)
        .findFirst()
        .orElse("");
  }
}
