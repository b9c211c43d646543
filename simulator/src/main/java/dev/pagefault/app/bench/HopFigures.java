package dev.pagefault.app.bench;

import com.sun.management.OperatingSystemMXBean;
import dev.pagefault.mesh.Instance;
import dev.pagefault.mesh.InstanceSpec;
import dev.pagefault.mesh.MeshHost;
import dev.pagefault.mesh.Tls;
import dev.pagefault.scenario.Step;
import dev.pagefault.time.Clock;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Processor time of one hop in a mesh against one bare Vert.x hop, in the same run. A mesh hop is
 * what a request to an instance that calls another costs more than one to an instance that doesn't.
 */
final class HopFigures {
  private static final String BENCH = "hop";
  private static final int WARM_UP = 15_000;
  private static final int REQUESTS = 10_000;
  private static final int ROUNDS = 5;
  private static final int CONCURRENCY = 8;

  private final Clock clock;
  private final OperatingSystemMXBean system =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

  HopFigures(Clock clock) {
    this.clock = clock;
  }

  List<Figure> measure() throws Exception {
    Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(2));
    MeshHost host = MeshHost.start();
    List<Instance> instances = new ArrayList<>();
    HttpClient client =
        vertx.createHttpClient(
            new HttpClientOptions(), new PoolOptions().setHttp1MaxSize(CONCURRENCY));
    try {
      int bare =
          get(vertx
                  .createHttpServer()
                  .requestHandler(request -> {
                    Future<Void> _ = request.response().end("{}");
                  })
                  .listen(0, "127.0.0.1"))
              .actualPort();
      Instance callee = get(Instance.start(host, spec("callee", Map.of(), false), clock));
      instances.add(callee);
      Instance caller =
          get(
              Instance.start(
                  host, spec("caller", Map.of("callee", List.of(callee.address())), true), clock));
      instances.add(caller);
      int leaf = port(callee.address());
      int chain = port(caller.address());
      for (int port : new int[] {bare, leaf, chain}) {
        run(client, port, WARM_UP);
      }
      List<Double> bares = new ArrayList<>();
      List<Double> hops = new ArrayList<>();
      for (int round = 0; round < ROUNDS; round++) {
        bares.add(run(client, bare, REQUESTS));
        double alone = run(client, leaf, REQUESTS);
        drain(instances);
        hops.add(run(client, chain, REQUESTS) - alone);
        drain(instances);
      }
      double bareMicros = median(bares);
      double hopMicros = median(hops);
      return List.of(
          Figure.of(BENCH, "processor time of a bare Vert.x hop", bareMicros, "µs"),
          Figure.of(BENCH, "processor time of a mesh hop", hopMicros, "µs"),
          Figure.atMost(BENCH, "mesh hop against bare hop", hopMicros / bareMicros, "times", 2.5));
    } finally {
      for (Instance instance : instances) {
        get(instance.stop());
      }
      get(host.close());
      get(client.close());
      get(vertx.close());
    }
  }

  private static void drain(List<Instance> instances) throws Exception {
    for (Instance instance : instances) {
      get(instance.telemetry());
    }
  }

  /** Runs requests and returns processor time per request in microseconds. */
  private double run(HttpClient client, int port, int requests) throws Exception {
    Semaphore free = new Semaphore(CONCURRENCY);
    long began = system.getProcessCpuTime();
    for (int i = 0; i < requests; i++) {
      free.acquire();
      client
          .request(HttpMethod.GET, port, "127.0.0.1", "/")
          .compose(request -> request.send().compose(HttpClientResponse::body))
          .onComplete(done -> free.release());
    }
    free.acquire(CONCURRENCY);
    return (system.getProcessCpuTime() - began) / 1000.0 / requests;
  }

  private static InstanceSpec spec(String name, Map<String, List<String>> peers, boolean calls) {
    List<Step> steps =
        calls ? List.of(new Step.Call("call", null, "callee", "GET /", false)) : List.of();
    return new InstanceSpec(
        name,
        "eu",
        name + "-eu-1",
        "1.0.0",
        0,
        2,
        Map.of("GET /", steps),
        Map.of(),
        Map.of(),
        Map.of(),
        peers,
        Map.of(),
        Map.of(),
        Map.of(),
        1,
        Tls.NONE);
  }

  private static double median(List<Double> values) {
    return values.stream().sorted().toList().get(values.size() / 2);
  }

  private static int port(String address) {
    return Integer.parseInt(address.substring(address.lastIndexOf(':') + 1));
  }

  private static <T> T get(Future<T> future) throws Exception {
    return future.toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
  }
}
