package dev.pagefault.mesh;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** An instance's side of the brokers. Blocks its caller. */
final class QueueClient {
  /** Longest one exchange with a broker may take beyond a long poll, milliseconds. */
  static final long TIMEOUT = 2_000;

  /** Connections to one broker. */
  static final int CONNECTIONS = 16;

  /** Exchanges that wait for one of them. */
  static final int WAITING_MAX = 256;

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final Caller caller;
  private final Tracing tracing;
  private final Wire wire;
  private final String who;
  private volatile Map<String, String> brokers = Map.of();

  /**
   * @param instance under which name brokers know it
   * @param epoch differs from one process of the instance to the next
   */
  QueueClient(MeshHost host, Caller caller, String instance, long epoch) {
    this.who = "&group=%s&member=%s&epoch=%d".formatted(caller.name(), instance, epoch);
    this.caller = caller;
    this.tracing = caller.tracing();
    this.wire = new Wire(host, caller.loop(), CONNECTIONS, WAITING_MAX, null);
  }

  void reload(Map<String, String> brokers) {
    this.brokers = Map.copyOf(brokers);
  }

  /** Puts a message on a queue; null when it is there, else what went wrong. */
  @Nullable String publish(String queue, Map<String, String> attributes, Exchange exchange)
      throws InterruptedException {
    Span span = tracing.start(exchange.context(), "publish " + queue, SpanKind.PRODUCER);
    String error = "interrupted";
    try {
      RequestOptions request = request(queue, Broker.MESSAGES);
      if (request == null) {
        error = "queue " + queue + " has no broker here";
        return error;
      }
      Tracing.inject(exchange.context(), span, request::putHeader);
      String baggage = exchange.baggage();
      if (baggage != null) {
        request.putHeader(Tracing.BAGGAGE, baggage);
      }
      Buffer body = Buffer.buffer(FlatJson.write(attributes));
      error = problem(queue, Attempt.send(wire, request, body, TIMEOUT));
      return error;
    } finally {
      Tracing.end(span, error);
    }
  }

  /** Up to {@code max} messages; waits for the first as long as brokers let one wait. */
  List<QueueMessage> poll(String queue, int max) throws InterruptedException, QueueException {
    RequestOptions request = request(queue, Broker.POLL + "?max=" + max + who);
    if (request == null) {
      throw new QueueException("queue " + queue + " has no broker here");
    }
    long timeout = Broker.LONG_POLL_MILLIS + TIMEOUT;
    Attempt.Result result = Attempt.send(wire, request, null, timeout);
    if (result instanceof Attempt.Answered(int status, byte[] body) && status == 200) {
      try {
        return JSON.readValue(body, QueueMessage.Page.class).messages();
      } catch (JacksonException e) {
        throw new QueueException("queue " + queue + " answered no page of messages");
      }
    }
    throw new QueueException(problem(queue, result));
  }

  /** Says that a message is done with, or ({@code done} false) has to be delivered again. */
  void settle(String queue, String id, boolean done) throws InterruptedException {
    RequestOptions request = request(queue, (done ? Broker.ACK : Broker.NACK) + "?id=" + id);
    if (request != null) {
      Attempt.send(wire, request, null, TIMEOUT); // lost: the broker delivers it again
    }
  }

  Future<Void> close() {
    return wire.close();
  }

  private @Nullable RequestOptions request(String queue, String uri) {
    String address = brokers.get(queue);
    if (address == null) {
      return null;
    }
    int colon = address.lastIndexOf(':');
    return new RequestOptions()
        .setHost(address.substring(0, colon))
        .setPort(Integer.parseInt(address.substring(colon + 1)))
        .setMethod(HttpMethod.POST)
        .setURI(uri);
  }

  private @Nullable String problem(String queue, Attempt.Result result) {
    String route = caller.name() + " → queue " + queue;
    return switch (result) {
      case Attempt.Answered(int status, byte[] body) when status < 300 -> null;
      case Attempt.Answered(int status, byte[] body) ->
          route + ": " + FlatJson.read(body).getOrDefault("error", "answered " + status);
      case Attempt.Nothing(String pool) -> "%s timed out (%s)".formatted(route, pool);
      case Attempt.Broke(Throwable cause) -> "%s not reached (%s)".formatted(route, wire.state());
    };
  }

  /** A queue can't be read just now. */
  static final class QueueException extends Exception {
    private static final long serialVersionUID = 1L;

    QueueException(@Nullable String message) {
      super(message);
    }
  }
}
