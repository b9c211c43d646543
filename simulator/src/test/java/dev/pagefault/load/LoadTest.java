package dev.pagefault.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.pagefault.incident.Count;
import dev.pagefault.incident.Tick;
import dev.pagefault.scenario.Topology;
import dev.pagefault.telemetry.Telemetry;
import dev.pagefault.time.Clock;
import dev.pagefault.time.Seed;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Real HTTP against a little front door. */
class LoadTest {
  private static final Duration PATIENCE = Duration.ofSeconds(3);

  private final Vertx mesh = Vertx.vertx();
  private final Clock clock = Clock.system();
  private final LoadHost host = LoadHost.start(clock);
  private final Telemetry telemetry = new Telemetry(clock);
  private final List<Tick> ticks = new CopyOnWriteArrayList<>();
  private final Queue<String> seen = new ConcurrentLinkedQueue<>();

  @AfterEach
  void leaveNothingBehind() throws Exception {
    host.close().await(10, TimeUnit.SECONDS);
    mesh.close().await(10, TimeUnit.SECONDS);
  }

  private String frontDoor(Handler<HttpServerRequest> handler) throws Exception {
    HttpServer server =
        mesh.createHttpServer()
            .requestHandler(handler)
            .listen(0, "127.0.0.1")
            .await(5, TimeUnit.SECONDS);
    return "127.0.0.1:" + server.actualPort();
  }

  private Load start(Topology topology, String door, Map<String, Map<String, String>> truth) {
    return start(topology, door, truth, Duration.ZERO);
  }

  private Load start(
      Topology topology, String door, Map<String, Map<String, String>> truth, Duration warmUp) {
    Load load =
        Load.start(host, topology, 1, region -> List.of(door), truth, warmUp, telemetry, clock);
    load.onTick(ticks::add);
    return load;
  }

  private Count counted(String slo) {
    return ticks.stream()
        .map(tick -> tick.slis().getOrDefault(slo, Count.NONE))
        .reduce(Count.NONE, Count::plus);
  }

  private void remember(HttpServerRequest request) {
    seen.add(
        request.method()
            + " "
            + request.uri()
            + " "
            + request.getHeader("baggage")
            + " "
            + request.getHeader("traceparent"));
  }

  @Test
  void aStallIsSeenByEverybodyWhoWouldHaveComeMeanwhile() throws Exception {
    AtomicBoolean stalled = new AtomicBoolean();
    ArrayDeque<HttpServerRequest> held = new ArrayDeque<>();
    String door =
        frontDoor(request -> {
          if (stalled.get()) {
            held.add(request);
          } else {
            var ignored = request.response().end("{}");
          }
        });
    AtomicLong began = new AtomicLong();
    AtomicLong lasted = new AtomicLong();
    mesh.setTimer(
        500,
        start -> {
          stalled.set(true);
          began.set(clock.nanos());
        });
    mesh.setTimer(
        1_500,
        end -> {
          stalled.set(false);
          lasted.set(clock.nanos() - began.get());
          held.forEach(request -> request.response().end("{}"));
          held.clear();
        });
    Load load = start(Shop.topology(100, PATIENCE, Duration.ofSeconds(60)), door, Map.of());
    await().until(() -> ticks.size() >= 3);
    load.stop().await(5, TimeUnit.SECONDS);

    // A closed loop would have one slow request. Here all wait who come during the stall, a hundred
    // a second; those for longer than 0.4 s who come before its last 0.4 s.
    Count latency = counted("latency");
    double slow = 100 * (lasted.get() / 1e9 - 0.4);
    assertThat(latency.total()).isGreaterThan(200L);
    assertThat((double) latency.bad()).isBetween(0.5 * slow, 1.5 * slow);
    assertThat(counted("availability").bad()).isZero();
  }

  @Test
  void customersSayWhoTheyAreAndGoOnAfterThinking() throws Exception {
    String door =
        frontDoor(request -> {
          remember(request);
          var ignored = request.response().end("{\"price\": 7}");
        });
    Load load = start(Shop.topology(40, PATIENCE, Duration.ofMillis(20)), door, Map.of());
    await().until(() -> seen.stream().filter(line -> line.startsWith("POST")).count() > 5);
    load.stop().await(5, TimeUnit.SECONDS);
    int requests = seen.size();
    assertThat(seen)
        .allMatch(line ->
            line.matches(
                "(GET /product|POST /order)\\?customer=5&sku=\\d+ tier=\\w+,region=(eu|us)"
                    + " 00-[0-9a-f]{32}-[0-9a-f]{16}-01"));
    assertThat(seen.stream().map(line -> line.replaceAll(".* 00-", "")).distinct())
        .as("each request is a trace of its own")
        .hasSize(requests);
  }

  @Test
  void aFailedRequestEndsItsCustomersJourney() throws Exception {
    String door =
        frontDoor(request -> {
          remember(request);
          var ignored = request.response().setStatusCode(503).end();
        });
    Load load = start(Shop.topology(50, PATIENCE, Duration.ZERO), door, Map.of());
    await().until(() -> ticks.size() >= 2);
    load.stop().await(5, TimeUnit.SECONDS);
    assertThat(seen).hasSizeGreaterThan(10).allMatch(line -> line.startsWith("GET"));
    assertThat(counted("availability").good()).isZero();
    assertThat(ticks).allMatch(tick -> tick.served() == 0);
  }

