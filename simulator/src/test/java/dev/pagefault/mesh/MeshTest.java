package dev.pagefault.mesh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import com.sun.management.UnixOperatingSystemMXBean;
import dev.pagefault.scenario.Change;
import dev.pagefault.scenario.Selector;
import dev.pagefault.scenario.Topology;
import dev.pagefault.telemetry.Telemetry;
import dev.pagefault.time.Clock;
import io.vertx.core.Future;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.net.ConnectException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

final class MeshTest {
  private static final MeshState HEALTHY = MeshState.initial(TinyTopology.create());
  private static MeshHost host;
  private static HttpClient client;

  @BeforeAll
  static void open() {
    host = MeshHost.start();
    client = HttpClient.newHttpClient();
  }

  @AfterAll
  static void close() throws Exception {
    client.close();
    get(host.close());
  }

  @Test
  void aRequestGoesFromTheEdgeToTheDatabaseAndBack() throws Exception {
    run(mesh -> {
      for (String region : List.of("eu", "us")) {
        HttpResponse<String> answer = ask(mesh, region, 7);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(answer.body()).contains("21");
      }
    });
  }

  @Test
  void whatItMeasuresIsCollectedEachSecond() throws Exception {
    Telemetry telemetry = new Telemetry(Clock.system());
    run(
        telemetry,
        mesh -> {
          ask(mesh, "eu", 7);
          await()
              .atMost(Duration.ofSeconds(10))
              .until(
                  () -> !telemetry.range("db_cpu_utilization", ago(), now(), 1).series().isEmpty());
          assertThat(telemetry.range("pg_settings_max_connections", ago(), now(), 1).series())
              .isNotEmpty();
        });
  }

  @Test
  void aDrainedInstanceIsLeftOutAndTheOtherRegionServes() throws Exception {
    run(mesh -> {
      get(mesh.become(HEALTHY.with(drain("orders/eu", true)).with(drain("edge/us", true))));
      assertThat(ask(mesh, "eu", 7).statusCode()).isEqualTo(200);
      assertThat(mesh.edges("us")).isEqualTo(mesh.edges("eu"));
      get(mesh.become(HEALTHY));
      assertThat(mesh.edges("us")).isNotEqualTo(mesh.edges("eu"));
    });
  }

  @Test
  void aDeployTakesHoldWithoutAnErrorForCallers() throws Exception {
    run(mesh -> {
      Change deploy = new Change.Deploy(Selector.parse("orders"), "2.2.0");
      Future<Void> deployed = mesh.become(HEALTHY.with(deploy));
      int asked = 0;
      while (!deployed.isComplete() || asked < 20) {
        assertThat(ask(mesh, "eu", 1 + asked).statusCode()).isEqualTo(200);
        asked++;
      }
      get(deployed);
      Reading.Raw plan = get(mesh.read(new Probe(Diagnostic.PLAN, "orders-db")));
      ask(mesh, "eu", 7);
      assertThat(plan.text()).contains("orders/find");
    });
  }

  @Test
  void aCanaryTakesItsShareAndIsToldApartByItsVersion() throws Exception {
    Telemetry telemetry = new Telemetry(Clock.system());
    run(
        telemetry,
        mesh -> {
          Selector canary = Selector.parse("orders/eu/orders-eu-2");
          get(
              mesh.become(
                  HEALTHY
                      .with(new Change.Scale(Selector.parse("orders/eu"), 2))
                      .with(new Change.Deploy(canary, "2.2.0"))));
          String served =
              "sum by (version) (rate(http_server_requests_seconds_count"
                  + "{service=\"orders\",region=\"eu\",uri=\"/orders\"}[30s]))";
          await()
              .atMost(Duration.ofSeconds(20))
              .untilAsserted(() -> {
                assertThat(ask(mesh, "eu", 7).statusCode()).isEqualTo(200);
                assertThat(telemetry.range(served, ago(), now(), 1).series())
                    .filteredOn(series -> series.values()[series.values().length - 1] > 0)
                    .extracting(series -> series.labels().get("version"))
                    .containsExactlyInAnyOrder("2.1.0", "2.2.0");
              });
        });
  }

  @Test
  void scalingStartsAndStopsInstances() throws Exception {
    run(mesh -> {
      Change up = new Change.Scale(Selector.parse("edge/eu"), 3);
      get(mesh.become(HEALTHY.with(up)));
      assertThat(mesh.edges("eu")).hasSize(3);
      List<String> three = mesh.edges("eu");
      assertThat(ask(mesh, "eu", 7).statusCode()).isEqualTo(200);
      get(mesh.become(HEALTHY));
      assertThat(mesh.edges("eu")).hasSize(1);
      for (String address : three) {
        assertThat(listens(address)).isEqualTo(mesh.edges("eu").contains(address));
      }
    });
  }

