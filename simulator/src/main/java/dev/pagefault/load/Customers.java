package dev.pagefault.load;

import dev.pagefault.scenario.Topology;
import dev.pagefault.time.Seed;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;

/**
 * Who arrives for one journey, one after the other. Each customer has a stream of their own, so
 * that what one of them draws doesn't shift the next.
 */
final class Customers {
  private final Topology topology;
  private final String journey;
  private final Map<String, Pool> attributes = new TreeMap<>();
  private final SplittableRandom random;

  Customers(Topology topology, String journey, Topology.Journey spec, Seed seed) {
    this.topology = topology;
    this.journey = journey;
    topology.attributes().forEach((name, it) -> attributes.put(name, Pool.of(it)));
    spec.attributes().forEach((name, it) -> attributes.put(name, Pool.of(it)));
    this.random = seed.stream("customers/" + journey);
  }

  /** The next customer, under the plan of the day. */
  Customer next(LoadPlan plan) {
    SplittableRandom own = new SplittableRandom(random.nextLong());
    String region = region(plan, own);
    Map<String, String> segments = new LinkedHashMap<>();
    new TreeMap<>(topology.segments())
        .forEach((name, weights) -> segments.put(name, weighted(new TreeMap<>(weights), own)));
    Map<String, String> drawn = new LinkedHashMap<>();
    attributes.forEach((name, pool) -> {
      String value = pool.draw(region, segments, own);
      if (value != null) {
        drawn.put(name, value);
      }
    });
    LoadPlan.JourneyLoad load = plan.journeys().get(journey);
    double lot = own.nextDouble();
    if (load != null && load.attribute() != null && lot < load.share()) {
      if (load.value().isEmpty()) {
        drawn.remove(load.attribute());
      } else {
        drawn.put(load.attribute(), load.value());
      }
    }
    return new Customer(journey, region, segments, drawn, own);
  }

  /** Home regions are equally large; those who are sent away spread over the others. */
  private String region(LoadPlan plan, SplittableRandom own) {
    List<String> regions = topology.regions();
    int home = own.nextInt(regions.size());
    double lot = own.nextDouble() * 100;
    int detour = regions.size() == 1 ? 0 : 1 + own.nextInt(regions.size() - 1);
    boolean away = lot < plan.away().getOrDefault(regions.get(home), 0);
    return regions.get(away ? (home + detour) % regions.size() : home);
  }

  private static String weighted(Map<String, Double> weights, SplittableRandom own) {
    double sum = weights.values().stream().mapToDouble(Double::doubleValue).sum();
    double left = own.nextDouble() * sum;
    String last = "";
    for (Map.Entry<String, Double> weight : weights.entrySet()) {
      last = weight.getKey();
      left -= weight.getValue();
      if (left < 0) {
        break;
      }
    }
    return last;
  }
}
