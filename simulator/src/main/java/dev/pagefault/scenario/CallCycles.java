package dev.pagefault.scenario;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Says where endpoints call each other in a circle: such a request would never end. */
final class CallCycles {
  private final Topology topology;
  private final Source source;
  private final Set<String> done = new HashSet<>();
  private final Deque<String> way = new ArrayDeque<>();

  CallCycles(Topology topology, Source source) {
    this.topology = topology;
    this.source = source;
  }

  void check() {
    for (Map.Entry<String, Topology.Service> service : topology.services().entrySet()) {
      service.getValue().endpoints().keySet().forEach(name -> visit(service.getKey(), name));
    }
  }

  private void visit(String service, String endpoint) {
    String here = service + " " + endpoint;
    if (way.contains(here)) {
      source.wrong(
          "services." + service + ".endpoints." + endpoint,
          "calls itself by way of " + String.join(" → ", way.reversed()),
          "take one of these calls away");
      return;
    }
    Topology.@Nullable Service callee = topology.services().get(service);
    if (callee == null || !done.add(here)) {
      return;
    }
    way.push(here);
    Step.walk(
        callee.endpoints().getOrDefault(endpoint, List.of()),
        step -> {
          if (step instanceof Step.Call call) {
            visit(call.service(), call.endpoint());
          }
        });
    way.pop();
  }
}
