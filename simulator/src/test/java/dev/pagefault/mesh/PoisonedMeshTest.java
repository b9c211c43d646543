package dev.pagefault.mesh;

import static dev.pagefault.mesh.ToxicsTest.latency;
import static dev.pagefault.mesh.ToxicsTest.spec;
import static dev.pagefault.mesh.ToxicsTest.toxic;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.pagefault.scenario.Change;
import dev.pagefault.scenario.Selector;
import dev.pagefault.telemetry.Buckets;
import dev.pagefault.telemetry.Telemetry;
import dev.pagefault.time.Clock;
import io.vertx.core.Future;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A mesh whose wires are poisoned while it runs. */
final class PoisonedMeshTest {
  private static final MeshState HEALTHY = MeshState.initial(TinyTopology.create());
  private static final Probe NETWORK = new Probe(Diagnostic.NETWORK, "edge-eu-1/orders");
  private static final Probe STATEMENTS = new Probe(Diagnostic.STATEMENTS, "orders-db");

  private final Clock clock = Clock.system();
  private final Telemetry telemetry = new Telemetry(clock);
  private final HttpClient client = HttpClient.newHttpClient();
  private MeshHost host;
  private Threads before;
  private Mesh mesh;
  private MeshState state = HEALTHY;

  @BeforeEach
  void start() throws Exception {
    host = MeshHost.start();
    before = Threads.now();
    mesh = get(Mesh.start(host, HEALTHY.topology(), HEALTHY, 1, clock, telemetry));
    for (int i = 0; i < 20; i++) {
      assertThat(ask().statusCode()).isEqualTo(200); // code that is cold is slow by itself
    }
  }

  @AfterEach
  void stop() throws Exception {
    get(mesh.stop());
    get(host.close());
    client.close();
  }

  @Test
  void latencyOnAWireIsSeenByTheCallerOnlyUntilItIsTakenAway() throws Exception {
    assertThat(millis()).isLessThan(200);

    become(toxic("edge/eu", "orders", "far", latency(300)));
    assertThat(millis()).isBetween(300L, 600L);
    assertThat(figure(NETWORK, Figures.ROUND_TRIP_MS)).isBetween(300.0, 600.0);
    await()
        .atMost(Duration.ofSeconds(10))
        .until(() -> slow("http_client_requests_seconds", "service", "edge") >= 3);
    assertThat(slow("http_server_requests_seconds", "service", "edge")).isGreaterThanOrEqualTo(3);
    assertThat(slow("http_server_requests_seconds", "service", "orders")).isZero();

    become(toxic("edge/eu", "orders", "far", latency(600)));
    assertThat(millis()).isBetween(600L, 900L);

    become(config("edge/eu", "orders.client.route", "standby"));
    assertThat(millis()).isLessThan(200);
    assertThat(figure(NETWORK, Figures.ROUND_TRIP_MS)).isLessThan(200);

    become(config("edge/eu", "orders.client.route", null));
    assertThat(millis()).isBetween(600L, 900L);

    become(toxic("edge/eu", "orders", "far", null));
    assertThat(millis()).isLessThan(200);
  }

  @Test
  void anInstanceThatRestartsOrComesLaterIsPoisonedToo() throws Exception {
    become(toxic("edge/eu", "orders", "far", latency(300)));
    become(new Change.Restart(Selector.parse("edge/eu")));
    assertThat(millis()).isGreaterThanOrEqualTo(300);
    become(new Change.Scale(Selector.parse("edge/eu"), 2));
    for (String edge : mesh.edges("eu")) {
      assertThat(millis(edge)).isGreaterThanOrEqualTo(300);
    }
    become(new Change.Restart(Selector.parse("orders/eu")));
    assertThat(millis()).isGreaterThanOrEqualTo(300);
  }

  @Test
  void aTimeoutOfNoTimeHangsCallsUntilItIsTakenAway() throws Exception {
    become(config("edge", "orders.client.timeout", "0"));
    become(toxic("edge/eu", "orders", "mute", spec("timeout", "timeout", 0)));
    CompletableFuture<HttpResponse<String>> hung =
        client.sendAsync(
            request(mesh.edges("eu").getFirst()), HttpResponse.BodyHandlers.ofString());
    Reading.Raw reading = get(mesh.read(NETWORK));
    assertThat(reading.figures()).containsEntry(Figures.FAILED, 1.0);
    assertThat(hung).isNotDone();
    become(toxic("edge/eu", "orders", "mute", null));
    assertThat(hung.get(5, TimeUnit.SECONDS).statusCode()).isGreaterThanOrEqualTo(500);
    assertThat(hung.get().body()).contains("orders.eu:8080").doesNotContain("127.0.0.1");
    assertThat(ask().statusCode()).isEqualTo(200);
  }

