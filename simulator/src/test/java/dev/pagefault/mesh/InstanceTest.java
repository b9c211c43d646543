package dev.pagefault.mesh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.pagefault.scenario.Step;
import dev.pagefault.telemetry.Sample;
import dev.pagefault.telemetry.SpanRecord;
import java.net.ServerSocket;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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
    int unused;
    try (ServerSocket socket = new ServerSocket(0)) {
      unused = socket.getLocalPort();
    }
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

  @Test
  void anInstanceThatStartsAnswers503AndKeepsItsPort() {
    Box box = Box.of("checkout").endpoint("GET /work").set("server.startup", "400ms");
    Instance checkout = start(box);
    String address = checkout.address();
    assertThat(get(checkout, "/work").statusCode()).isEqualTo(200);
    assertThat(meter(checkout, "http_server_requests_seconds", "/work")).isPositive();
    var restarted = checkout.apply(box.restarted().spec());
    await().until(() -> get(checkout, "/work").statusCode() == 503);
    BoxTest.done(restarted);
    assertThat(checkout.address()).isEqualTo(address);
    assertThat(samples(checkout, "http_server_requests_seconds")).isEmpty();
    assertThat(get(checkout, "/work").statusCode()).isEqualTo(200);
  }

  @Test
  void settingsAreReloadedWithoutARestart() {
    Box box =
        Box.of("checkout")
            .endpoint("GET /cart", Box.query("load", "select 1 as n", "n"))
            .database("orders-db", orders);
    Instance checkout = start(box);
    get(checkout, "/cart");
    BoxTest.done(checkout.apply(box.set("orders-db.pool.max", "2").spec()));
    assertThat(meter(checkout, "hikaricp_connections_max")).isEqualTo(2);
    assertThat(meter(checkout, "http_server_requests_seconds")).isPositive();
    assertThatThrownBy(
            () -> BoxTest.done(checkout.apply(box.set("orders-db.pool.max", "none").spec())))
        .hasMessageContaining("orders-db.pool.max");
    assertThat(get(checkout, "/cart").statusCode()).isEqualTo(200);
  }

  @Test
  void aFlagIsOnForItsShareOfCustomersAndAlwaysTheSame() {
    Step.Query gated =
        new Step.Query(
            "extra",
            "new-price",
            "orders-db",
            "select 1 as extra",
            List.of("extra"),
            null,
            Step.Close.ALWAYS);
    Instance pricing =
        start(
            Box.of("pricing")
                .endpoint("GET /price", gated)
                .flag("new-price", "30%")
                .database("orders-db", orders));
    int on = 0;
    for (int customer = 0; customer < 200; customer++) {
      String body = get(pricing, "/price?customer=" + customer).body();
      on += body.contains("extra") ? 1 : 0;
      assertThat(get(pricing, "/price?customer=" + customer).body()).isEqualTo(body);
    }
    assertThat(on).isBetween(35, 85);
  }

  @Test
  void aCacheKeepsWhatItsMissYielded() {
    Step.Cache cached =
        new Step.Cache(
            "cached",
            null,
            "carts",
            "cart-:cart",
            Duration.ofMinutes(1),
            2,
            List.of(Box.query("load", "select sku from carts where id = :cart", "sku")));
    Instance cart =
        start(Box.of("cart").endpoint("GET /cart", cached).database("orders-db", orders));
    for (String id : List.of("1", "1", "2", "3", "1")) {
      assertThat(get(cart, "/cart?cart=" + id).body()).isEqualTo("{\"sku\":\"sku-" + id + "\"}");
    }
    assertThat(meter(cart, "cache_gets_total", "hit")).isEqualTo(1);
    assertThat(meter(cart, "cache_gets_total", "miss")).isEqualTo(4);
    assertThat(meter(cart, "cache_size", "carts")).isEqualTo(2);
  }

  @Test
  void messagesArePublishedAndHandled() {
    Broker broker = BoxTest.done(Broker.start(host, "order-events", 10, clock));
    Instance shipping =
        start(
            Box.of("shipping")
                .consumer(
                    "ship",
                    "order-events",
                    2,
                    new Step.Write(
                        "mark",
                        null,
                        "orders-db",
                        "update carts set sku = 'shipped' where id = :cart",
                        Duration.ZERO))
                .database("orders-db", orders)
                .broker("order-events", broker.address()));
    Instance checkout =
        start(
            Box.of("checkout")
                .endpoint(
                    "GET /order",
                    new Step.Publish("announce", null, "order-events", List.of("cart")))
                .broker("order-events", broker.address()));
    assertThat(get(checkout, "/order?cart=9", "traceparent", TRACE).statusCode()).isEqualTo(200);
    await()
        .until(() ->
            meter(shipping, "queue_handling_delay_seconds", "order-events") > 0
                || count(shipping) == 1);
    await()
        .until(() ->
            broker.telemetry().samples().stream()
                .filter(s -> s.name().equals("queue_messages_unacknowledged"))
                .allMatch(s -> s.value() == 0));
    assertThat(spans(shipping, checkout))
        .extracting(SpanRecord::kind)
        .contains("producer", "consumer");
    assertThat(spans(shipping)).extracting(SpanRecord::traceId).contains(TRACE.substring(3, 35));
    BoxTest.done(broker.stop());
  }

  private long count(Instance instance) {
    long all = 0;
    for (Sample sample : samples(instance, "queue_handling_delay_seconds")) {
      for (long bucket : java.util.Objects.requireNonNull(sample.buckets())) {
        all += bucket;
      }
    }
    return all;
  }

  @Test
  void threadsProcessorAndSettingsCanBeRead() {
    Instance payment = start(Box.of("payment").endpoint("GET /charge", Box.compute(3_000)));
    Instance checkout =
        start(
            Box.of("checkout")
                .endpoint("GET /checkout", Box.call("payment", "GET /charge"))
                .set("payment.client.timeout", "10s")
                .peer("payment", payment));
    CompletableFuture<HttpResponse<String>> under = getAsync(checkout, "/checkout");
    await().until(() -> meter(payment, "executor_active_threads") == 1);

    assertThat(read(checkout, Diagnostic.THREADS, "checkout-eu-1").figures())
        .containsEntry(Figures.IN_CALL, 1.0);
    assertThat(read(payment, Diagnostic.THREADS, "payment-eu-1").text())
        .contains("RUNNABLE", "compute(GET /charge)");
    assertThat(read(checkout, Diagnostic.CLIENT, "checkout-eu-1/payment").figures())
        .containsEntry(Figures.ACTIVE, 1.0);
    assertThat(read(checkout, Diagnostic.CONFIG, "checkout-eu-1").rows())
        .contains(Map.of("key", "payment.client.timeout", "value", "10s"));
    assertThatThrownBy(() -> read(checkout, Diagnostic.POOL, "checkout-eu-1/orders-db"))
        .hasRootCauseInstanceOf(IllegalArgumentException.class);
    under.cancel(true);
  }

  @Test
  void aRestartCutsWhatIsUnderWayAndComesBackCold() {
    Box box =
        Box.of("checkout")
            .endpoint("GET /slow", Box.query("scan", SLOW, "n"))
            .database("orders-db", orders)
            .set("orders-db.pool.max", "2")
            .set("server.startup", "10ms");
    Instance checkout = start(box);
    List<CompletableFuture<HttpResponse<String>>> all = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      all.add(getAsync(checkout, "/slow"));
    }
    await().until(() -> meter(checkout, "executor_active_threads") == 6);
    BoxTest.done(checkout.apply(box.restarted().spec()));
    assertThat(all).allSatisfy(answer -> assertThat(answer).failsWithin(Duration.ofSeconds(5)));
    assertThat(meter(checkout, "executor_active_threads")).isZero();
    assertThat(get(checkout, "/slow").statusCode()).isEqualTo(200);
    assertThat(logs(checkout)).anyMatch(line -> line.startsWith("started checkout in"));
  }

  @Test
  void aSpecThatMakesNoSenseIsRefusedWithTheField() {
    assertRefused(Box.of("a").endpoint("cart"), "endpoints");
    assertRefused(Box.of("a").flag("new-price", "half"), "flags.new-price");
    assertRefused(Box.of("a").set("server.workers", "0"), "server.workers");
    assertRefused(Box.of("a").set("server.startup", "3 s"), "server.startup");
    assertRefused(Box.of("a").endpoint("GET /x", Box.query("q", "select 1")), "orders-db");
    assertRefused(Box.of("a").consumer("c", "q", 0), "consumers.c.concurrency");
  }

  private void assertRefused(Box box, String field) {
    assertThatThrownBy(() -> BoxTest.done(Instance.start(host, box.spec(), clock)))
        .hasRootCauseInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(field);
  }
}