  @Test
  void customersGiveUpWhenTheirPatienceEnds() throws Exception {
    String door = frontDoor(request -> {});
    Load load = start(Shop.topology(50, Duration.ofMillis(100), Duration.ZERO), door, Map.of());
    await().until(() -> ticks.size() >= 2);
    load.stop().await(5, TimeUnit.SECONDS);
    assertThat(counted("availability").bad()).isGreaterThan(20);
    long now = clock.epochMillis();
    assertThat(
            telemetry
                .range("sum by (outcome) (increase(user_requests_total[10s])) ", now, now, 1)
                .series())
        .extracting(series -> series.labels().get("outcome"))
        .contains("timeout");
  }

  @Test
  void nobodyAtTheDoorIsAnError() throws Exception {
    String door = frontDoor(request -> {});
    mesh.close().await(5, TimeUnit.SECONDS);
    Load load = start(Shop.topology(50, PATIENCE, Duration.ZERO), door, Map.of());
    await().until(() -> ticks.size() >= 2);
    load.stop().await(5, TimeUnit.SECONDS);
    assertThat(counted("availability").bad()).isGreaterThan(20);
  }

  @Test
  void wrongAnswersWithStatus200AreSeen() throws Exception {
    String door =
        frontDoor(request -> {
          boolean odd = Integer.parseInt(request.getParam("sku")) % 2 == 1;
          var ignored = request.response().end(odd ? "{\"price\": \"7.50\"}" : "{\"price\": 8}");
        });
    Map<String, String> prices = new java.util.HashMap<>();
    for (int sku = 1; sku <= 10; sku++) {
      prices.put("" + sku, "7.5");
    }
    Load load =
        start(
            Shop.topology(100, PATIENCE, Duration.ofSeconds(60)), door, Map.of("buy/look", prices));
    await().until(() -> ticks.size() >= 2);
    load.stop().await(5, TimeUnit.SECONDS);
    Count correctness = counted("correctness");
    assertThat(correctness.total()).isGreaterThan(50);
    assertThat(correctness.good()).isBetween(correctness.total() / 5, correctness.total() * 4 / 5);
    assertThat(counted("availability").bad()).isZero();
  }

  @Test
  void aPlanTakesHoldAtOnce() throws Exception {
    String door =
        frontDoor(request -> {
          remember(request);
          var ignored = request.response().end("{}");
        });
    Load load = start(Shop.topology(0.001, PATIENCE, Duration.ofSeconds(60)), door, Map.of());
    load.plan(new LoadPlan(100_000, Map.of(), Map.of("eu", 100)));
    await().atMost(Duration.ofSeconds(5)).until(() -> seen.size() > 20);
    load.plan(new LoadPlan(0, Map.of(), Map.of()));
    load.stop().await(5, TimeUnit.SECONDS);
    assertThat(seen).allMatch(line -> line.contains("region=us"));
  }

  @Test
  void whatExceedsTheGeneratorIsOfferedAndFailed() throws Exception {
    String door = frontDoor(request -> {});
    Topology topology = Shop.topology(100, PATIENCE, Duration.ZERO);
    Generator generator =
        new Generator(
            topology,
            new Seed(1),
            region -> List.of(door),
            new Truths(Map.of()),
            new Tally(topology, telemetry),
            Duration.ZERO,
            clock,
            ticks::add,
            3);
    String id = host.vertx().deployVerticle(generator).await(5, TimeUnit.SECONDS);
    await().until(() -> !ticks.isEmpty());
    host.vertx().undeploy(id).await(5, TimeUnit.SECONDS);
    Tick tick = ticks.getFirst();
    assertThat(tick.offered()).isGreaterThan(50);
    assertThat(tick.slis()).containsEntry("availability", new Count(0, tick.offered() - 3));
  }

  @Test
  void aMeshThatHasJustBeenStartedIsNotAskedEverythingAtOnce() throws Exception {
    String door =
        frontDoor(request -> {
          var ignored = request.response().end("{}");
        });
    Duration warmUp = Duration.ofSeconds(10); // 20 a second more with each second that passes
    Load load = start(Shop.topology(200, PATIENCE, Duration.ZERO), door, Map.of(), warmUp);
    await().until(() -> ticks.size() >= 3);
    load.stop().await(5, TimeUnit.SECONDS);
    assertThat(ticks.get(1).offered()).isBetween(1L, 100L);
    assertThat(ticks.get(2).offered()).isBetween(1L, 100L);
  }

  @Test
  void afterStopNobodyComes() throws Exception {
    String door =
        frontDoor(request -> {
          remember(request);
          var ignored = request.response().end("{}");
        });
    Load load = start(Shop.topology(200, PATIENCE, Duration.ofMillis(50)), door, Map.of());
    await().until(() -> seen.size() > 20);
    load.stop().await(5, TimeUnit.SECONDS);
    int before = seen.size();
    int then = ticks.size();
    await().during(Duration.ofMillis(300)).until(() -> seen.size() <= before + 5);
    assertThat(ticks).hasSize(then);
  }
}
