package dev.pagefault.mesh;

import dev.pagefault.scenario.FieldStep;
import dev.pagefault.scenario.Step;
import dev.pagefault.scenario.Topology;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a spec asks of an instance, read and checked before anything is done: pools by datastore,
 * links by service, the server's limits.
 */
record Wiring(
    int workers,
    int queueMax,
    long startupMillis,
    Map<String, PoolPolicy> pools,
    Map<String, LinkPolicy> links,
    ResourceLimits limits) {
  /** Most messages that one consumer works on at a time. */
  static final int CONCURRENCY_MAX = 256;

  /** Throws {@link IllegalArgumentException} that names the key or the datastore. */
  static Wiring of(InstanceSpec spec) {
    check(spec);
    Tuning tuning = new Tuning(spec.settings());
    Map<String, PoolPolicy> pools = new LinkedHashMap<>();
    Map<String, LinkPolicy> links = new LinkedHashMap<>();
    Step.walk(
        steps(spec),
        step -> {
          switch (step) {
            case Step.Query query -> pool(pools, spec, query.datastore());
            case Step.Write write -> pool(pools, spec, write.datastore());
            case Step.Call call ->
                links.computeIfAbsent(
                    call.service(), service -> LinkPolicy.of(spec.settings(), service));
            case Step.Compute compute -> {}
            case Step.Cache cache -> {}
            case Step.Publish publish -> {}
            case FieldStep of -> {}
            case Step.Listen listen -> {}
            case Step.Emit emit -> {}
          }
        });
    return new Wiring(
        tuning.whole(Settings.WORKERS, 32, 1, Tunables.WORKERS_MAX),
        tuning.whole(Settings.QUEUE_MAX, 128, 0, Tunables.QUEUE_MAX),
        spec.startupMillis(),
        pools,
        links,
        ResourceLimits.of(spec));
  }

  private static void check(InstanceSpec spec) {
    if (!(spec.cores() > 0)) {
      throw new IllegalArgumentException("cores must be more than 0: " + spec.cores());
    }
    for (String id : spec.endpoints().keySet()) {
      if (!id.matches("[A-Z]+ /\\S*")) {
        throw new IllegalArgumentException("endpoints: an id is METHOD /path, not \"" + id + "\"");
      }
    }
    spec.flags()
        .forEach((name, value) -> {
          if (!value.matches("on|off|\\d{1,3}(\\.\\d{1,2})?%")) {
            throw new IllegalArgumentException(
                "flags." + name + " is on, off or a share like 25%, not \"" + value + "\"");
          }
        });
    spec.consumers()
        .forEach((name, consumer) -> {
          if (consumer.concurrency() < 1 || consumer.concurrency() > CONCURRENCY_MAX) {
            throw new IllegalArgumentException(
                "consumers.%s.concurrency is from 1 to %d: %d"
                    .formatted(name, CONCURRENCY_MAX, consumer.concurrency()));
          }
        });
  }

  private static List<Step> steps(InstanceSpec spec) {
    List<Step> steps = new ArrayList<>();
    spec.endpoints().values().forEach(steps::addAll);
    for (Topology.Consumer consumer : spec.consumers().values()) {
      steps.addAll(consumer.steps());
    }
    return steps;
  }

  private static void pool(Map<String, PoolPolicy> pools, InstanceSpec spec, String datastore) {
    if (!spec.databases().containsKey(datastore)) {
      throw new IllegalArgumentException(
          "databases: " + spec.instance() + " uses " + datastore + ", which has no URL");
    }
    pools.computeIfAbsent(datastore, name -> PoolPolicy.of(spec.settings(), name));
  }
}
