package dev.pagefault.mesh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.pagefault.control.Outcomes;
import dev.pagefault.scenario.ByteSize;
import dev.pagefault.scenario.Step;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** An instance whose heap fills, pauses and ends. */
class HeapInstanceTest extends BoxTest {
  private static final String RESTARTS = "kube_pod_container_status_restarts_total";
  private static final String REASON = "kube_pod_container_status_last_terminated_reason";
  private static final String EXIT = "kube_pod_container_status_last_terminated_exitcode";

  @Test
  void aCacheWithoutEvictionEndsInOutOfMemoryAndTheProcessComesBackByItself() {
    Instance catalog = start(leaking("2MB").set("heap.max", "32m"));
    Reading.Raw usual = read(catalog, Diagnostic.HEAP, "catalog-eu-1");
    for (int page = 0; page < 4; page++) {
      assertThat(post(catalog, "/page?url=" + page)).isEqualTo(200);
    }
    assertThat(meter(catalog, "cache_size", "pages")).isEqualTo(4);
    assertThat(meter(catalog, "cache_puts_total", "pages")).isEqualTo(4);
    Reading.Raw grown = read(catalog, Diagnostic.HEAP, "catalog-eu-1");
    assertThat(grown.text()).contains("app.catalog.PagesCache$Entry", "GC.class_histogram");
    assertThat(Outcomes.judge(Diagnostic.HEAP, usual, grown).outcome())
        .isEqualTo("growing: one class dominates");

    int page = 4;
    while (post(catalog, "/page?url=" + page) == 200) {
      page++;
      assertThat(page).as("19 MiB are free").isLessThan(12);
    }
    await().until(() -> post(catalog, "/page?url=again") == 200);
    assertThat(logs(catalog))
        .contains("Terminating due to java.lang.OutOfMemoryError: Java heap space")
        .anyMatch(line -> line.startsWith("started catalog in"));
    assertThat(meter(catalog, RESTARTS)).isEqualTo(1);
    assertThat(meter(catalog, REASON, "Error")).isEqualTo(1);
    assertThat(meter(catalog, EXIT)).isEqualTo(3);
    assertThat(meter(catalog, "cache_size", "pages")).as("cold").isEqualTo(1);
  }

  @Test
  void aCacheWhoseFlagIsTurnedOffLetsGoOfWhatItKept() {
    Box box = leaking("8MB", "ready-pages").flag("ready-pages", "on");
    Instance catalog = start(box);
    for (int page = 0; page < 9; page++) {
      assertThat(post(catalog, "/page?url=" + page)).isEqualTo(200);
    }
    assertThat(heap(catalog)).isGreaterThan(72L << 20);

    done(catalog.apply(box.flag("ready-pages", "25%").spec()));
    assertThat(meter(catalog, "cache_size", "pages")).as("some still use it").isEqualTo(9);

    done(catalog.apply(box.flag("ready-pages", "off").spec()));
    assertThat(meter(catalog, "cache_size", "pages")).isZero();
    assertThat(heap(catalog)).isLessThan(16L << 20);
    assertThat(post(catalog, "/page?url=1")).isEqualTo(200);
    assertThat(meter(catalog, "cache_size", "pages")).isZero();
  }

  private double heap(Instance instance) {
    return read(instance, Diagnostic.HEAP, "catalog-eu-1")
        .figures()
        .getOrDefault(Figures.HEAP_LIVE, Double.NaN);
  }

  @Test
  void aLimitLoweredBelowWhatIsInUseKillsWithoutAWordUntilItIsRaised() {
    Box box = leaking("40KB");
    Instance catalog = start(box);
    assertThat(post(catalog, "/page?url=1")).isEqualTo(200);
    assertThat(meter(catalog, "container_spec_memory_limit_bytes")).isEqualTo(512 << 20);

    done(catalog.apply(box.set("memory.limit", "64Mi").spec()));
    await().until(() -> meter(catalog, RESTARTS) >= 1);
    assertThat(meter(catalog, REASON, "OOMKilled")).isEqualTo(1);
    assertThat(meter(catalog, EXIT)).isEqualTo(137);
    await()
        .until(() ->
            meter(catalog, "kube_pod_container_status_waiting_reason", "CrashLoopBackOff") == 1);
    assertThat(post(catalog, "/page?url=1")).isEqualTo(503);
    assertThat(logs(catalog))
        .noneMatch(line -> line.contains("OutOfMemoryError"))
        .anyMatch(line -> line.startsWith("Memory cgroup out of memory: Killed process (java)"));

    done(catalog.apply(box.set("memory.limit", "512Mi").spec()));
    assertThat(post(catalog, "/page?url=1")).as("a new limit doesn't wait").isEqualTo(200);
    double restarts = meter(catalog, RESTARTS);
    assertThat(meter(catalog, "process_uptime_seconds")).isPositive();
    assertThat(meter(catalog, RESTARTS)).isEqualTo(restarts);
  }

  @Test
  void aHeapsMaxTakesHoldWhenTheProcessStartsNext() {
    Box box = leaking("40KB");
    Instance catalog = start(box);
    double before = meter(catalog, "jvm_memory_max_bytes", "heap");
    done(catalog.apply(box.set("heap.max", "96m").spec()));
    assertThat(meter(catalog, "jvm_memory_max_bytes", "heap")).isEqualTo(before);
    done(catalog.apply(box.restarted().spec()));
    assertThat(meter(catalog, "jvm_memory_max_bytes", "heap")).isEqualTo(96 << 20);
  }

