package dev.pagefault.mesh;

import dev.pagefault.time.Clock;
import io.micrometer.core.instrument.Timer;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.vertx.core.Context;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The calling side of one process of an instance: makes single attempts over links and measures
 * them. Blocks its caller, a worker.
 *
 * @param name how the instance's service is called in messages
 */
record Caller(
    String name,
    Context loop,
    Tracing tracing,
    Meters meters,
    HopCeiling hops,
    Clock clock,
    Map<TimerKey, Timer> timers) {

  record TimerKey(String service, String endpoint, String status) {}

  Caller(String name, Context loop, Tracing tracing, Meters meters, HopCeiling hops, Clock clock) {
    this(name, loop, tracing, meters, hops, clock, new ConcurrentHashMap<>());
  }

  String logger(String part) {
    return name + "." + part;
  }

  /** One attempt at {@code address}, which messages call {@code peer}. */
  CallOutcome attempt(
      Link link, String endpoint, Exchange exchange, String address, String peer, int attempt)
      throws InterruptedException {
    LinkPolicy policy = link.policy();
    Wire wire = link.wire();
    Span span = tracing.start(exchange.context(), endpoint, SpanKind.CLIENT);
    span.setAttribute("peer.service", link.service());
    span.setAttribute("server.address", peer);
    if (attempt > 1) {
      span.setAttribute("http.request.resend_count", attempt - 1);
    }
    long start = clock.nanos();
    CallOutcome outcome = null;
    try {
      if (!hops.take()) {
        outcome =
            new CallOutcome.Refused(
                "this mesh's ceiling of %d hops per second is reached".formatted(hops.perSecond()));
        return outcome;
      }
      RequestOptions request = request(endpoint, exchange, span, address);
      if (link.trust() != null) {
        secure(request, peer);
      }
      Attempt.Result result = Attempt.send(wire, request, null, policy.timeoutMillis());
      outcome = new Try(name, peer, attempt, policy, wire).outcome(result);
      return outcome;
    } finally {
      timer(link.service(), endpoint, status(outcome))
          .record(clock.nanos() - start, TimeUnit.NANOSECONDS);
      finish(span, outcome);
    }
  }

  private RequestOptions request(String endpoint, Exchange exchange, Span span, String address) {
    int colon = address.lastIndexOf(':');
    int space = endpoint.indexOf(' ');
    RequestOptions request =
        new RequestOptions()
            .setHost(address.substring(0, colon))
            .setPort(Integer.parseInt(address.substring(colon + 1)))
            .setMethod(HttpMethod.valueOf(endpoint.substring(0, space)))
            .setURI(QueryString.append(endpoint.substring(space + 1), exchange.attributes()));
    Tracing.inject(exchange.context(), span, request::putHeader);
    String baggage = exchange.baggage();
    if (baggage != null) {
      request.putHeader(Tracing.BAGGAGE, baggage);
    }
    return request;
  }

  /** Calls the peer by its logical name, which its certificate must bear, wherever it listens. */
  private static void secure(RequestOptions request, String peer) {
    int colon = peer.lastIndexOf(':');
    request
        .setServer(SocketAddress.inetSocketAddress(request.getPort(), request.getHost()))
        .setHost(peer.substring(0, colon))
        .setPort(Integer.parseInt(peer.substring(colon + 1)))
        .setSsl(true);
  }

  private Timer timer(String service, String endpoint, String status) {
    return timers.computeIfAbsent(
        new TimerKey(service, endpoint, status),
        key ->
            Timer.builder("http.client.requests")
                .tag("client.name", service)
                .tag("uri", endpoint.substring(endpoint.indexOf(' ') + 1))
                .tag("status", status)
                .register(meters.registry()));
  }

  /** As Spring names it: an attempt that was not answered is an IO_ERROR. */
  private static String status(@Nullable CallOutcome outcome) {
    return switch (outcome) {
      case CallOutcome.Ok ok -> Integer.toString(ok.status());
      case CallOutcome.Failed failed when failed.status() > 0 -> Integer.toString(failed.status());
      case null, default -> "IO_ERROR";
    };
  }

  private static void finish(Span span, @Nullable CallOutcome outcome) {
    switch (outcome) {
      case null -> Tracing.end(span, "interrupted");
      case CallOutcome.Ok ok -> {
        span.setAttribute("http.response.status_code", ok.status());
        Tracing.end(span, null);
      }
      case CallOutcome.Failed failed -> {
        if (failed.status() > 0) {
          span.setAttribute("http.response.status_code", failed.status());
        }
        Tracing.end(span, failed.message());
      }
      default -> Tracing.end(span, Link.message(outcome));
    }
  }
}
