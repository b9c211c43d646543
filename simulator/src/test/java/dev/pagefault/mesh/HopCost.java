package dev.pagefault.mesh;

import com.sun.management.OperatingSystemMXBean;
import dev.pagefault.time.Clock;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.RequestOptions;
import java.lang.management.ManagementFactory;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What a hop between two instances costs of this machine's processor, against a bare Vert.x hop in
 * the same run. A program to profile with: {@code java … dev.pagefault.mesh.HopCost [requests]}.
 */
final class HopCost {
  private static final int CONCURRENCY = 8;
  private static final OperatingSystemMXBean SYSTEM =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

  private HopCost() {}

  public static void main(String[] args) throws Exception {
    int requests = args.length > 0 ? Integer.parseInt(args[0]) : 20_000;
    Clock clock = Clock.system();
    MeshHost host = MeshHost.start();
    Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(2));
    HttpServer bare =
        BoxTest.done(
            vertx
                .createHttpServer()
                .requestHandler(r -> Unawaited.leave(r.response().end(Buffer.buffer("{}"))))
                .listen(0, "127.0.0.1"));
    Instance b =
        BoxTest.done(
            Instance.start(host, Box.of("b").endpoint("GET /b", Box.compute(0)).spec(), clock));
    Instance a =
        BoxTest.done(
            Instance.start(
                host,
                Box.of("a")
                    .endpoint("GET /one", Box.compute(0))
                    .endpoint("GET /two", Box.call("b", "GET /b"))
                    .peer("b", b)
                    .spec(),
                clock));
    HttpClient client = vertx.createHttpClient();
    int port = Integer.parseInt(a.address().substring(a.address().indexOf(':') + 1));
    Thread scraper =
        Thread.startVirtualThread(() -> {
          while (!Thread.interrupted()) {
            a.telemetry();
            b.telemetry();
            java.util.concurrent.locks.LockSupport.parkNanos(1_000_000_000L);
          }
        });
    for (int round = 0; round < 12; round++) {
      double hop = run(client, bare.actualPort(), "/", requests);
      double one = run(client, port, "/one?customer=12&sku=77", requests);
      double two = run(client, port, "/two?customer=12&sku=77", requests);
      System.out.printf(
          "bare %.1f us, one instance %.1f us, two %.1f us: a mesh hop %.1f us = %.2f bare; server"
              + " alone %.2f%n",
          hop, one, two, two - one, (two - one) / hop, one / hop);
    }
    scraper.interrupt();
    long start = clock.nanos();
    for (int i = 0; i < 5_000; i++) {
      BoxTest.done(a.telemetry());
    }
    int samples = BoxTest.done(a.telemetry()).samples().size();
    System.out.printf("a scrape of %d meters: %.1f us%n", samples, (clock.nanos() - start) / 5e6);
    BoxTest.done(a.stop());
    BoxTest.done(b.stop());
    BoxTest.done(vertx.close());
    BoxTest.done(host.close());
  }

  /** Microseconds of processor time for each request. */
  private static double run(HttpClient client, int port, String uri, int requests)
      throws InterruptedException {
    long before = SYSTEM.getProcessCpuTime();
    AtomicInteger left = new AtomicInteger(requests);
    CountDownLatch done = new CountDownLatch(CONCURRENCY);
    for (int i = 0; i < CONCURRENCY; i++) {
      next(client, port, uri, left, done);
    }
    done.await();
    return (SYSTEM.getProcessCpuTime() - before) / 1e3 / requests;
  }

  private static String trace(int turn) {
    String digits = Integer.toString(10_000_000 + turn);
    return "00-0af7651916cd43dd8448eb21" + digits + "-b7ad6b71" + digits + "-01";
  }

  private static void next(
      HttpClient client, int port, String uri, AtomicInteger left, CountDownLatch done) {
    int turn = left.getAndDecrement();
    if (turn <= 0) {
      done.countDown();
      return;
    }
    RequestOptions request =
        new RequestOptions()
            .setHost("127.0.0.1")
            .setPort(port)
            .setMethod(HttpMethod.GET)
            .setURI(uri);
    request.putHeader("traceparent", trace(turn));
    request.putHeader("baggage", "tier=gold,locale=en,client=ios,region=eu");
    Unawaited.leave(
        client
            .request(request)
            .compose(r -> r.send())
            .compose(r -> r.body())
            .onComplete(body -> next(client, port, uri, left, done)));
  }
}