  @Test
  void whatIsUnderWayIsCutWhenTheProcessEnds() {
    Box box =
        leaking("40KB")
            .endpoint(
                "POST /long",
                Box.query("scan", "select count(*) n from carts where sku like '%7%'"))
            .database("orders-db", orders);
    Instance catalog = start(box);
    CompletableFuture<HttpResponse<String>> under = postAsync(catalog, "/long");
    await().until(() -> meter(catalog, "executor_active_threads") == 1);
    done(catalog.apply(box.set("memory.limit", "64Mi").spec()));
    assertThat(under).failsWithin(Duration.ofSeconds(5));
    await().until(() -> sessions() == 0);
  }

  @Test
  void aProcessThatWaitsToStartAgainStaysDownWhenItsInstanceStops() {
    Box box = leaking("40KB");
    Instance catalog = done(Instance.start(host, box.spec(), clock));
    done(catalog.apply(box.set("memory.limit", "64Mi").spec()));
    done(catalog.stop());
    await()
        .during(Duration.ofMillis(Restarts.FIRST_MILLIS + 500))
        .atMost(Duration.ofSeconds(5))
        .until(() -> meter(catalog, RESTARTS) == 0);
    assertThat(samples(catalog, "process_uptime_seconds")).isEmpty();
  }

  @Test
  void aCollectionStopsEverybodyOnTheInstance() {
    Instance catalog =
        start(
            leaking("16MB")
                .endpoint("POST /gc", new Step.Compute("tidy", null, Duration.ZERO, null, true))
                .endpoint("GET /quick", Box.compute(0)));
    for (int page = 0; page < 9; page++) {
      assertThat(post(catalog, "/page?url=" + page)).isEqualTo(200);
    }
    get(catalog, "/quick");
    long longest = 0;
    CompletableFuture<HttpResponse<String>> collecting = postAsync(catalog, "/gc");
    while (!collecting.isDone()) {
      long start = clock.nanos();
      assertThat(get(catalog, "/quick").statusCode()).isEqualTo(200);
      longest = Math.max(longest, clock.nanos() - start);
    }
    assertThat(Duration.ofNanos(longest))
        .as("20 ms + 2 ms for each of 156 MiB alive = 333 ms")
        .isGreaterThan(Duration.ofMillis(150));
    assertThat(meter(catalog, "jvm_gc_pause_seconds_max", "System.gc()")).isBetween(0.3, 0.4);
    assertThat(meter(catalog, "jvm_gc_pause_seconds_count", "System.gc()")).isEqualTo(1);
    assertThat(meter(catalog, "jvm_gc_live_data_size_bytes")).isGreaterThan(144 << 20);
    assertThat(logs(catalog)).anyMatch(line -> line.contains("Pause Full (System.gc())"));
  }

  @Test
  void atRestThereAreShortAndRareCollectionsOnly() {
    Instance catalog = start(Box.of("catalog").endpoint("GET /quick", Box.compute(0)));
    for (int i = 0; i < 600; i++) {
      get(catalog, "/quick");
    }
    assertThat(meter(catalog, "jvm_gc_pause_seconds_count", "end of minor GC")).isBetween(1.0, 3.0);
    assertThat(meter(catalog, "jvm_gc_pause_seconds_max")).isLessThan(0.005);
    assertThat(logs(catalog)).noneMatch(line -> line.contains("GC("));
    assertThat(meter(catalog, "jvm_gc_memory_allocated_bytes_total"))
        .isGreaterThanOrEqualTo(600 * Garbage.PER_EXCHANGE);
  }

  @Test
  void answersThatAreNotReadStayInMemory() {
    Instance payment = start(Box.of("payment").endpoint("GET /charge", failing()));
    Instance checkout =
        start(
            Box.of("checkout")
                .endpoint(
                    "GET /checkout",
                    new Step.Call(
                        "pay", null, "payment", "GET /charge", true, ByteSize.parse("1MB")))
                .peer("payment", payment));
    for (int i = 0; i < 5; i++) {
      assertThat(get(checkout, "/checkout").statusCode()).isEqualTo(200);
    }
    assertThat(read(checkout, Diagnostic.HEAP, "checkout-eu-1").rows())
        .anySatisfy(row ->
            assertThat(row)
                .containsEntry("class", "io.netty.buffer.PooledUnsafeHeapByteBuf")
                .containsEntry("instances", "5"));
  }

  /** Answers 503: its callee has no instance. */
  private static Step failing() {
    return new Step.Call("rate", null, "nobody", "GET /rate", false);
  }

  private static Box leaking(String entry) {
    return leaking(entry, null);
  }

  private static Box leaking(String entry, @Nullable String flag) {
    Step.Cache pages =
        new Step.Cache(
            "page",
            flag,
            "pages",
            ":url",
            null,
            null,
            List.of(Box.compute(0)),
            ByteSize.parse(entry),
            null);
    return Box.of("catalog").endpoint("POST /page", pages).set("server.startup", "10ms");
  }

  /** The answer's status; 0 where the connection was cut. */
  private int post(Instance instance, String path) {
    try {
      return postAsync(instance, path).join().statusCode();
    } catch (CompletionException e) {
      return 0;
    }
  }
}