  @Test
  void everyProbeOfAHealthyMeshAnswers() throws Exception {
    run(mesh -> {
      List<Probe> probes = mesh.probes();
      assertThat(probes)
          .extracting(Probe::toString)
          .contains(
              "pool orders-eu-1/orders-db",
              "client edge-us-1/orders",
              "sessions orders-db",
              "cpu orders-db",
              "cpu edge-eu-1",
              "threads orders-us-1")
          .noneMatch(probe -> probe.contains("bank-"));
      List<Future<Reading.Raw>> reads = probes.stream().map(mesh::read).toList();
      for (Future<Reading.Raw> read : reads) {
        assertThat(get(read).text()).isNotBlank();
      }
      assertThatExceptionOfType(ExecutionException.class)
          .isThrownBy(() -> get(mesh.read(new Probe(Diagnostic.CPU, "cart-eu-1"))))
          .withMessageContaining("target: no cart-eu-1; there are");
    });
  }

  @Test
  void fiftyStartsAndStopsLeaveTheSameThreadsAndNoPort() throws Exception {
    run(mesh -> ask(mesh, "eu", 7));
    Threads before = Threads.now();
    int databases = DatabaseFunctions.registered();
    List<String> addresses = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      Mesh mesh = start(new Telemetry(Clock.system()));
      addresses.add(mesh.edges("eu").getFirst());
      get(mesh.stop());
    }
    // The kernel may take a moment; another program may have been given one of the ports meanwhile.
    await()
        .untilAsserted(
            () -> assertThat(addresses).filteredOn(MeshTest::listens).hasSizeLessThan(5));
    assertThat(DatabaseFunctions.registered()).isEqualTo(databases);
    before.assertNoOthersStay();
  }

  @Test
  void aMeshWhoseDatabaseFailsToStartLeavesNoQueueListening() throws Exception {
    run(mesh -> ask(mesh, "eu", 7)); // what the host opens once is open
    Topology.Datastore good = TinyTopology.datastore(4);
    Topology.Datastore broken =
        new Topology.Datastore(
            "", "", 1, 4, "CREATE TABEL t (id INT)", good.perStatement(), good.perRow());
    Map<String, Topology.Queue> queues = new LinkedHashMap<>();
    for (int i = 0; i < 100; i++) {
      queues.put("queue-" + i, new Topology.Queue("", 10));
    }
    MeshState state =
        MeshState.initial(
            TinyTopology.with(TinyTopology.create(), Map.of("orders-db", broken), queues));
    int databases = DatabaseFunctions.registered();
    long before = descriptors();
    assertThatExceptionOfType(ExecutionException.class)
        .isThrownBy(() -> start(state, new Telemetry(Clock.system())))
        .withMessageContaining("datastores.orders-db.schema: ");
    // Each that listened would hold one; selectors let go of a closed one when they next select.
    await().untilAsserted(() -> assertThat(descriptors()).isLessThan(before + 50));
    assertThat(DatabaseFunctions.registered()).isEqualTo(databases);
  }

  private interface Work {
    void on(Mesh mesh) throws Exception;
  }

  private static void run(Work work) throws Exception {
    run(new Telemetry(Clock.system()), work);
  }

  private static void run(Telemetry telemetry, Work work) throws Exception {
    Mesh mesh = start(telemetry);
    try {
      work.on(mesh);
    } finally {
      get(mesh.stop());
    }
  }

  private static Mesh start(Telemetry telemetry) throws Exception {
    return start(HEALTHY, telemetry);
  }

  private static Mesh start(MeshState state, Telemetry telemetry) throws Exception {
    return get(Mesh.start(host, state.topology(), state, 1, Clock.system(), telemetry));
  }

  /** Files and sockets that the process has open. */
  private static long descriptors() {
    return ((UnixOperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
        .getOpenFileDescriptorCount();
  }

  private static HttpResponse<String> ask(Mesh mesh, String region, int order)
      throws IOException, InterruptedException {
    URI uri = URI.create("http://" + mesh.edges(region).getFirst() + "/orders?order=" + order);
    return client.send(
        HttpRequest.newBuilder(uri).timeout(Duration.ofSeconds(10)).build(),
        HttpResponse.BodyHandlers.ofString());
  }

  private static boolean listens(String address) {
    String[] parts = address.split(":");
    try (Socket socket = new Socket(parts[0], Integer.parseInt(parts[1]))) {
      return socket.isConnected();
    } catch (ConnectException e) {
      return false;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Change drain(String target, boolean drained) {
    return new Change.Drain(Selector.parse(target), drained);
  }

  private static long now() {
    return Clock.system().epochMillis();
  }

  private static long ago() {
    return now() - 30_000;
  }

  private static <T> T get(Future<T> future) throws Exception {
    return future.toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
  }
}
