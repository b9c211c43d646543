package dev.pagefault.app.bench;

import dev.pagefault.control.LiveProduction;
import dev.pagefault.control.Production;
import dev.pagefault.scenario.Change;
import dev.pagefault.scenario.Selector;
import dev.pagefault.scenario.Topology;
import dev.pagefault.telemetry.Batch;
import dev.pagefault.telemetry.Identity;
import dev.pagefault.telemetry.LogLine;
import dev.pagefault.telemetry.SpanRecord;
import dev.pagefault.telemetry.Telemetry;
import dev.pagefault.time.Clock;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** What a mesh weighs, and how many of them a machine carries. */
final class MeshFigures {
  private static final int FURTHER_MESHES = 4;
  private static final Duration EXHAUSTED_FOR = Duration.ofSeconds(20);
  private static final int DENSITY_STEP = 4;
  private static final int DENSITY_MAX = 48;

  /** Until this process has compiled most of what it runs. */
  private static final Duration COMPILED = Duration.ofSeconds(40);

  /** Until a mesh is asked everything, and 15 s of that are over. */
  private static final Duration SETTLE = Duration.ofSeconds(35);

  private static final double P99_GOAL_SECONDS = 0.1;
  private static final int HISTORY_LINES = 50_000;
  private static final int HISTORY_TRACES = 2_000;
  private static final int SPANS_PER_TRACE = 12;

  /**
   * Requests that take some ten milliseconds at rest; an order takes most of a second by itself,
   * for the statements that it is charged, on the idlest of machines.
   */
  private static final String LIGHT = "category|view-cart|tracking|stores";

  private static final String P99 =
      "histogram_quantile(0.99, sum by (le) (rate(user_request_duration_seconds_bucket{request=~\""
          + LIGHT
          + "\"}[15s])))";

  private final Topology topology;
  private final Clock clock;
  private final Pause pause;

  MeshFigures(Topology topology, Clock clock, Pause pause) {
    this.topology = topology;
    this.clock = clock;
    this.pause = pause;
  }

  /** Memory and threads of each further mesh, pools exhausted and history full. */
  List<Figure> weight() throws Exception {
    try (Ground ground = new Ground(topology, clock)) {
      exhausted(ground);
      long heap = heapUsed();
      int threads = ManagementFactory.getThreadMXBean().getThreadCount();
      for (int i = 1; i <= FURTHER_MESHES; i++) {
        exhausted(ground);
      }
      double megabytes = (heapUsed() - heap) / 1048576.0 / FURTHER_MESHES;
      double perMesh =
          (ManagementFactory.getThreadMXBean().getThreadCount() - threads)
              / (double) FURTHER_MESHES;
      return List.of(
          Figure.atMost(
              "mesh",
              "memory of each further mesh, pools exhausted, history full",
              megabytes,
              "MB",
              40),
          Figure.of(
              "mesh",
              "platform threads of each further mesh, pools exhausted",
              perMesh,
              "threads"));
    }
  }

  /** How many healthy meshes run before customers' p99 passes 100 ms. */
  List<Figure> density() throws Exception {
    int healthy = 0;
    double worst = 0;
    try (Ground ground = new Ground(topology, clock)) {
      List<LiveProduction> meshes = ground.productions();
      ground.start();
      pause.sleep(COMPILED);
      while (meshes.size() < DENSITY_MAX) {
        while (meshes.size() % DENSITY_STEP != 0 || meshes.size() == healthy) {
          ground.start();
        }
        pause.sleep(SETTLE);
        double p99 = meshes.stream().mapToDouble(this::p99).average().orElse(Double.NaN);
        if (!(p99 <= P99_GOAL_SECONDS)) {
          break;
        }
        healthy = meshes.size();
        worst = p99;
      }
      return List.of(
          Figure.atLeast(
              "density",
              "healthy meshes at 40 requests/s before light requests' p99 passes 100 ms",
              healthy,
              "meshes",
              20),
          Figure.of("density", "p99 of light requests with that many", worst * 1000, "ms"));
    }
  }

  private double p99(Production mesh) {
    long now = clock.epochMillis();
    return mesh.telemetry().range(P99, now - 2000, now - 1000, 1).series().stream()
        .mapToDouble(series -> series.values()[series.values().length - 1])
        .max()
        .orElse(Double.NaN);
  }

  private void exhausted(Ground ground) throws Exception {
    Production mesh = ground.start();
    for (Map.Entry<String, Topology.Service> service : topology.services().entrySet()) {
      for (String key : service.getValue().settings().keySet()) {
        if (key.endsWith(".pool.max") && !key.contains(".client.")) {
          mesh.apply(
                  new Change.Config(Selector.parse(service.getKey()), key, "1"),
                  Production.Announcement.SILENT)
              .get(30, TimeUnit.SECONDS);
        }
      }
    }
    mesh.apply(new Change.Load("*", 3, null, null, null), Production.Announcement.SILENT)
        .get(30, TimeUnit.SECONDS);
    pause.sleep(EXHAUSTED_FOR);
    fill(mesh.telemetry());
  }

  /** As much of logs and traces as a mesh may ever hold, made like real ones. */
  private void fill(Telemetry telemetry) {
    Identity who = new Identity("checkout", "eu", "checkout-eu-1", "4.18.0");
    for (int block = 0; block < HISTORY_LINES / 500; block++) {
      List<LogLine> lines = new ArrayList<>();
      for (int i = 0; i < 500; i++) {
        lines.add(line(block * 500 + i));
      }
      telemetry.ingest(who, clock.epochMillis(), new Batch(List.of(), lines, List.of(), 0));
    }
    for (int trace = 0; trace < HISTORY_TRACES; trace++) {
      List<SpanRecord> spans = new ArrayList<>();
      for (int i = 0; i < SPANS_PER_TRACE; i++) {
        spans.add(span(trace, i));
      }
      telemetry.ingest(who, clock.epochMillis(), new Batch(List.of(), List.of(), spans, 0));
    }
  }

  private LogLine line(int number) {
    return new LogLine(
        clock.epochMillis(),
        "checkout",
        "eu",
        "checkout-eu-1",
        "4.18.0",
        "error",
        "http",
        "POST /orders answered 503: orders-db - Connection is not available, request timed out after "
            + (1000 + number % 50)
            + "ms (total=1, active=1, idle=0, waiting="
            + number % 40
            + ")",
        "%032x".formatted(number),
        Map.of("endpoint", "POST /orders", "status", "503"));
  }

  private SpanRecord span(int trace, int number) {
    return new SpanRecord(
        "%032x".formatted(trace + 1L),
        "%016x".formatted(trace * 100L + number + 1),
        number == 0 ? null : "%016x".formatted(trace * 100L + number),
        "checkout",
        "eu",
        "checkout-eu-1",
        "4.18.0",
        "POST /orders",
        number % 2 == 0 ? "server" : "client",
        clock.epochMillis() * 1000,
        1200,
        number == 0 ? "503" : null,
        Map.of("http.response.status_code", "503"));
  }

  private static long heapUsed() {
    for (int i = 0; i < 3; i++) {
      System.gc();
    }
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }
}
