package dev.pagefault.app.bench;

import dev.pagefault.control.LiveProduction;
import dev.pagefault.incident.Signal;
import dev.pagefault.incident.Tick;
import dev.pagefault.incident.Watch;
import dev.pagefault.incident.WatchConfig;
import dev.pagefault.scenario.Topology;
import dev.pagefault.telemetry.Series;
import dev.pagefault.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** A production that nobody breaks, watched as a drill watches it: it stays well, and silent. */
final class HealthyFigures {
  private static final String BENCH = "healthy";
  private static final Duration WARM_UP = Duration.ofSeconds(60);
  private static final Duration WATCHED = Duration.ofMinutes(5);
  private static final String SPAN = "[" + WATCHED.toSeconds() + "s]";

  /** Every attempt at a call, and the calls that needed more than one. */
  private static final String ATTEMPTS =
      "sum(increase(http_client_requests_seconds_count" + SPAN + "))";

  private static final String RETRIED =
      "sum(increase(resilience4j_retry_calls_total{kind=~\".*_with_retry\"}" + SPAN + "))";

  private final Topology topology;
  private final Clock clock;
  private final Pause pause;

  HealthyFigures(Topology topology, Clock clock, Pause pause) {
    this.topology = topology;
    this.clock = clock;
    this.pause = pause;
  }

  List<Figure> measure() throws Exception {
    try (Ground ground = new Ground(topology, clock)) {
      return watched(ground.start());
    }
  }

  private List<Figure> watched(LiveProduction mesh) throws InterruptedException {
    pause.sleep(WARM_UP);
    Seen seen = new Seen(topology);
    Runnable deaf = mesh.onTick(seen::tick);
    pause.sleep(WATCHED);
    deaf.run();
    double attempts = value(mesh, ATTEMPTS);
    double retried = value(mesh, RETRIED);
    return List.of(
        Figure.atMost(BENCH, "pages in five minutes", seen.pages.get(), "pages", 0),
        Figure.atLeast(
            BENCH,
            "requests served without error",
            // Who asked just before it began is answered in it.
            Math.min(100, 100.0 * seen.served.get() / Math.max(1, seen.offered.get())),
            "%",
            99.9),
        Figure.atMost(
            BENCH,
            "attempts per call between services",
            attempts / Math.max(1, attempts - retried),
            "attempts",
            1.02));
  }

  private double value(LiveProduction mesh, String query) {
    long now = clock.epochMillis();
    return mesh.telemetry().range(query, now - 1000, now - 1000, 1).series().stream()
        .mapToDouble(HealthyFigures::last)
        .sum();
  }

  private static double last(Series series) {
    double value = series.values()[series.values().length - 1];
    return Double.isNaN(value) ? 0 : value;
  }

  /** What users saw. Written on the generator's event loop. */
  private static final class Seen {
    private final Watch watch;
    private final AtomicLong offered = new AtomicLong();
    private final AtomicLong served = new AtomicLong();
    private final AtomicInteger pages = new AtomicInteger();

    Seen(Topology topology) {
      watch = new Watch(topology, WatchConfig.ORDINARY);
    }

    void tick(Tick tick) {
      offered.addAndGet(tick.offered());
      served.addAndGet(tick.served());
      for (Signal signal : watch.accept(tick)) {
        if (signal instanceof Signal.Page) {
          pages.incrementAndGet();
        }
      }
    }
  }
}
