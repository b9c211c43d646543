package dev.pagefault.mesh;

import dev.pagefault.hardware.HeapEnd;
import dev.pagefault.hardware.Machine;
import dev.pagefault.telemetry.Batch;
import dev.pagefault.telemetry.Sample;
import dev.pagefault.time.Clock;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * One running replica of a service: a real HTTP server on loopback whose endpoints do what its spec
 * says. A box: it is told its {@link InstanceSpec} and asked through {@link InstanceControl}, and
 * knows nothing of the mesh around it.
 *
 * <pre>
 *   socket ─▶ event loop ─▶ queue ─▶ worker: step, step, step ─▶ event loop ─▶ socket
 *                                       │ Cpu · JDBC pool · link · cache · broker
 * </pre>
 *
 * <p>The server keeps its port for life. A process ({@link Generation}) lives from one restart to
 * the next; while there is none, requests are answered 503. One that ends for want of memory is
 * started again by itself after a wait ({@link Restarts}). Whoever starts it stops it. Any thread.
 */
public final class Instance implements Replica {
  /** A connection on which nothing happens is closed after so long, seconds. */
  static final int IDLE_SECONDS = 90;

  /** Longest request line, bytes. */
  static final int LINE_MAX = 8 * 1024;

  /** Longest headers, bytes. */
  static final int HEADERS_MAX = 8 * 1024;

  private static final long NO_TIMER = -1;

  /**
   * What an instance is put on.
   *
   * @param address on which it listens
   * @param port 0: any free one
   * @param machine of its processes
   */
  public record Ground(String address, int port, Machine machine) {

    /** A port of loopback, and hardware on paper. */
    static Ground modelled(Clock clock) {
      return new Ground("127.0.0.1", 0, Machine.modelled(clock));
    }
  }

  private final MeshHost host;
  private final Ground ground;
  private final LogBook log;
  private final SpanBook spans;
  private final Tracing tracing;
  private final HttpServer server;
  private final Generation.Surroundings around;
  private final Set<HttpConnection> connections = ConcurrentHashMap.newKeySet();
  private final Promise<Void> stopping = Promise.promise();
  private volatile InstanceSpec spec;
  private volatile ServerCertificate certificate;
  private final Restarts restarts = new Restarts();
  private final AtomicReference<@Nullable Generation> process = new AtomicReference<>();
  private Future<Void> last = Future.succeededFuture(); // what was asked for is done in order
  private long wait = NO_TIMER; // until a process that ended is started again

  private Instance(
      MeshHost host, HopCeiling hops, Context loop, Ground ground, InstanceSpec spec, Clock clock) {
    this.host = host;
    this.ground = ground;
    this.spec = spec;
    this.log = new LogBook(spec, clock);
    this.spans = new SpanBook(clock);
    this.tracing = new Tracing(spans, clock);
    this.around =
        new Generation.Surroundings(
            host, ground.machine(), hops, loop, tracing, log, this::ended, clock);
    this.certificate = ServerCertificate.of(spec.tls());
    this.server =
        host.vertx()
            .createHttpServer(
                certificate.serve(
                    new HttpServerOptions()
                        .setHost(ground.address())
                        .setPort(ground.port())
                        .setIdleTimeout(IDLE_SECONDS)
                        .setMaxInitialLineLength(LINE_MAX)
                        .setMaxHeaderSize(HEADERS_MAX)))
            .connectionHandler(this::connected)
            .exceptionHandler(this::notConnected)
            .requestHandler(this::handle);
  }

  /** Starts an instance without a ceiling of hops. */
  public static Future<Instance> start(MeshHost host, InstanceSpec spec, Clock clock) {
    return start(host, new HopCeiling(1_000_000, clock), spec, clock);
  }

  /** Starts an instance on hardware that is modelled. */
  static Future<Instance> start(MeshHost host, HopCeiling hops, InstanceSpec spec, Clock clock) {
    return start(host, hops, Ground.modelled(clock), spec, clock);
  }

