package dev.pagefault.mesh.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import com.github.dockerjava.api.command.InspectContainerResponse;
import com.github.dockerjava.api.model.Container;
import com.github.dockerjava.api.model.HostConfig;
import dev.pagefault.mesh.BrokerControl;
import dev.pagefault.mesh.Diagnostic;
import dev.pagefault.mesh.Mesh;
import dev.pagefault.mesh.MeshHost;
import dev.pagefault.mesh.MeshState;
import dev.pagefault.mesh.Probe;
import dev.pagefault.mesh.Reading;
import dev.pagefault.mesh.Site;
import dev.pagefault.mesh.TinyTopology;
import dev.pagefault.scenario.Change;
import dev.pagefault.scenario.Selector;
import dev.pagefault.scenario.Topology;
import dev.pagefault.scenario.ToxicSpec;
import dev.pagefault.telemetry.Telemetry;
import dev.pagefault.time.Clock;
import io.vertx.core.Future;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A small mesh in real containers, changed as the embedded one is. */
@Tag("docker")
final class DockerMeshTest {
  private static final MeshState HEALTHY = MeshState.initial(TinyTopology.create());
  private static final Duration SOON = Duration.ofSeconds(60);
  private static final DockerRuntime.Images IMAGES = DockerRuntime.Images.of(System.getenv());

  private static final Clock CLOCK = Clock.system();
  private static final Telemetry TELEMETRY = new Telemetry(CLOCK);
  private static final HttpClient CLIENT = HttpClient.newHttpClient();
  private static final MeshHost HOST = MeshHost.start();
  private static Engine engine;
  private static Mesh mesh;

  @BeforeAll
  static void start() {
    engine = Engine.connect();
    mesh = done(Mesh.start(HOST, docker(), HEALTHY.topology(), HEALTHY, 1, CLOCK, TELEMETRY));
  }

  private static DockerRuntime docker() {
    return DockerRuntime.connect(HOST, IMAGES, CLOCK);
  }

  @AfterAll
  static void stop() {
    done(mesh.stop());
    assertThat(ours()).as("containers left").isEmpty();
    done(HOST.close());
    CLIENT.close();
  }

  @AfterEach
  void heal() {
    done(mesh.become(HEALTHY));
  }

  /** Names of containers that this process owns. */
  private static List<String> ours() {
    return owned().stream().map(it -> it.getNames()[0]).toList();
  }

  private static List<Container> owned() {
    Map<String, String> labels = engine.labels("any");
    List<String> own = List.of(Engine.OWNER + "=" + labels.getOrDefault(Engine.OWNER, "none"));
    return engine.ask(it -> it.listContainersCmd().withShowAll(true).withLabelFilter(own).exec());
  }

  @Test
  void aRequestGoesFromTheEdgeToTheDatabaseAndBack() throws Exception {
    for (String region : List.of("eu", "us")) {
      HttpResponse<String> answer = ask(region, 7);
      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
      assertThat(answer.body()).contains("21");
    }
    await()
        .atMost(SOON)
        .until(() ->
            value("sum(rate(http_server_requests_seconds_count{service=\"orders\"}[30s]))") > 0);
    await().atMost(SOON).until(() -> value("sum(rate(pg_stat_statements_calls_total[30s]))") > 0);
  }

  @Test
  void everythingThatCanBeReadIsReal() throws Exception {
    ask("eu", 7);
    for (Probe probe : mesh.probes()) {
      if (probe.diagnostic() != Diagnostic.CONFIG) {
        assertThat(read(probe).text()).as(probe.toString()).isNotBlank();
      }
    }
  }

  @Test
  void aProcessorsLimitIsTheContainersQuota() {
    become(config("orders/eu", "cpu.limit", "0.35"));
    Reading.Raw raw = read(new Probe(Diagnostic.CPU, "orders-eu-1"));
    assertThat(raw.text()).contains("35000 100000").contains("nr_throttled");
    double cores = 0.35 * DockerSite.SHARE + BoxedInstance.OWN_CORES;
    await()
        .atMost(SOON) // it is warm by then
        .until(() -> quota("orders-eu-1") == Math.round(cores * BoxContainer.PERIOD_MICROS));
  }

  private static long quota(String name) {
    HostConfig config = inspect(container(name)).getHostConfig();
    Long quota = config == null ? null : config.getCpuQuota();
    return quota == null ? 0 : quota;
  }

  @Test
  void tooLittleMemoryEndsInAnOomKillAndABackOff() {
    become(config("orders/eu", "memory.limit", "64Mi"));
    String killed = "kube_pod_container_status_last_terminated_exitcode{instance=\"orders-eu-1\"}";
    await().atMost(SOON).until(() -> value(killed) == 137);
    done(mesh.become(HEALTHY)); // with so little it never lives long enough to be read
    Reading.Raw heap = read(new Probe(Diagnostic.HEAP, "orders-eu-1"));
    assertThat(heap.text()).contains("OOMKilled");
  }

  @Test
  void aRestartIsAnotherProcess() throws Exception {
    ask("eu", 7);
    become(new Change.Restart(Selector.parse("orders")));
    assertThat(ask("eu", 7).statusCode()).isEqualTo(200);
    String age = "min(process_uptime_seconds{service=\"orders\",region=\"eu\"})";
    await().atMost(SOON).until(() -> value(age) > 0 && value(age) < 60);
  }

