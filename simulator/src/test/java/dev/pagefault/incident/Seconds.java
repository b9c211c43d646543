package dev.pagefault.incident;

import dev.pagefault.scenario.Topology;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** Ticks of a made-up production, and a watch that takes them. */
final class Seconds {
  static final long START = 1_700_000_000_000L;

  final Watch watch;
  final List<Signal> signals = new ArrayList<>();
  long now = START;

  Seconds(double objective, WatchConfig config) {
    watch = new Watch(topology(objective), config);
  }

  static Topology topology(double objective) {
    return new Topology(
        "small",
        "",
        "",
        List.of("eu", "us"),
        "edge",
        1,
        Map.of(),
        Map.of(),
        Map.of(),
        Map.of(),
        Map.of("tier", Map.of("gold", 1.0, "free", 3.0)),
        Map.of(),
        Map.of("buy", new Topology.Journey("", 1, Duration.ofSeconds(3), Map.of(), List.of())),
        Map.of(
            "buy-availability",
            new Topology.Slo(
                "", Topology.SliKind.AVAILABILITY, "buy", null, objective, null, null, "checkout")),
        Map.of());
  }

  /** One second in which all customers are alike. */
  List<Signal> second(long good, long total) {
    return second(good, total, Map.of());
  }

  List<Signal> second(long good, long total, Map<Cell, Count> cells) {
    now += 1000;
    List<Signal> led =
        watch.accept(
            new Tick(now, Map.of("buy-availability", new Count(good, total)), cells, total, good));
    signals.addAll(led);
    return led;
  }

  /** Seconds in each of which {@code perSecond} requests fail with probability {@code bad}. */
  List<Signal> seconds(int count, int perSecond, double bad, SplittableRandom random) {
    List<Signal> led = new ArrayList<>();
    for (int s = 0; s < count; s++) {
      long good = 0;
      for (int i = 0; i < perSecond; i++) {
        good += random.nextDouble() >= bad ? 1 : 0;
      }
      led.addAll(second(good, perSecond));
    }
    return led;
  }

  static Map<Cell, Count> cells(Object... valuesAndCounts) {
    Map<Cell, Count> cells = new HashMap<>();
    for (int i = 0; i < valuesAndCounts.length; i += 3) {
      cells.put(
          new Cell((String) valuesAndCounts[i], (String) valuesAndCounts[i + 1]),
          (Count) valuesAndCounts[i + 2]);
    }
    return cells;
  }

  <S extends Signal> List<S> heard(Class<S> kind) {
    return signals.stream().filter(kind::isInstance).map(kind::cast).toList();
  }
}