  /**
   * Starts an instance, ready at once: {@code server.startup} counts from restarts. Fails with
   * {@link IllegalArgumentException} that names the key where the spec is wrong.
   */
  public static Future<Instance> start(
      MeshHost host, HopCeiling hops, Ground ground, InstanceSpec spec, Clock clock) {
    return host.blocking(
            () -> {
              Wiring wiring = Wiring.of(spec);
              Context loop = host.vertx().getOrCreateContext();
              Instance instance = new Instance(host, hops, loop, ground, spec, clock);
              instance.begin(new Generation(spec, wiring, instance.around));
              return instance;
            })
        .compose(instance ->
            instance
                .listen()
                .recover(
                    cause -> instance.stop().transform(stopped -> Future.failedFuture(cause))));
  }

  private Future<Instance> listen() {
    Promise<Instance> promise = Promise.promise();
    around
        .loop()
        .runOnContext(on -> Unawaited.leave(server.listen().map(this).onComplete(promise::handle)));
    return promise.future();
  }

  @Override
  public String address() {
    return ground.address() + ":" + server.actualPort();
  }

  @Override
  public synchronized Future<Void> apply(InstanceSpec wanted) {
    last = last.otherwiseEmpty().compose(done -> become(wanted));
    return last;
  }

  private Future<Void> become(InstanceSpec wanted) {
    Wiring wiring;
    ServerCertificate mounted;
    try {
      if (!wanted.instance().equals(spec.instance())) {
        throw new IllegalArgumentException(
            "instance: this is " + spec.instance() + ", not " + wanted.instance());
      }
      wiring = Wiring.of(wanted);
      mounted = certificate.replacedBy(wanted.tls());
    } catch (IllegalArgumentException e) {
      return Future.failedFuture(e);
    }
    if (mounted != certificate) {
      return mounted
          .mount(server)
          .compose(done -> {
            certificate = mounted;
            return become(wanted, wiring);
          });
    }
    return become(wanted, wiring);
  }

  private Future<Void> become(InstanceSpec wanted, Wiring wiring) {
    boolean another = wanted.generation() > spec.generation();
    if (!another && waits() && wanted.sameProgram(spec)) {
      return reload(wanted, wiring); // it starts as that when its wait is over
    }
    boolean restart = another || process.get() == null;
    if (restart) {
      stopWaiting();
      restarts.replaced();
    }
    return restart ? restart(wanted, wiring) : reload(wanted, wiring);
  }

  private Future<Void> reload(InstanceSpec wanted, Wiring wiring) {
    return host.blocking(() -> {
      Generation running = process.get();
      if (running != null) {
        running.reload(wanted, wiring);
      }
      spec = wanted;
      log.speaksFor(wanted);
      return null;
    });
  }

  private Future<Void> restart(InstanceSpec wanted, Wiring wiring) {
    return end()
        .compose(ended -> {
          spec = wanted;
          log.speaksFor(wanted);
          log.info(wanted.service(), "starting " + wanted.service() + " " + wanted.version());
          return startupOver(wiring.startupMillis());
        })
        .compose(up ->
            host.blocking(() -> {
              if (begin(new Generation(wanted, wiring, around))) {
                double seconds = wiring.startupMillis() / 1000.0;
                log.info(
                    wanted.service(),
                    "started %s in %.1f seconds".formatted(wanted.service(), seconds));
              }
              return null;
            }));
  }

  /** False when there isn't even memory for it to come up. */
  private boolean begin(Generation started) {
    restarts.running();
    process.set(started);
    Optional<HeapEnd> end = started.heap().end();
    end.ifPresent(how -> ended(started, how));
    return end.isEmpty();
  }

  /** As when a process is killed: connections are cut, nothing held survives. */
  private Future<Void> end() {
    Generation running = process.getAndSet(null);
    Future<Void> cut = cut();
    return running == null ? Future.succeededFuture() : cut.compose(over -> closed(running));
  }

  /** Done when they are closed: a dead process has no worker left that could still answer. */
  private Future<Void> cut() {
    List<Future<Void>> closing = new ArrayList<>();
    connections.forEach(connection -> closing.add(connection.close()));
    return Future.join(closing).<Void>mapEmpty().otherwiseEmpty();
  }

