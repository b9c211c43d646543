package dev.pagefault.mesh.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.pagefault.hardware.Machine;
import dev.pagefault.mesh.Diagnostic;
import dev.pagefault.mesh.HopCeiling;
import dev.pagefault.mesh.Instance;
import dev.pagefault.mesh.InstanceSpec;
import dev.pagefault.mesh.MeshHost;
import dev.pagefault.mesh.NotRunning;
import dev.pagefault.mesh.Probe;
import dev.pagefault.mesh.Reading;
import dev.pagefault.mesh.Tls;
import dev.pagefault.scenario.Step;
import dev.pagefault.telemetry.Batch;
import dev.pagefault.telemetry.Sample;
import dev.pagefault.time.Clock;
import io.vertx.core.Future;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An instance is asked and told over HTTP as it is in a container; here without one. */
class BoxServerTest {
  private static final String TOKEN = "s3cret";

  private final Clock clock = Clock.system();
  private MeshHost host;
  private Instance instance;
  private BoxServer server;
  private BoxClient client;

  @BeforeEach
  void start() {
    host = MeshHost.start();
    instance =
        done(
            Instance.start(
                host,
                new HopCeiling(100, clock),
                new Instance.Ground("127.0.0.1", 0, Machine.modelled(clock)),
                spec(0, "32"),
                clock));
    server = done(BoxServer.start(host, "127.0.0.1", 0, TOKEN, instance));
    client = new BoxClient(host, "cart-eu-1", server.port(), TOKEN);
  }

  @AfterEach
  void stop() {
    done(client.close());
    done(server.stop());
    done(instance.stop());
    done(host.close());
  }

  @Test
  void itIsToldWhatItIsToBeAndAskedWhatItIs() {
    done(client.up());
    done(client.put(BoxServer.SPEC, spec(0, "7")));
    Batch batch = done(client.get(BoxServer.TELEMETRY, Batch.class));
    assertThat(batch.samples())
        .filteredOn(it -> it.name().equals("executor_pool_max_threads"))
        .extracting(Sample::value)
        .containsExactly(7.0);
  }

  @Test
  void itIsReadWithWhatItsWatcherKnows() {
    Probe probe = new Probe(Diagnostic.HEAP, "cart-eu-1");
    BoxServer.Ask ask = new BoxServer.Ask(probe, "Restart Count:  3\n");
    Reading.Raw raw = done(client.post(BoxServer.READ, ask, Reading.Raw.class));
    assertThat(raw.text()).contains("Restart Count:  3");
  }

  @Test
  void whatIsWrongIsSaidByName() {
    assertThatExceptionOfType(CompletionException.class)
        .isThrownBy(() -> done(client.put(BoxServer.SPEC, spec(0, "none"))))
        .withCauseInstanceOf(IllegalArgumentException.class)
        .withMessageContaining("server.workers");
  }

  @Test
  void nobodyIsAnsweredWithoutTheToken() throws Exception {
    try (HttpClient stranger = HttpClient.newHttpClient()) {
      for (String path : List.of(BoxServer.UP, BoxServer.TELEMETRY, "/")) {
        HttpRequest request =
            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
                .header("Authorization", "Bearer another")
                .build();
        HttpResponse<String> answer = stranger.send(request, HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).isEqualTo(401);
      }
    }
  }

  @Test
  void whoIsSilentIsNotRunning() {
    done(server.stop());
    assertThatExceptionOfType(CompletionException.class)
        .isThrownBy(() -> done(client.up()))
        .withCauseInstanceOf(NotRunning.class)
        .withMessageContaining("cart-eu-1");
  }

  private static InstanceSpec spec(int generation, String workers) {
    return new InstanceSpec(
        "cart",
        "eu",
        "cart-eu-1",
        "1.0.0",
        generation,
        1,
        Map.of("GET /cart", List.of(new Step.Compute("sum", null, Duration.ofMillis(1)))),
        Map.of(),
        Map.of("server.workers", workers),
        Map.of(),
        Map.of(),
        Map.of(),
        Map.of(),
        Map.of(),
        7,
        Tls.NONE);
  }

  private static <T> T done(Future<T> future) {
    return future.toCompletionStage().toCompletableFuture().orTimeout(30, TimeUnit.SECONDS).join();
  }
}
