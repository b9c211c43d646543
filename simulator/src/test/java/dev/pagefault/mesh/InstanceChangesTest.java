package dev.pagefault.mesh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.pagefault.scenario.Step;
import dev.pagefault.telemetry.Sample;
import dev.pagefault.telemetry.SpanRecord;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** What an instance makes of being told to be otherwise, and what it tells of itself. */
class InstanceChangesTest extends BoxTest {
  private static final String TRACE = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
  private static final String SLOW = "select count(*) n from carts where sku like '%7%'";

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
            broker.telemetry().result().samples().stream()
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
            .endpoint("POST /slow", Box.query("scan", SLOW, "n"))
            .endpoint("GET /quick", Box.compute(1))
            .database("orders-db", orders)
            .set("orders-db.pool.max", "2")
            .set("server.startup", "10ms");
    Instance checkout = start(box);
    List<CompletableFuture<HttpResponse<String>>> all = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      all.add(postAsync(checkout, "/slow"));
    }
    await().until(() -> meter(checkout, "executor_active_threads") == 6);
    BoxTest.done(checkout.apply(box.restarted().spec()));
    assertThat(all).allSatisfy(answer -> assertThat(answer).failsWithin(Duration.ofSeconds(5)));
    assertThat(meter(checkout, "executor_active_threads")).isZero();
    assertThat(get(checkout, "/quick").statusCode()).isEqualTo(200);
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