  @Test
  void anInstanceMoreServesAndGoesAgain() throws Exception {
    become(new Change.Scale(Selector.parse("orders/eu"), 2));
    for (int order = 1; order <= 8; order++) {
      assertThat(ask("eu", order).statusCode()).isEqualTo(200);
    }
    assertThat(mesh.probes()).contains(new Probe(Diagnostic.THREADS, "orders-eu-2"));
    done(mesh.become(HEALTHY));
    assertThat(ask("eu", 7).statusCode()).isEqualTo(200);
  }

  @Test
  void aToxicStandsInTheWire() throws Exception {
    become(
        new Change.Toxic(
            Selector.parse("edge/eu"),
            "orders",
            "far",
            new ToxicSpec("latency", ToxicSpec.DOWNSTREAM, 1, Map.of("latency", 300))));
    long began = CLOCK.nanos();
    assertThat(ask("eu", 7).statusCode()).isEqualTo(200);
    assertThat(Duration.ofNanos(CLOCK.nanos() - began)).isGreaterThan(Duration.ofMillis(300));
    Reading.Raw network = read(new Probe(Diagnostic.NETWORK, "edge-eu-1/orders"));
    assertThat(network.text()).contains("orders.eu:8080");
  }

  @Test
  void aDatabaseWhoseProcessDiesComesBackWithWhatItHeld() throws Exception {
    ask("eu", 7);
    die("orders-db");
    await().atMost(SOON).ignoreExceptions().until(() -> ask("eu", 7).statusCode() == 200);
    assertThat(ask("eu", 7).body()).contains("21");
  }

  @Test
  void aBrokerWhoseProcessDiesComesBackAsItWasTold() {
    Topology.Queue queue = new Topology.Queue("", 100, 1, null, 5);
    Site site = docker().open(TinyTopology.with(HEALTHY.topology(), Map.of("jobs", queue)), 1);
    try {
      BrokerControl broker = done(site.broker("jobs", queue));
      broker.become(Map.of("delivery-limit", "3"));
      die("jobs");
      await()
          .atMost(SOON)
          .ignoreExceptions()
          .until(() -> !done(broker.telemetry()).samples().isEmpty());
      done(broker.stop());
    } finally {
      site.close();
    }
  }

  @Test
  void aMeshWhoseToxiproxyDoesNotStartSaysSoInOneLineAndLeavesNothing() {
    List<String> before = ours();
    DockerRuntime.Images wrong =
        new DockerRuntime.Images(IMAGES.box(), IMAGES.postgres(), IMAGES.postgres());
    DockerRuntime none = DockerRuntime.connect(HOST, wrong, CLOCK);
    Telemetry unused = new Telemetry(CLOCK);
    assertThatExceptionOfType(CompletionException.class)
        .isThrownBy(
            () -> done(Mesh.start(HOST, none, HEALTHY.topology(), HEALTHY, 1, CLOCK, unused)))
        .withCauseInstanceOf(IllegalStateException.class)
        .withMessageContaining("Toxiproxy ended while it started; its last words: ")
        .matches(it -> String.valueOf(it.getMessage()).lines().count() == 1);
    assertThat(ours()).containsExactlyInAnyOrderElementsOf(before);
  }

  @Test
  void anEngineThatOnlyBrokeOffLosesNoMesh() {
    OpenSites.lookAround();
    assertThat(mesh.lost().isComplete()).isFalse();
  }

  /** Kills a container's process from outside, as the kernel does, and waits for the next one. */
  private static void die(String name) {
    String container = container(name);
    Long pid = inspect(container).getState().getPidLong();
    Optional<ProcessHandle> process = pid == null ? Optional.empty() : ProcessHandle.of(pid);
    assumeThat(process).as("the engine's processes are in sight").isPresent();
    process.orElseThrow().destroyForcibly();
    await().atMost(SOON).until(() -> inspect(container).getRestartCount() > 0);
  }

  private static String container(String name) {
    return owned().stream()
        .filter(it -> it.getNames()[0].endsWith("-" + name))
        .map(Container::getId)
        .findFirst()
        .orElseThrow();
  }

  private static InspectContainerResponse inspect(String container) {
    return engine.ask(it -> it.inspectContainerCmd(container).exec());
  }

  private static Change config(String target, String key, String value) {
    return new Change.Config(Selector.parse(target), key, value);
  }

  private static void become(Change change) {
    done(mesh.become(HEALTHY.with(change)));
  }

  private static Reading.Raw read(Probe probe) {
    for (int asked = 0; ; asked++) {
      try {
        return done(mesh.read(probe));
      } catch (RuntimeException e) {
        if (asked == 20) {
          throw e;
        }
        await().pollDelay(Duration.ofSeconds(1)).until(() -> true); // it is about to start
      }
    }
  }

  private static double value(String query) {
    long now = CLOCK.epochMillis();
    double last = Double.NaN;
    for (var series : TELEMETRY.range(query, now - 5_000, now, 1).series()) {
      for (double value : series.values()) {
        last = Double.isNaN(value) ? last : value;
      }
    }
    return last;
  }

  private static HttpResponse<String> ask(String region, int order) throws Exception {
    String address = mesh.edges(region).getFirst();
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://" + address + "/orders?order=" + order))
            .timeout(Duration.ofSeconds(20))
            .build();
    return CLIENT.send(request, HttpResponse.BodyHandlers.ofString());
  }

  private static <T> T done(Future<T> future) {
    return future.toCompletionStage().toCompletableFuture().orTimeout(180, TimeUnit.SECONDS).join();
  }
}
