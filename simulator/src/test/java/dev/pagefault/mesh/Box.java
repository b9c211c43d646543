package dev.pagefault.mesh;

import dev.pagefault.scenario.Step;
import dev.pagefault.scenario.Topology;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Hand-made specs: an instance with what a test needs, and nothing else. */
final class Box {
  private final String service;
  private final Map<String, List<Step>> endpoints = new LinkedHashMap<>();
  private final Map<String, Topology.Consumer> consumers = new LinkedHashMap<>();
  private final Map<String, String> settings = new HashMap<>();
  private final Map<String, String> flags = new HashMap<>();
  private final Map<String, List<String>> peers = new HashMap<>();
  private final Map<String, String> names = new HashMap<>();
  private final Map<String, String> databases = new HashMap<>();
  private final Map<String, String> brokers = new HashMap<>();
  private int generation;

  private Box(String service) {
    this.service = service;
  }

  static Box of(String service) {
    return new Box(service);
  }

  Box endpoint(String id, Step... steps) {
    endpoints.put(id, List.of(steps));
    return this;
  }

  Box consumer(String name, String queue, int concurrency, Step... steps) {
    consumers.put(name, new Topology.Consumer(queue, concurrency, List.of(steps)));
    return this;
  }

  Box set(String key, String value) {
    settings.put(key, value);
    return this;
  }

  Box flag(String name, String value) {
    flags.put(name, value);
    return this;
  }

  Box peer(String callee, Instance... instances) {
    peers.put(callee, List.of(instances).stream().map(Instance::address).toList());
    for (Instance instance : instances) {
      names.put(instance.address(), callee + ".eu:8080");
    }
    return this;
  }

  Box peerAt(String callee, String address) {
    peers.put(callee, List.of(address));
    names.put(address, callee + ".eu:8080");
    return this;
  }

  Box database(String name, String url) {
    databases.put(name, url);
    return this;
  }

  Box broker(String queue, String address) {
    brokers.put(queue, address);
    return this;
  }

  Box restarted() {
    generation++;
    return this;
  }

  InstanceSpec spec() {
    return new InstanceSpec(
        service,
        "eu",
        service + "-eu-1",
        "1.0.0",
        generation,
        1,
        Map.copyOf(endpoints),
        Map.copyOf(consumers),
        Map.copyOf(settings),
        Map.copyOf(flags),
        Map.copyOf(peers),
        Map.copyOf(names),
        Map.copyOf(databases),
        Map.copyOf(brokers),
        7,
        Tls.NONE);
  }

  static Step.Compute compute(int millis) {
    return new Step.Compute("compute", null, Duration.ofMillis(millis));
  }

  static Step.Query query(String id, String sql, String... yields) {
    return new Step.Query(id, null, "orders-db", sql, List.of(yields), null, Step.Close.ALWAYS);
  }

  static Step.Call call(String service, String endpoint) {
    return new Step.Call("call-" + service, null, service, endpoint, false);
  }
}
