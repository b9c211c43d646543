package dev.pagefault.bot;

import dev.pagefault.drill.Act;
import dev.pagefault.scenario.Change;
import dev.pagefault.scenario.Selector;
import dev.pagefault.scenario.Topology;
import java.util.Map;

/** Turns everything off and on again. */
final class RestartEverything extends Naive {
  private final Topology topology;

  RestartEverything(Topology topology) {
    this.topology = topology;
  }

  @Override
  public String id() {
    return "restart-everything";
  }

  @Override
  String blames() {
    return "a bad state";
  }

  @Override
  void mend(Seat seat) throws InterruptedException {
    for (Map.Entry<String, Topology.Service> service : topology.services().entrySet()) {
      if (!service.getValue().external()) {
        seat.change(
            new Act.MakeChange(new Change.Restart(Selector.parse(service.getKey())), false));
      }
    }
  }
}
