package dev.pagefault.mesh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.pagefault.control.Outcomes;
import dev.pagefault.scenario.CertificateSettings;
import dev.pagefault.scenario.Change;
import dev.pagefault.scenario.Selector;
import dev.pagefault.scenario.Topology.Certificate;
import dev.pagefault.telemetry.LogPage;
import dev.pagefault.telemetry.LogQuery;
import dev.pagefault.telemetry.Telemetry;
import dev.pagefault.time.Clock;
import io.vertx.core.Future;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** A mesh whose edge calls orders over TLS, and the certificates that it may serve. */
final class TlsMeshTest {
  private static final Duration SOON = Duration.ofSeconds(8);
  private static final Probe TLS = new Probe(Diagnostic.TLS, "edge-eu-1/orders");
  private static final Probe NETWORK = new Probe(Diagnostic.NETWORK, "edge-eu-1/orders");

  private final Clock clock = Clock.system();
  private final Telemetry telemetry = new Telemetry(clock);
  private final HttpClient client = HttpClient.newHttpClient();
  private MeshState state = MeshState.initial(TinyTopology.overTls(certificates()));
  private MeshHost host;
  private Mesh mesh;

  private static Map<String, Certificate> certificates() {
    Map<String, Certificate> all = new LinkedHashMap<>();
    all.put("orders-2026", new Certificate(Duration.ofDays(300), Duration.ofDays(65)));
    all.put("orders-2025", new Certificate(Duration.ofDays(364), SOON));
    return all;
  }

  @BeforeEach
  void start() throws Exception {
    host = MeshHost.start();
    mesh = get(Mesh.start(host, state.topology(), state, 1, clock, telemetry));
  }

  @AfterEach
  void stop() throws Exception {
    get(mesh.stop());
    get(host.close());
    client.close();
  }

  @Test
  void anExpiredCertificateFailsNewConnectionsUntilAnotherIsServed() throws Exception {
    assertThat(ask().statusCode()).isEqualTo(200);
    Reading.Raw healthy = get(mesh.read(TLS));
    assertThat(outcome(healthy, healthy)).isEqualTo("valid");
    assertThat(healthy.text())
        .contains("openssl s_client -connect orders.eu:8080")
        .contains("Verify return code: 0 (ok)")
        .doesNotContain("127.0.0.1");

    become(config("orders-2025"));
    become(
        new Change.Restart(Selector.parse("orders/eu"))); // so that it is what callers were shown
    assertThat(ask().statusCode()).isEqualTo(200);
    assertThat(outcome(healthy, get(mesh.read(TLS)))).isEqualTo("expires soon");
    await()
        .atMost(SOON.multipliedBy(4))
        .until(() -> outcome(healthy, get(mesh.read(TLS))).equals("expired"));

    // The connection that was open before goes on, as nobody looks at the certificate again.
    assertThat(ask().statusCode()).isEqualTo(200);
    Reading.Raw expired = get(mesh.read(TLS));
    assertThat(expired.text()).contains("Verify return code: 10 (certificate has expired)", "ago");
    assertThat(expired.figures()).containsEntry(Figures.TOTAL, 1.0);
    assertThat(get(mesh.read(NETWORK)).figures()).containsEntry(Figures.FAILED, 0.0);

    // What connects anew is refused: the same caller, which is offered no session to resume, ...
    become(new Change.Restart(Selector.parse("orders/eu")));
    await()
        .atMost(Duration.ofSeconds(10))
        .untilAsserted(() ->
            assertThat(ask().body())
                .contains(
                    "orders.eu:8080 TLS handshake failed: certificate has expired, NotAfter: "));
    // ... and one that has restarted.
    become(new Change.Restart(Selector.parse("edge/eu")));
    assertThat(ask().statusCode()).isGreaterThanOrEqualTo(500);
    await()
        .atMost(Duration.ofSeconds(10))
        .untilAsserted(
            () -> assertThat(warnings()).anyMatch(it -> it.contains("certificate_expired")));

    become(config(null));
    assertThat(ask().statusCode()).isEqualTo(200);

    // It is the same certificate when it is put back, not one that was issued anew.
    become(config("orders-2025"));
    assertThat(outcome(healthy, get(mesh.read(TLS)))).isEqualTo("expired");
    assertThat(ask().statusCode()).isEqualTo(200);
  }

  @Test
  void onlyWhatIsCalledOverTlsIsReadAndMeasured() throws Exception {
    assertThat(mesh.probes())
        .filteredOn(probe -> probe.diagnostic() == Diagnostic.TLS)
        .extracting(Probe::target)
        .containsExactlyInAnyOrder("edge-eu-1/orders", "edge-us-1/orders");
    long now = clock.epochMillis();
    await()
        .atMost(Duration.ofSeconds(10))
        .until(() ->
            telemetry
                    .range("x509_cert_expires_in_seconds", now - 5_000, now + 20_000, 1)
                    .series()
                    .size()
                == 2);
  }

  @Test
  void anInstanceIsToldOfItInJson() {
    CertificateAuthority authority = new CertificateAuthority("Tiny", clock);
    Certificates issued = new Certificates(state.topology(), clock);
    Tls tls = issued.of(state.instances().getFirst());
    JsonMapper json = JsonMapper.builder().build();
    for (Tls told : List.of(Tls.NONE, tls, new Tls(null, authority.pem(), Set.of("x")))) {
      assertThat(json.readValue(json.writeValueAsString(told), Tls.class)).isEqualTo(told);
    }
  }

  private static String outcome(Reading.Raw was, Reading.Raw is) {
    return Outcomes.judge(Diagnostic.TLS, was, is).outcome();
  }

  private List<String> warnings() {
    long now = clock.epochMillis();
    LogQuery query =
        new LogQuery("{service=\"orders\",level=\"warn\"}", now - 120_000, now + 1_000, 100, null);
    return telemetry.logs(query).lines().stream().map(LogPage.Entry::message).toList();
  }

  private static Change config(@Nullable String certificate) {
    return new Change.Config(Selector.parse("orders"), CertificateSettings.KEY, certificate);
  }

  private void become(Change change) throws Exception {
    state = state.with(change);
    get(mesh.become(state));
  }

  private HttpResponse<String> ask() throws Exception {
    String edge = mesh.edges("eu").getFirst();
    return client.send(
        HttpRequest.newBuilder(URI.create("http://" + edge + "/orders?order=7"))
            .timeout(Duration.ofSeconds(20))
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  private static <T> T get(Future<T> future) throws Exception {
    return future.toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
  }
}
