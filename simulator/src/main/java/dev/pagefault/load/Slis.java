package dev.pagefault.load;

import dev.pagefault.incident.Count;
import dev.pagefault.scenario.Topology;
import dev.pagefault.telemetry.Telemetry;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The SLIs of a topology over the second in progress.
 *
 * <ul>
 *   <li>availability: of all requests, those answered without error within the customer's patience;
 *   <li>latency: of all requests but those that failed before the threshold (how long they would
 *       have taken is not known), those answered within it;
 *   <li>correctness: of the answers whose truth is known, those that were true;
 *   <li>freshness: see {@link Freshness}.
 * </ul>
 */
final class Slis {
  private final Map<String, Topology.Slo> slos;
  private final Map<String, Freshness> freshness = new HashMap<>();
  private final Map<String, Count> counts = new LinkedHashMap<>();

  Slis(Topology topology) {
    slos = topology.slos();
    slos.forEach((id, slo) -> {
      String queue = slo.queue();
      Duration threshold = slo.threshold();
      if (slo.kind() == Topology.SliKind.FRESHNESS && queue != null && threshold != null) {
        freshness.put(id, new Freshness(queue, threshold));
      }
    });
  }

  void add(Answered answered) {
    slos.forEach((id, slo) -> {
      Count count = covers(slo, answered) ? count(slo, answered) : Count.NONE;
      if (count.total() > 0) {
        counts.merge(id, count, Count::plus);
      }
    });
  }

  private static boolean covers(Topology.Slo slo, Answered answered) {
    return slo.journey().equals(answered.customer().journey())
        && (slo.request() == null || slo.request().equals(answered.request()));
  }

  private static Count count(Topology.Slo slo, Answered answered) {
    Outcome outcome = answered.outcome();
    boolean answer = outcome == Outcome.OK || outcome == Outcome.WRONG;
    return switch (slo.kind()) {
      case AVAILABILITY -> one(answer);
      case LATENCY -> {
        Duration threshold = slo.threshold();
        boolean inTime = threshold == null || answered.latencyNanos() <= threshold.toNanos();
        yield answer || !inTime ? one(answer && inTime) : Count.NONE;
      }
      case CORRECTNESS -> answered.judged() ? one(outcome == Outcome.OK) : Count.NONE;
      case FRESHNESS -> Count.NONE;
    };
  }

  private static Count one(boolean good) {
    return new Count(good ? 1 : 0, 1);
  }

  /** Threshold of the latency SLO that covers a request, or null. */
  @Nullable Duration threshold(String journey, String request) {
    return slos.values().stream()
        .filter(slo -> slo.kind() == Topology.SliKind.LATENCY && slo.journey().equals(journey))
        .filter(slo -> slo.request() == null || slo.request().equals(request))
        .map(Topology.Slo::threshold)
        .filter(threshold -> threshold != null)
        .min(Duration::compareTo)
        .orElse(null);
  }

  /** Ends the second: every SLO's count; begins the next. */
  Map<String, Count> next(Telemetry telemetry) {
    Map<String, Count> all = new LinkedHashMap<>();
    slos.keySet().forEach(id -> all.put(id, counts.getOrDefault(id, Count.NONE)));
    freshness.forEach((id, queue) -> all.put(id, queue.next(telemetry)));
    counts.clear();
    return all;
  }
}
