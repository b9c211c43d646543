package dev.pagefault.mesh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.pagefault.scenario.Step;
import dev.pagefault.sockets.FreePort;
import dev.pagefault.telemetry.SpanRecord;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class InstanceTest extends BoxTest {
  private static final String TRACE = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
  private static final String SLOW = "select count(*) n from carts where sku like '%7%'";

  @Test
  void aRequestPassesThroughStepsAndServices() {
    Instance payment =
        start(
            Box.of("payment")
                .endpoint(
                    "POST /charge", Box.compute(1), Box.query("rate", "select 3 as fee", "fee"))
                .database("orders-db", orders));
    Instance checkout =
        start(
            Box.of("checkout")
                .endpoint(
                    "GET /checkout",
                    Box.query("load-cart", "select sku from carts where id = :cart", "sku"),
                    Box.call("payment", "POST /charge"))
                .database("orders-db", orders)
                .peer("payment", payment));

    HttpResponse<String> answer =
        get(
            checkout,
            "/checkout?cart=7",
            "traceparent",
            TRACE,
            "baggage",
            "tier=gold,locale=d%C3%A9");

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo("{\"sku\":\"sku-7\",\"fee\":\"3\"}");
    List<SpanRecord> spans = spans(checkout, payment);
    assertThat(spans).extracting(SpanRecord::traceId).containsOnly(TRACE.substring(3, 35));
    assertThat(spans)
        .extracting(span -> span.service() + " " + span.kind() + " " + span.name())
        .contains(
            "checkout server GET /checkout",
            "checkout client load-cart",
            "checkout client POST /charge",
            "payment server POST /charge",
            "payment client rate");
    SpanRecord charge = span(spans, "payment", "server");
    assertThat(charge.attributes()).containsEntry("tier", "gold").containsEntry("locale", "dé");
    assertThat(charge.parentId()).isEqualTo(span(spans, "checkout", "POST /charge").spanId());
    assertThat(meter(checkout, "http_client_requests_seconds", "payment", "200")).isPositive();
  }

  private static SpanRecord span(List<SpanRecord> spans, String service, String what) {
    return spans.stream()
        .filter(span -> span.service().equals(service))
        .filter(span -> span.kind().equals(what) || span.name().equals(what))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void aRequestNobodyServesIsAnswered404() {
    Instance checkout = start(Box.of("checkout"));
    assertThat(get(checkout, "/nowhere").statusCode()).isEqualTo(404);
    assertThat(get(checkout, "/health").statusCode()).isEqualTo(200);
  }

  @Test
  void anExhaustedPoolQueuesAndTimesOutInHikarisWords() {
    Instance checkout =
        start(
            Box.of("checkout")
                .endpoint("GET /slow", Box.query("scan", SLOW, "n"))
                .database("orders-db", orders)
                .set("orders-db.pool.max", "1")
                .set("orders-db.pool.acquire-timeout", "250ms"));
    List<CompletableFuture<HttpResponse<String>>> all = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      all.add(getAsync(checkout, "/slow"));
    }
    List<HttpResponse<String>> refused =
        all.stream().map(CompletableFuture::join).filter(r -> r.statusCode() == 503).toList();
    assertThat(refused).isNotEmpty();
    assertThat(refused.getFirst().body())
        .contains("scan: orders-db - Connection is not available, request timed out after")
        .contains("(total=1, active=1, idle=0, waiting=");
    assertThat(meter(checkout, "hikaricp_connections_timeout_total", "orders-db")).isPositive();
    assertThat(spans(checkout))
        .filteredOn(span -> span.name().equals("hikaricp acquire"))
        .anySatisfy(span -> assertThat(span.error()).contains("not available"));
  }

  @Test
  void anErrorPathThatDoesNotCloseKeepsOneConnectionEachTime() {
    Step.Query leaky =
        new Step.Query(
            "find-coupon",
            null,
            "orders-db",
            "select sku from carts where id = :cart",
            List.of("sku"),
            404,
            Step.Close.ON_SUCCESS);
    Box box =
        Box.of("checkout")
            .endpoint("GET /coupon", leaky)
            .database("orders-db", orders)
            .set("orders-db.pool.leak-detection", "2s")
            .set("server.startup", "10ms");
    Instance checkout = start(box);
    for (int i = 0; i < 3; i++) {
      assertThat(get(checkout, "/coupon?cart=" + i).statusCode()).isEqualTo(i == 0 ? 404 : 200);
    }
    assertThat(get(checkout, "/coupon?cart=5000").statusCode()).isEqualTo(404);
    assertThat(meter(checkout, "hikaricp_connections_active")).isEqualTo(2);
    await()
        .atMost(Duration.ofSeconds(15))
        .until(() ->
            logs(checkout).stream()
                .anyMatch(line -> line.startsWith("Connection leak detection triggered for")));
    assertThat(logs(checkout)).noneMatch(line -> line.contains("jdbc:"));

    Reading.Raw pool = read(checkout, Diagnostic.POOL, "checkout-eu-1/orders-db");
    assertThat(pool.figures()).containsEntry(Figures.HELD_IDLE, 2.0).containsEntry("active", 2.0);
    assertThat(pool.text())
        .containsPattern("orders-db - Pool stats \\(total=[23], active=2, idle=[01], waiting=0\\)");
    assertThat(pool.rows()).hasSize(2);

    BoxTest.done(checkout.apply(box.restarted().spec()));
    assertThat(meter(checkout, "hikaricp_connections_active")).isZero();
    assertThat(get(checkout, "/coupon?cart=1").body()).contains("sku-1");
  }

  @Test
  void aTimeoutIsRealAndSaysHowThePoolStands() {
    Instance payment = start(Box.of("payment").endpoint("GET /charge", Box.compute(2_000)));
    Instance checkout =
        start(
            Box.of("checkout")
                .endpoint("GET /checkout", Box.call("payment", "GET /charge"))
                .set("payment.client.timeout", "100ms")
                .set("payment.client.retries", "1")
                .set("payment.client.retry-backoff", "1ms")
                .peer("payment", payment));
    HttpResponse<String> answer = get(checkout, "/checkout");
    assertThat(answer.statusCode()).isEqualTo(504);
    assertThat(answer.body())
        .containsPattern(
            "checkout → payment.eu:8080 timed out after 100 ms \\(attempt 2 of 2, pool total=\\d"
                + " active=\\d waiting=\\d\\)");
    assertThat(meter(checkout, "resilience4j_retry_calls_total", "failed_with_retry")).isEqualTo(1);
    assertThat(meter(checkout, "http_client_requests_seconds", "IO_ERROR")).isPositive();
    await().until(() -> meter(checkout, "vertx_http_client_active_connections") == 0);
  }

  @Test
  void aFullClientPoolRefuses() {
    Instance payment = start(Box.of("payment").endpoint("GET /charge", Box.compute(400)));
    Instance checkout =
        start(
            Box.of("checkout")
                .endpoint("GET /checkout", Box.call("payment", "GET /charge"))
                .set("payment.client.pool.max", "1")
                .set("payment.client.queue.max", "1")
                .peer("payment", payment));
    List<CompletableFuture<HttpResponse<String>>> all = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      all.add(getAsync(checkout, "/checkout"));
    }
    List<Integer> statuses = all.stream().map(answer -> answer.join().statusCode()).toList();
    assertThat(statuses).containsOnly(200, 503).contains(503);
    assertThat(logs(checkout)).anyMatch(line -> line.contains("too many wait for a connection"));
  }

  @Test
  void aBreakerOpensAndSaysSo() throws Exception {
    int unused = FreePort.find();
    Instance checkout =
        start(
            Box.of("checkout")
                .endpoint("GET /checkout", Box.call("payment", "GET /charge"))
                .set("payment.client.breaker", "on")
                .peerAt("payment", "127.0.0.1:" + unused));
    for (int i = 0; i < Link.BREAKER_MINIMUM; i++) {
      HttpResponse<String> answer = get(checkout, "/checkout");
      assertThat(answer.statusCode()).isEqualTo(502);
      assertThat(answer.body()).contains("payment.eu:8080 connection refused");
    }
    HttpResponse<String> answer = get(checkout, "/checkout");
    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(answer.body()).contains("CircuitBreaker 'payment' is OPEN");
    assertThat(logs(checkout))
        .contains("CircuitBreaker 'payment' changed state from CLOSED to OPEN");
    assertThat(meter(checkout, "resilience4j_circuitbreaker_state", "open")).isEqualTo(1);
  }

  @Test
  void whatFindsNeitherWorkerNorPlaceIsAnswered503WithTheWholeState() {
    Instance checkout =
        start(
            Box.of("checkout")
                .endpoint("GET /work", Box.compute(300))
                .set("server.workers", "1")
                .set("server.queue.max", "1"));
    List<CompletableFuture<HttpResponse<String>>> all = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      all.add(getAsync(checkout, "/work"));
    }
    List<HttpResponse<String>> refused =
        all.stream().map(CompletableFuture::join).filter(r -> r.statusCode() == 503).toList();
    assertThat(refused).hasSize(2);
    assertThat(refused.getFirst().body())
        .contains("pool size = 1, active threads = 1, queued tasks = 1, queue max = 1");
  }
}
