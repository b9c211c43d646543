package dev.pagefault.toxiproxy;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.HostAndPort;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Toxiproxy's HTTP API on a port of this machine that nobody can guess. toxiproxy-java can send
 * neither a token nor a path of its own, so what keeps trainees out is that their browser cannot
 * speak to it: requests of a page (an {@code Origin}, a browser's {@code User-Agent}) and requests
 * to another name than this machine's (DNS rebinding) are refused with 403.
 *
 * <p>Requests are served one at a time, in the order in which they came. Lives on the context that
 * started it.
 */
final class ControlApi {
  private final Routes routes;
  private final HttpServer server;
  private Future<?> last = Future.succeededFuture();

  private ControlApi(Vertx vertx, Routes routes) {
    this.routes = routes;
    this.server =
        vertx
            .createHttpServer(
                new HttpServerOptions()
                    .setHost(Address.HOST)
                    .setPort(0)
                    .setHttp2ClearTextEnabled(false)
                    .setIdleTimeout(Limits.CONTROL_IDLE_TIMEOUT_S)
                    .setIdleTimeoutUnit(TimeUnit.SECONDS))
            .requestHandler(this::received);
  }

  /** Starts to serve {@code routes} on a free port. */
  static Future<ControlApi> start(Vertx vertx, Routes routes) {
    ControlApi api = new ControlApi(vertx, routes);
    return api.server.listen().map(api);
  }

  int port() {
    return server.actualPort();
  }

  /** Stops serving, once what was asked for before is done. */
  Future<Void> close() {
    return server.close();
  }

  private void received(HttpServerRequest request) {
    if (isForeign(request)) {
      send(request, Reply.text(403, "User agent not allowed\n"));
      return;
    }
    Buffer body = Buffer.buffer();
    request.handler(part -> {
      if (body.length() <= Limits.MAX_BODY_BYTES) {
        body.appendBuffer(part);
      }
    });
    request.endHandler(end -> {
      if (body.length() > Limits.MAX_BODY_BYTES) {
        send(
            request,
            Reply.error(new Refused(413, "longer than " + Limits.MAX_BODY_BYTES + " bytes")));
      } else {
        serve(request, body.getBytes());
      }
    });
  }

  private static boolean isForeign(HttpServerRequest request) {
    String agent = request.getHeader("User-Agent");
    return request.getHeader("Origin") != null
        || (agent != null && agent.startsWith("Mozilla/"))
        || !isHere(request.authority());
  }

  private static boolean isHere(@Nullable HostAndPort authority) {
    return authority != null && List.of(Address.HOST, "localhost").contains(authority.host());
  }

  private void serve(HttpServerRequest request, byte[] body) {
    Future<Reply> reply = last.transform(done -> answer(request, body)).otherwise(Reply::error);
    last = reply.onSuccess(done -> send(request, done));
  }

  private Future<Reply> answer(HttpServerRequest request, byte[] body) {
    try {
      return routes.answer(request.method().name(), path(request.path()), body);
    } catch (Refused refused) {
      return Future.failedFuture(refused);
    }
  }

  private static List<String> path(@Nullable String path) {
    try {
      String decoded = URI.create(path == null ? "/" : path).getPath();
      return Arrays.asList(decoded.substring(1).split("/", -1));
    } catch (IllegalArgumentException | NullPointerException | IndexOutOfBoundsException odd) {
      return List.of();
    }
  }

  private static void send(HttpServerRequest request, Reply reply) {
    if (reply.body().length > 0) {
      Unawaited.leave(request.response().putHeader("Content-Type", reply.type()));
    }
    Unawaited.leave(
        request.response().setStatusCode(reply.status()).end(Buffer.buffer(reply.body())));
  }
}