  private Future<Void> closed(Generation over) {
    return host.blocking(over::close).compose(closing -> closing);
  }

  /** A process came to its end by itself; on a thread of its own work, perhaps. */
  private synchronized void ended(Generation dead, HeapEnd end) {
    if (!process.compareAndSet(dead, null)) {
      return; // it was ended otherwise meanwhile, or hasn't begun
    }
    Future<Void> cut = cut();
    if (!end.lastWords().isEmpty()) {
      log.add("error", spec.service(), end.lastWords(), null, Map.of());
    }
    if (!end.kernelLog().isEmpty()) {
      log.node(end.kernelLog());
    }
    long millis = restarts.ended(end, around.clock().nanos());
    last =
        last.otherwiseEmpty()
            .compose(done -> cut)
            .compose(over -> closed(dead))
            .transform(closed -> {
              startAgainIn(millis);
              return Future.succeededFuture();
            });
  }

  private synchronized void startAgainIn(long millis) {
    if (!stopping.future().isComplete() && process.get() == null) {
      wait = host.vertx().setTimer(millis, at -> startAgain());
    }
  }

  private synchronized void startAgain() {
    if (wait == NO_TIMER) {
      return; // somebody else was quicker
    }
    wait = NO_TIMER;
    last =
        last.otherwiseEmpty()
            .compose(done -> {
              if (process.get() != null || stopping.future().isComplete()) {
                return Future.succeededFuture();
              }
              restarts.restarted();
              return restart(spec, Wiring.of(spec));
            });
  }

  private synchronized boolean waits() {
    return wait != NO_TIMER;
  }

  private synchronized void stopWaiting() {
    if (wait != NO_TIMER) {
      host.vertx().cancelTimer(wait);
      wait = NO_TIMER;
    }
  }

  private Future<Void> startupOver(long millis) {
    if (millis == 0) {
      return Future.succeededFuture();
    }
    Promise<Void> up = Promise.promise();
    long timer = host.vertx().setTimer(millis, at -> up.tryComplete());
    Unawaited.leave(
        stopping
            .future()
            .onComplete(stopped -> {
              if (host.vertx().cancelTimer(timer)) {
                up.tryFail("stopped while starting");
              }
            }));
    return up.future();
  }

  @Override
  public Future<Reading.Raw> read(Probe probe) {
    return read(probe, restarts.text());
  }

  /** The same where somebody else keeps the book of how its processes ended. */
  public Future<Reading.Raw> read(Probe probe, String ends) {
    return host.blocking(() -> new Readings(spec, process.get(), ends, around.clock()).read(probe));
  }

  @Override
  public Future<Batch> telemetry() {
    Generation running = process.get();
    List<Sample> samples = running == null ? new ArrayList<>() : running.meters();
    restarts.read(samples);
    certificate.read(around.clock().epochMillis(), samples);
    long dropped = log.takeLost() + spans.takeDropped();
    return Future.succeededFuture(new Batch(samples, log.drain(), spans.drain(spec), dropped));
  }

  @Override
  public synchronized Future<Void> stop() {
    stopping.tryComplete();
    stopWaiting();
    last =
        last.otherwiseEmpty()
            .compose(done -> end())
            .compose(ended -> server.close())
            .andThen(closed -> tracing.close());
    return last;
  }

  private void connected(HttpConnection connection) {
    connections.add(connection);
    connection.closeHandler(closed -> connections.remove(connection));
  }

  /** A client that broke the handshake off says why in its alert; anything else is no matter. */
  private void notConnected(Throwable cause) {
    if (cause instanceof SSLException) {
      log.warn(spec.service() + ".http", "TLS handshake failed: " + cause.getMessage());
    }
  }

  private void handle(HttpServerRequest request) {
    Generation running = process.get();
    if (running == null) {
      String error = spec.instance() + " is starting";
      ServedRequest.respond(request, 503, FlatJson.write(Map.of("error", error)));
    } else {
      running.accept(request);
    }
  }
}