  @Test
  void aStoppedMeshTakesACallThatHangsAndItsProxiesWithIt() throws Exception {
    become(config("edge", "orders.client.timeout", "0"));
    become(toxic("edge", "orders", "mute", spec("timeout", "timeout", 0)));
    become(toxic("orders", "orders-db", "far", latency(1)));
    CompletableFuture<HttpResponse<String>> hung =
        client.sendAsync(
            request(mesh.edges("eu").getFirst()), HttpResponse.BodyHandlers.ofString());
    List<String> proxies = mesh.proxied();
    assertThat(proxies).hasSize(4).allMatch(PoisonedMeshTest::listens);
    get(mesh.stop());
    await().atMost(Duration.ofSeconds(10)).until(hung::isDone);
    assertThat(proxies).noneMatch(PoisonedMeshTest::listens);
    before.assertNoOthersStay();
  }

  @Test
  void aPoisonedDatastoreIsSlowToItsCallerAndNotInItself() throws Exception {
    ask();
    become(toxic("orders/eu", "orders-db", "far", latency(50)));
    assertThat(ask().body()).contains("21");
    assertThat(millis()).isGreaterThanOrEqualTo(150); // a statement takes several round trips
    Reading.Raw statements = get(mesh.read(STATEMENTS));
    assertThat(statements.figures().get(Figures.MEAN_MS_OF + "orders/find")).isLessThan(50);
    assertThat(get(mesh.read(new Probe(Diagnostic.SESSIONS, "orders-db"))).text())
        .contains("orders-eu-1");
    become(toxic("orders/eu", "orders-db", "far", null));
    assertThat(millis()).isLessThan(150);
  }

  @Test
  void aStatementOverTcpCanBeCancelled() throws Exception {
    become(new Change.Deploy(Selector.parse("orders"), "2.2.0"));
    become(toxic("orders/eu", "orders-db", "far", latency(1)));
    CompletableFuture<Integer> status = new CompletableFuture<>();
    for (int i = 0; i < 40 && !status.isDone(); i++) {
      CompletableFuture<HttpResponse<String>> asked =
          client.sendAsync(
              request(mesh.edges("eu").getFirst()), HttpResponse.BodyHandlers.ofString());
      while (!asked.isDone()) {
        for (int session = 0; session < 60; session++) {
          mesh.cancel("orders-db", session);
        }
      }
      if (asked.get().statusCode() != 200) {
        assertThat(asked.get().body()).doesNotContain("127.0.0.1");
        status.complete(asked.get().statusCode());
      }
    }
    assertThat(status).isDone();
  }

  @Test
  void aHungDatastoreHoldsNobodyUpWhenItsWireIsMended() throws Exception {
    become(toxic("orders/eu", "orders-db", "mute", spec("timeout", "timeout", 0)));
    CompletableFuture<HttpResponse<String>> hung =
        client.sendAsync(
            request(mesh.edges("eu").getFirst()), HttpResponse.BodyHandlers.ofString());
    await().pollDelay(Duration.ofMillis(300)).until(() -> true);
    long began = clock.nanos();
    become(toxic("orders/eu", "orders-db", "mute", null));
    assertThat(Duration.ofNanos(clock.nanos() - began)).isLessThan(Duration.ofSeconds(5));
    assertThat(hung.get(5, TimeUnit.SECONDS).body()).doesNotContain("127.0.0.1");
    assertThat(ask().statusCode()).isEqualTo(200);
  }

  private void become(Change change) throws Exception {
    state = state.with(change);
    get(mesh.become(state));
  }

  private static Change config(String target, String key, @Nullable String value) {
    return new Change.Config(Selector.parse(target), key, value);
  }

  /** The fastest of three requests. */
  private long millis() throws Exception {
    return millis(mesh.edges("eu").getFirst());
  }

  private long millis(String edge) throws Exception {
    long fastest = Long.MAX_VALUE;
    for (int i = 0; i < 3; i++) {
      long began = clock.nanos();
      client.send(request(edge), HttpResponse.BodyHandlers.ofString());
      fastest = Math.min(fastest, (clock.nanos() - began) / 1_000_000);
    }
    return fastest;
  }

  private HttpResponse<String> ask() throws IOException, InterruptedException {
    return client.send(request(mesh.edges("eu").getFirst()), HttpResponse.BodyHandlers.ofString());
  }

  private static HttpRequest request(String edge) {
    return HttpRequest.newBuilder(URI.create("http://" + edge + "/orders?order=7"))
        .timeout(Duration.ofSeconds(20))
        .build();
  }

  private double figure(Probe probe, String name) throws Exception {
    return get(mesh.read(probe)).figures().getOrDefault(name, -1.0);
  }

  /** How often a histogram counted what takes longer than the toxic's shortest delay. */
  private long slow(String histogram, String label, String value) {
    long[] counts = telemetry.observed(histogram, label, value);
    return Arrays.stream(counts, Buckets.indexOf(0.3), counts.length).sum();
  }

  private static boolean listens(String address) {
    String[] parts = address.split(":");
    try (Socket socket = new Socket(parts[0], Integer.parseInt(parts[1]))) {
      return socket.isConnected();
    } catch (IOException e) {
      return false;
    }
  }

  private static <T> T get(Future<T> future) throws Exception {
    return future.toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
  }
}
