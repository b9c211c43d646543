package dev.pagefault.mesh;

import dev.pagefault.time.Clock;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.context.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One request to an instance, from the moment a worker takes it to its answer. Time in the queue
 * lies before: the server's own clock starts here, as a servlet filter's does.
 */
final class ServedRequest implements Workers.Job {
  /** One request in so many leaves an access line, by its trace. */
  static final int ACCESS_LINES = 16;

  private static final CharSequence JSON =
      HttpHeaders.createOptimized("application/json; charset=utf-8");

  private final HttpServerRequest request;
  private final io.vertx.core.Context loop;
  private final Endpoint endpoint;
  private final Server server;
  private volatile @Nullable Exchange exchange;

  /** What requests of one process need. */
  record Server(InstanceSpec spec, StepRunner steps, Tracing tracing, LogBook log, Clock clock) {}

  /** On the request's event loop. */
  ServedRequest(HttpServerRequest request, Endpoint endpoint, Server server) {
    this.request = request;
    this.loop = Objects.requireNonNull(Vertx.currentContext());
    this.endpoint = endpoint;
    this.server = server;
  }

  @Override
  public @Nullable Exchange exchange() {
    return exchange;
  }

  @Override
  public void run() throws InterruptedException {
    long start = server.clock.nanos();
    Context parent = Tracing.extract(request.getHeader(Tracing.TRACEPARENT));
    Span span = server.tracing.start(parent, endpoint.id(), SpanKind.SERVER);
    Exchange at =
        new Exchange(
            endpoint.id(),
            QueryString.read(request.query()),
            request.getHeader(Tracing.BAGGAGE),
            parent,
            span,
            start);
    exchange = at;
    Stop stop = null;
    boolean finished = false;
    try {
      stop = server.steps.run(endpoint.steps(), at);
      finished = true;
    } finally {
      at.end();
      if (!finished) {
        Tracing.end(span, "interrupted");
      }
    }
    answer(at, span, stop, server.clock.nanos() - start);
  }

  private void answer(Exchange at, Span span, @Nullable Stop stop, long nanos) {
    int status = stop == null ? 200 : stop.status();
    byte[] body =
        FlatJson.write(
            stop == null ? at.yielded() : Map.of("error", stop.step() + ": " + stop.message()));
    endpoint.timer(status).record(nanos, TimeUnit.NANOSECONDS);
    span.setAttribute("http.response.status_code", status);
    server.tracing.segments(at).forEach(span::setAttribute);
    Tracing.end(span, stop == null || status < 500 ? null : stop.step() + ": " + stop.message());
    tell(at, status, stop, nanos / 1_000_000);
    loop.runOnContext(on -> respond(request, status, body));
  }

  private void tell(Exchange at, int status, @Nullable Stop stop, long millis) {
    if (stop == null && Math.floorMod(at.traceId().hashCode(), ACCESS_LINES) != 0) {
      return;
    }
    if (!server.log.hasRoom()) {
      server.log.suppress();
      return;
    }
    Map<String, String> fields = new LinkedHashMap<>(server.tracing.segments(at));
    fields.put("endpoint", endpoint.id());
    fields.put("status", Integer.toString(status));
    fields.put("duration_ms", Long.toString(millis));
    String message = "%s %d in %d ms".formatted(endpoint.id(), status, millis);
    String level = "info";
    if (stop != null) {
      fields.put("step", stop.step());
      if (stop.field() != null) {
        fields.put("field", stop.field());
      }
      message += ": " + stop.step() + ": " + stop.message();
      level = status >= 500 ? "error" : "warn";
    }
    server.log.add(level, server.spec.service() + ".http", message, at.traceId(), fields);
  }

  /** On the request's event loop. */
  static void respond(HttpServerRequest request, int status, byte[] body) {
    if (!request.response().closed()) {
      Unawaited.leave(
          request
              .response()
              .setStatusCode(status)
              .putHeader(HttpHeaders.CONTENT_TYPE, JSON)
              .end(Buffer.buffer(body)));
    }
  }
}
