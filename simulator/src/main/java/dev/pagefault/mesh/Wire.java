package dev.pagefault.mesh;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.http.HttpClientAgent;
import io.vertx.core.http.HttpClientBuilder;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.PoolOptions;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The connections of one link: a Vert.x HTTP client with its pool, always used from one event loop.
 * Counts what its pool holds. Made for a pool size and a queue size; a change of either lays
 * another wire.
 */
final class Wire {
  /** How long calls under way may take to finish on a wire that is given up. */
  private static final Duration GRACE = Duration.ofSeconds(10);

  /** Pools are tidied of idle connections this often, milliseconds. */
  private static final int CLEANER_PERIOD = 10_000;

  /** An idle connection is kept as long, seconds. */
  private static final int KEEP_ALIVE = 60;

  private final Context loop;
  private final HttpClientAgent client;
  private final Map<String, Integer> byAddress = new ConcurrentHashMap<>();
  final AtomicInteger total = new AtomicInteger();
  final AtomicInteger active = new AtomicInteger();
  final AtomicInteger waiting = new AtomicInteger();

  /**
   * @param trust null: plain HTTP
   */
  Wire(MeshHost host, Context loop, int poolMax, int queueMax, @Nullable Trust trust) {
    this.loop = loop;
    HttpClientBuilder builder =
        host.vertx()
            .httpClientBuilder()
            .with(
                new HttpClientOptions()
                    .setKeepAliveTimeout(KEEP_ALIVE)
                    .setConnectTimeout(5_000)
                    .setDecompressionSupported(false))
            .with(
                new PoolOptions()
                    .setHttp1MaxSize(poolMax)
                    .setMaxWaitQueueSize(queueMax)
                    .setCleanerPeriod(CLEANER_PERIOD))
            .withConnectHandler(this::connected);
    if (trust != null) {
      builder.with(trust.options()).with(new FullHandshakes());
    }
    this.client = builder.build();
  }

  Context loop() {
    return loop;
  }

  HttpClientAgent client() {
    return client;
  }

  /** As HTTP clients print their pool. */
  String state() {
    return "pool total=%d active=%d waiting=%d".formatted(total.get(), active.get(), waiting.get());
  }

  /** Gives it up: calls under way may finish. */
  void retire() {
    Unawaited.leave(client.shutdown(GRACE));
  }

  /** Cuts it. */
  Future<Void> close() {
    return client.close();
  }

  /** Open connections by address. */
  Map<String, Integer> established() {
    return Map.copyOf(byAddress);
  }

  private void connected(HttpConnection connection) {
    String address = String.valueOf(connection.remoteAddress());
    total.incrementAndGet();
    byAddress.merge(address, 1, Integer::sum);
    connection.closeHandler(closed -> {
      total.decrementAndGet();
      byAddress.computeIfPresent(address, (key, open) -> open > 1 ? open - 1 : null);
    });
  }
}
