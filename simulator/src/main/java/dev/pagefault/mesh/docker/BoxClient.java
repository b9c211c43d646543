package dev.pagefault.mesh.docker;

import dev.pagefault.mesh.MeshHost;
import dev.pagefault.mesh.NotRunning;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientAgent;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Asks and tells a box, by its {@link BoxServer}; a silent one is not running. Any thread. */
final class BoxClient {
  /** Longest that a box may be silent: a throttled one answers late. Milliseconds. */
  private static final int SILENT_MILLIS = 10_000;

  private static final int CONNECT_MILLIS = 2_000;
  private static final int CONNECTIONS = 4;
  private static final JsonMapper JSON = JsonMapper.shared();

  private final MeshHost host;
  private final String name;
  private final int port;
  private final String bearer;
  private final HttpClientAgent client;

  BoxClient(MeshHost host, String name, int port, String token) {
    this.host = host;
    this.name = name;
    this.port = port;
    this.bearer = "Bearer " + token;
    this.client =
        host.vertx()
            .httpClientBuilder()
            .with(new HttpClientOptions().setConnectTimeout(CONNECT_MILLIS))
            .with(new PoolOptions().setHttp1MaxSize(CONNECTIONS))
            .build();
  }

  /** Completes when it serves; fails with {@link NotRunning} as long as it doesn't. */
  Future<Void> up() {
    return send(HttpMethod.GET, BoxServer.UP, null).mapEmpty();
  }

  Future<Void> put(String path, Object body) {
    return host.blocking(() -> Buffer.buffer(JSON.writeValueAsBytes(body)))
        .compose(json -> send(HttpMethod.PUT, path, json))
        .mapEmpty();
  }

  <T> Future<T> post(String path, Object body, Class<T> answer) {
    return host.blocking(() -> Buffer.buffer(JSON.writeValueAsBytes(body)))
        .compose(json -> send(HttpMethod.POST, path, json))
        .compose(json -> parsed(json, answer));
  }

  <T> Future<T> get(String path, Class<T> answer) {
    return send(HttpMethod.GET, path, null).compose(json -> parsed(json, answer));
  }

  Future<Void> close() {
    return client.close();
  }

  private <T> Future<T> parsed(Buffer json, Class<T> answer) {
    return host.blocking(() -> JSON.readValue(json.getBytes(), answer));
  }

  private Future<Buffer> send(HttpMethod method, String path, @Nullable Buffer body) {
    RequestOptions options =
        new RequestOptions()
            .setHost("127.0.0.1")
            .setPort(port)
            .setMethod(method)
            .setURI(path)
            .putHeader("Authorization", bearer);
    return client
        .request(options)
        .compose(request -> answered(request, body))
        .recover(cause ->
            cause instanceof IllegalArgumentException || cause instanceof NotRunning
                ? Future.failedFuture(cause)
                : Future.failedFuture(notRunning(cause)));
  }

  private Future<Buffer> answered(HttpClientRequest request, @Nullable Buffer body) {
    Future<Buffer> answer =
        (body == null ? request.send() : request.send(body))
            .compose(
                response -> response.body().compose(json -> checked(response.statusCode(), json)));
    return answer
        .timeout(SILENT_MILLIS, TimeUnit.MILLISECONDS)
        .onFailure(cause -> {
          var _ = request.reset();
        }); // or the next would wait behind it
  }

  private Future<Buffer> checked(int status, Buffer json) {
    if (status / 100 == 2) {
      return Future.succeededFuture(json);
    }
    String said = json.toString(StandardCharsets.UTF_8);
    String error = said;
    try {
      error = JSON.readTree(json.getBytes()).path("error").asString(said);
    } catch (JacksonException e) {
      // as it is, then
    }
    return Future.failedFuture(
        status == 400 ? new IllegalArgumentException(error) : new NotRunning(error));
  }

  private NotRunning notRunning(Throwable cause) {
    return new NotRunning(
        "%s doesn't answer, there may be no process; read it in a moment (%s)"
            .formatted(name, cause.getMessage()));
  }
}
