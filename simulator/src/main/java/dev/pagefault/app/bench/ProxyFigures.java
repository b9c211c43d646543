package dev.pagefault.app.bench;

import dev.pagefault.time.Clock;
import dev.pagefault.time.Seed;
import dev.pagefault.toxiproxy.Toxiproxy;
import eu.rekawek.toxiproxy.Proxy;
import eu.rekawek.toxiproxy.ToxiproxyClient;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * What a proxy without a toxic costs: round trips and throughput of a bare loopback socket, and of
 * the same through the embedded proxy, in one run. Another Toxiproxy that is named by the system
 * properties {@code toxiproxy.host} and {@code toxiproxy.port} stands beside; it must be on this
 * machine.
 */
final class ProxyFigures {
  private static final String BENCH = "proxy";

  /** Measured in turn, so that all of them meet the same machine; the median counts. */
  private static final int ROUNDS = 5;

  private final Clock clock;

  ProxyFigures(Clock clock) {
    this.clock = clock;
  }

  List<Figure> measure() throws Exception {
    Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(2));
    Toxiproxy embedded = get(Toxiproxy.start(vertx, clock, new Seed(1)));
    List<Proxy> proxies = new ArrayList<>();
    try (Loopback loopback = Loopback.open(clock)) {
      Map<String, Integer> ways = new LinkedHashMap<>();
      ways.put("a bare loopback socket", loopback.port());
      ways.put(
          "the embedded proxy",
          through(new ToxiproxyClient(embedded.host(), embedded.port()), loopback, proxies));
      String host = System.getProperty("toxiproxy.host");
      if (host != null) {
        int port = Integer.getInteger("toxiproxy.port", 8474);
        ways.put("the other proxy", through(new ToxiproxyClient(host, port), loopback, proxies));
      }
      return measure(loopback, ways);
    } finally {
      for (Proxy proxy : proxies) {
        proxy.delete();
      }
      get(embedded.close());
      get(vertx.close());
    }
  }

  private static List<Figure> measure(Loopback loopback, Map<String, Integer> ways)
      throws IOException {
    Map<String, List<Double>> trips = new LinkedHashMap<>();
    Map<String, List<Double>> rates = new LinkedHashMap<>();
    for (int round = 0; round <= ROUNDS; round++) {
      for (Map.Entry<String, Integer> way : ways.entrySet()) {
        double micros = loopback.roundTripMicros(way.getValue());
        double megabytes = loopback.megabytesPerSecond(way.getValue());
        if (round > 0) { // the first warms up
          trips.computeIfAbsent(way.getKey(), name -> new ArrayList<>()).add(micros);
          rates.computeIfAbsent(way.getKey(), name -> new ArrayList<>()).add(megabytes);
        }
      }
    }
    List<Figure> figures = new ArrayList<>();
    trips.forEach((way, all) ->
        figures.add(Figure.of(BENCH, "round trip over " + way + ", p50", median(all), "µs")));
    rates.forEach(
        (way, all) -> figures.add(Figure.of(BENCH, "throughput of " + way, median(all), "MB/s")));
    return figures;
  }

  private static int through(ToxiproxyClient client, Loopback loopback, List<Proxy> proxies)
      throws IOException {
    Proxy proxy =
        client.createProxy("pagefault-bench", "127.0.0.1:0", "127.0.0.1:" + loopback.port());
    proxies.add(proxy);
    String listen = proxy.getListen();
    return Integer.parseInt(listen.substring(listen.lastIndexOf(':') + 1));
  }

  private static double median(List<Double> values) {
    return values.stream().sorted().toList().get(values.size() / 2);
  }

  private static <T> T get(Future<T> future) throws Exception {
    return future.toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
  }
}
