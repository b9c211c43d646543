package dev.pagefault.web;

import dev.pagefault.drill.Drills;
import dev.pagefault.drill.Standby;
import dev.pagefault.scenario.Library;
import dev.pagefault.time.Clock;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * The server that people and programs talk to. It has a Vert.x of its own: when a mesh drowns, this
 * must not.
 */
public final class Web {
  /** How long open requests may take when the server stops. */
  private static final Duration FAREWELL = Duration.ofSeconds(2);

  private final Vertx vertx;
  private final Calls calls;
  private final HttpServer server;

  private Web(Vertx vertx, Calls calls, HttpServer server) {
    this.vertx = vertx;
    this.calls = calls;
    this.server = server;
  }

  /**
   * Serves a library and its drills. Fails with {@link java.net.BindException} when the port is
   * taken.
   *
   * @param runtime how the standby production is doing; asked often, must not block
   */
  public static CompletableFuture<Web> start(
      WebConfig config,
      ServerMetrics metrics,
      Library library,
      Drills drills,
      Supplier<Standby.Status> runtime,
      Clock clock) {
    return start(config, metrics, new ApiRooms(config, metrics, library, drills, runtime, clock));
  }

  /**
   * Starts listening. Fails with {@link java.net.BindException} when the port is taken.
   *
   * @param rooms names the routes of what the server gives access to
   */
  static CompletableFuture<Web> start(WebConfig config, ServerMetrics metrics, Rooms rooms) {
    Vertx vertx =
        Vertx.vertx(
            new VertxOptions()
                .setEventLoopPoolSize(2)
                .setWorkerPoolSize(4)
                .setUseDaemonThread(false));
    Calls calls = new Calls();
    Router router = Router.router(vertx);
    router
        .route()
        .handler(metrics)
        .handler(new SecurityHeaders())
        .handler(new Guard(config.host(), config.names()));
    Routes routes = new Routes(router, calls);
    OpenApi.routes(routes);
    metrics.routes(routes);
    routes.get("/healthz", call -> Reply.json(Map.of("status", "up")));
    rooms.name(routes, calls, vertx);
    routes.close();
    router.route().handler(new Pages(vertx, config.webroot()));
    errors(router);

    AtomicInteger connections = new AtomicInteger();
    HttpServer server =
        vertx
            .createHttpServer(options(config))
            .requestHandler(router)
            .invalidRequestHandler(Web::refuse)
            .connectionHandler(connection -> count(connection, connections));
    CompletableFuture<Web> started = new CompletableFuture<>();
    server
        .listen()
        .onSuccess(listening -> started.complete(new Web(vertx, calls, listening)))
        .onFailure(failure -> close(calls, vertx, () -> started.completeExceptionally(failure)));
    return started;
  }

  /** The port it listens on. */
  public int port() {
    return server.actualPort();
  }

  /** Ends open streams and requests, and releases the port and every thread. */
  public CompletableFuture<Void> stop() {
    CompletableFuture<Void> stopped = new CompletableFuture<>();
    server.shutdown(FAREWELL).onComplete(done -> close(calls, vertx, () -> stopped.complete(null)));
    return stopped;
  }

  /** Not composed as a Vert.x future: that would complete on an event loop which is no more. */
  private static void close(Calls calls, Vertx vertx, Runnable then) {
    calls.close();
    vertx.close().onComplete(done -> then.run());
  }

  private static HttpServerOptions options(WebConfig config) {
    return new HttpServerOptions()
        .setHost(config.host())
        .setPort(config.port())
        .setIdleTimeout(WebConfig.IDLE_SECONDS)
        .setIdleTimeoutUnit(TimeUnit.SECONDS)
        .setMaxHeaderSize(WebConfig.MAX_HEADER_BYTES)
        .setMaxInitialLineLength(WebConfig.MAX_LINE_BYTES)
        .setHttp2ClearTextEnabled(false)
        .setReuseAddress(true);
  }

  private static void count(HttpConnection connection, AtomicInteger connections) {
    int open = connections.incrementAndGet();
    connection.closeHandler(none -> connections.decrementAndGet());
    if (open > WebConfig.MAX_CONNECTIONS) {
      connection.close().onFailure(e -> {}); // it is gone already
    }
  }

  private static void errors(Router router) {
    Consumer<RoutingContext> told =
        context -> {
          Throwable thrown = context.failure();
          Problem problem =
              switch (context.statusCode()) {
                case 400 -> Problem.of(Problem.Kind.MALFORMED, "the request can't be read");
                case 404 ->
                    Problem.of(
                        Problem.Kind.NOT_FOUND,
                        "there is nothing at this address; /openapi.json lists what there is");
                case 413 ->
                    Problem.of(
                        Problem.Kind.TOO_LARGE,
                        "a body may have " + WebConfig.MAX_BODY_BYTES + " bytes; send less");
                default ->
                    Routes.problem(
                        thrown == null ? new IllegalStateException("no cause given") : thrown);
              };
          Routes.refuse(context, problem);
        };
    for (int status : new int[] {400, 404, 413, 500}) {
      router.errorHandler(status, told::accept);
    }
  }

  /** Requests that aren't even HTTP, or beyond the bounds. */
  private static void refuse(HttpServerRequest request) {
    Throwable cause = request.decoderResult().cause();
    Problem problem =
        switch (cause) {
          case TooLongHttpLineException e ->
              Problem.of(
                  Problem.Kind.URI_TOO_LONG,
                  "an address may have " + WebConfig.MAX_LINE_BYTES + " bytes; shorten the query");
          case TooLongHttpHeaderException e ->
              Problem.of(
                  Problem.Kind.HEADERS_TOO_LARGE,
                  "headers may have " + WebConfig.MAX_HEADER_BYTES + " bytes together; send less");
          case null, default -> Problem.of(Problem.Kind.MALFORMED, "this is not readable as HTTP");
        };
    request
        .response()
        .setStatusCode(problem.status())
        .putHeader("Content-Type", Problem.MEDIA_TYPE)
        .putHeader("Connection", "close")
        .end(Json.write(problem))
        .onComplete(done -> {
          Future<Void> _ = request.connection().close(); // it may be gone already
        });
  }

  /** What the server gives access to. */
  interface Rooms {
    /** Names the routes. */
    void name(Routes routes, Calls calls, Vertx vertx);
  }
}
