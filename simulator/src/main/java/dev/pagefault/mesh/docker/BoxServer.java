package dev.pagefault.mesh.docker;

import dev.pagefault.mesh.Broker;
import dev.pagefault.mesh.Instance;
import dev.pagefault.mesh.InstanceSpec;
import dev.pagefault.mesh.MeshHost;
import dev.pagefault.mesh.NotRunning;
import dev.pagefault.mesh.Probe;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * By what a box is asked and told, over HTTP and in JSON. Answers nobody without the token.
 *
 * <pre>
 * GET  /up                          200 once it serves
 * PUT  /spec       InstanceSpec     204
 * POST /read       {probe, ends}    200 Reading.Raw; 409 there is no process
 * PUT  /settings   {key: value}     204, of a broker
 * GET  /telemetry                   200 Batch
 * anything wrong   {error}          400, 401, 404, 500
 * </pre>
 */
final class BoxServer {
  static final String UP = "/up";
  static final String SPEC = "/spec";
  static final String READ = "/read";
  static final String SETTINGS = "/settings";
  static final String TELEMETRY = "/telemetry";

  /** Longest body, bytes: a spec with its certificates has some tens of KB. */
  private static final int BODY_MAX = 4 << 20;

  private static final int IDLE_SECONDS = 120;
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final Logger LOG = LoggerFactory.getLogger(BoxServer.class);

  /** What is asked of a reading, with what its container's watcher knows. */
  record Ask(Probe probe, String ends) {}

  /** What it does with a body; what comes of it is written as JSON, null as 204. */
  private interface Act {
    Future<?> on(Buffer body) throws JacksonException;
  }

  private final MeshHost host;
  private final byte[] bearer;
  private final HttpServer server;
  private final Map<String, Act> acts;

  private BoxServer(MeshHost host, String address, int port, String token, Map<String, Act> acts) {
    this.host = host;
    this.bearer = ("Bearer " + token).getBytes(StandardCharsets.UTF_8);
    this.acts = acts;
    this.server =
        host.vertx()
            .createHttpServer(
                new HttpServerOptions().setHost(address).setPort(port).setIdleTimeout(IDLE_SECONDS))
            .requestHandler(this::handle);
  }

  /** Before an instance. */
  static Future<BoxServer> start(MeshHost host, String address, String token, Instance instance) {
    return start(host, address, BoxRole.CONTROL, token, instance);
  }

  /** The same at a port of choice; 0 is any free one. */
  static Future<BoxServer> start(
      MeshHost host, String address, int port, String token, Instance instance) {
    return listening(
        new BoxServer(
            host,
            address,
            port,
            token,
            Map.of(
                "GET " + UP,
                body -> Future.succeededFuture(),
                "PUT " + SPEC,
                body -> instance.apply(JSON.readValue(body.getBytes(), InstanceSpec.class)),
                "POST " + READ,
                body -> {
                  Ask ask = JSON.readValue(body.getBytes(), Ask.class);
                  return instance.read(ask.probe(), ask.ends());
                },
                "GET " + TELEMETRY,
                body -> instance.telemetry())));
  }

  /** Before a broker. */
  static Future<BoxServer> start(MeshHost host, String address, String token, Broker broker) {
    TypeReference<Map<String, String>> settings = new TypeReference<>() {};
    return listening(
        new BoxServer(
            host,
            address,
            BoxRole.CONTROL,
            token,
            Map.of(
                "GET " + UP,
                body -> Future.succeededFuture(),
                "PUT " + SETTINGS,
                body -> {
                  broker.become(JSON.readValue(body.getBytes(), settings));
                  return Future.succeededFuture();
                },
                "GET " + TELEMETRY,
                body -> broker.telemetry())));
  }

  private static Future<BoxServer> listening(BoxServer made) {
    return made.server.listen().map(made);
  }

  int port() {
    return server.actualPort();
  }

  Future<Void> stop() {
    return server.close();
  }

  private void handle(HttpServerRequest request) {
    String shown = request.getHeader("Authorization");
    if (shown == null || !MessageDigest.isEqual(bearer, shown.getBytes(StandardCharsets.UTF_8))) {
      answer(request, 401, error("a token is needed"));
      return;
    }
    Act act = acts.get(request.method().name() + " " + request.path());
    if (act == null) {
      answer(request, 404, error("no such route"));
      return;
    }
    var _ =
        request
            .body()
            .compose(body ->
                body.length() > BODY_MAX
                    ? Future.<Buffer>failedFuture(new IllegalArgumentException("too long"))
                    : host.blocking(() -> act.on(body))
                        .compose(BoxServer::anything)
                        .compose(it -> host.blocking(() -> json(it))))
            .onSuccess(json -> answer(request, json.length() == 0 ? 204 : 200, json))
            .onFailure(cause -> {
              int status = status(cause);
              if (status == 500) {
                LOG.error("{} {} failed", request.method(), request.path(), cause);
              }
              answer(request, status, error(message(cause)));
            });
  }

  private static Future<Object> anything(Future<?> acting) {
    return acting.map(it -> it);
  }

  private static Buffer json(@Nullable Object of) {
    return of == null ? Buffer.buffer() : Buffer.buffer(JSON.writeValueAsBytes(of));
  }

  private static int status(Throwable cause) {
    return switch (cause) {
      case NotRunning _ -> 409;
      case IllegalArgumentException _ -> 400;
      case JacksonException _ -> 400;
      default -> 500;
    };
  }

  private static String message(Throwable cause) {
    String message = cause.getMessage();
    return message == null ? cause.toString() : message;
  }

  private static Buffer error(String message) {
    return Buffer.buffer(JSON.writeValueAsBytes(Map.of("error", message)));
  }

  private static void answer(HttpServerRequest request, int status, Buffer json) {
    var _ = request.response().setStatusCode(status).end(json);
  }
}
