package dev.pagefault.mesh;

import dev.pagefault.scenario.Step;
import dev.pagefault.time.Clock;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** The caches of a process, each made when a step first asks for it. Any thread. */
final class Caches {
  private final Map<String, TtlCache> byName = new ConcurrentHashMap<>();
  private final Meters meters;
  private final Clock clock;

  Caches(Meters meters, Clock clock) {
    this.meters = meters;
    this.clock = clock;
  }

  TtlCache of(String name) {
    return byName.computeIfAbsent(
        name,
        key -> {
          TtlCache cache = new TtlCache(clock);
          meters.gauge("cache.size", "cache", key, cache, TtlCache::size);
          meters.counter("cache.puts", "cache", key, cache, TtlCache::puts);
          meters.counter("cache.evictions", "cache", key, cache, TtlCache::evictions);
          return cache;
        });
  }

  /** Lets go of caches that no step can reach any more: their flag is off for everybody. */
  void reload(InstanceSpec spec, Rollout rollout) {
    Set<String> reached = new HashSet<>();
    Consumer<Step> reach =
        step -> {
          if (step instanceof Step.Cache cache && !rollout.isOff(cache.flag())) {
            reached.add(cache.cache());
          }
        };
    spec.endpoints().values().forEach(steps -> Step.walk(steps, reach));
    spec.consumers().values().forEach(consumer -> Step.walk(consumer.steps(), reach));
    byName.forEach((name, cache) -> {
      if (!reached.contains(name)) {
        cache.clear();
      }
    });
  }

  void close() {
    byName.values().forEach(TtlCache::clear);
  }
}
