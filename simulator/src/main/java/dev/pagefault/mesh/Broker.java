package dev.pagefault.mesh;

import dev.pagefault.scenario.Topology;
import dev.pagefault.telemetry.Batch;
import dev.pagefault.telemetry.Sample;
import dev.pagefault.time.Clock;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * A queue server: real HTTP on loopback, one queue, at-least-once delivery. A poll says whose it is
 * by {@code group}, {@code member} and {@code epoch}; they count for a queue in partitions.
 *
 * <pre>
 * POST /messages          publish (body: a flat JSON object)        202, or 429 when full
 * POST /poll?max=10       up to so many; waits up to a second for the first
 * POST /ack?id=7          it is done with
 * POST /nack?id=7         deliver it again, after a second
 * </pre>
 *
 * <p>Lives on one event loop of its host; whoever starts it stops it.
 */
public final class Broker implements BrokerControl {
  static final String MESSAGES = "/messages";
  static final String POLL = "/poll";
  static final String ACK = "/ack";
  static final String NACK = "/nack";

  /** Longest that a poll waits for a message. */
  static final long LONG_POLL_MILLIS = 1_000;

  /** Most messages that one poll answers. */
  static final int POLL_MAX = 64;

  /** Longest message, bytes. */
  static final int MESSAGE_MAX = 16 * 1024;

  private static final String LOOPBACK = "127.0.0.1";
  private static final int ANY_PORT = 0;
  private static final int IDLE_SECONDS = 90;
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final MeshHost host;
  private final String name;
  private final MessageQueue queue;
  private final HttpServer server;
  private final Deque<Waiting> waiting = new ArrayDeque<>(); // of the event loop

  /** A poll that waits for a message. */
  private record Waiting(
      HttpServerRequest request, MessageQueue.Member member, int max, long timer) {}

  private Broker(MeshHost host, String address, int port, String name, MessageQueue queue) {
    this.host = host;
    this.name = name;
    this.queue = queue;
    this.server =
        host.vertx()
            .createHttpServer(
                new HttpServerOptions().setHost(address).setPort(port).setIdleTimeout(IDLE_SECONDS))
            .requestHandler(this::handle);
  }

  /** Starts a queue that holds {@code capacity} messages. */
  public static Future<Broker> start(MeshHost host, String queue, int capacity, Clock clock) {
    return listening(
        new Broker(host, LOOPBACK, ANY_PORT, queue, new BrokerQueue(queue, capacity, clock)));
  }

  /** Starts a queue as a topology describes it. */
  public static Future<Broker> start(MeshHost host, String name, Topology.Queue spec, Clock clock) {
    return start(host, LOOPBACK, ANY_PORT, name, spec, clock);
  }

  /** The same, with where it is to listen; port 0 is any free one. */
  public static Future<Broker> start(
      MeshHost host, String address, int port, String name, Topology.Queue spec, Clock clock) {
    int capacity = spec.capacity();
    Broker broker =
        new Broker(
            host,
            address,
            port,
            name,
            spec.partitions() > 1
                ? new PartitionedQueue(name, capacity, spec.partitions(), spec.key(), clock)
                : new BrokerQueue(name, capacity, clock));
    return listening(broker);
  }

  private static Future<Broker> listening(Broker broker) {
    return broker.server.listen().map(broker);
  }

  @Override
  public void become(Map<String, String> settings) {
    queue.deliveryLimit(
        new Tuning(settings)
            .whole(ResourceSettings.DELIVERY_LIMIT, 0, 0, ResourceSettings.DELIVERIES_MAX));
  }

  @Override
  public String address() {
    return LOOPBACK + ":" + server.actualPort();
  }

  @Override
  public Future<Batch> telemetry() {
    List<Sample> samples = new ArrayList<>();
    samples.addAll(
        List.of(
            sample("queue_messages_ready", Sample.Kind.GAUGE, queue.ready()),
            sample("queue_messages_unacknowledged", Sample.Kind.GAUGE, queue.unacknowledged()),
            sample(
                "queue_messages_published_total", Sample.Kind.COUNTER, (double) queue.published()),
            sample(
                "queue_messages_delivered_total", Sample.Kind.COUNTER, (double) queue.delivered()),
            sample("queue_oldest_message_age_seconds", Sample.Kind.GAUGE, queue.oldestSeconds())));
    samples.addAll(PartitionMeters.of(name, queue));
    return Future.succeededFuture(new Batch(samples, List.of(), List.of(), 0));
  }

  @Override
  public Future<Void> stop() {
    return server.close();
  }

  private static Sample sample(String name, Sample.Kind kind, double value) {
    return new Sample(name, Map.of(), kind, value, null);
  }

  private void handle(HttpServerRequest request) {
    switch (request.path()) {
      case MESSAGES -> Unawaited.leave(request.body().onSuccess(body -> publish(request, body)));
      case POLL -> poll(request);
      case ACK -> settle(request, true);
      case NACK -> settle(request, false);
      case null, default -> answer(request, 404, Map.of("error", "no such route"));
    }
  }

  private void publish(HttpServerRequest request, Buffer body) {
    if (body.length() > MESSAGE_MAX) {
      answer(request, 413, Map.of("error", "a message has at most " + MESSAGE_MAX + " bytes"));
      return;
    }
    Map<String, String> attributes;
    try {
      attributes = FlatJson.read(body.getBytes());
    } catch (IllegalArgumentException e) {
      answer(request, 400, Map.of("error", "the message is " + e.getMessage()));
      return;
    }
    String refused =
        queue.publish(
            request.getHeader(Tracing.TRACEPARENT), request.getHeader(Tracing.BAGGAGE), attributes);
    if (refused != null) {
      answer(request, 429, Map.of("error", refused));
      return;
    }
    answer(request, 202, Map.of());
    serveWaiting();
  }

  private void poll(HttpServerRequest request) {
    int max = Math.clamp(number(request.getParam("max")), 1, POLL_MAX);
    MessageQueue.Member member =
        new MessageQueue.Member(
            text(request, "group"), text(request, "member"), text(request, "epoch"));
    boolean first = queue.ordered() || waiting.isEmpty();
    if (first && page(request, queue.poll(member, max))) {
      return;
    }
    long timer = host.vertx().setTimer(LONG_POLL_MILLIS, at -> timedOut(request, member, max));
    Waiting poll = new Waiting(request, member, max, timer);
    waiting.add(poll);
    request.connection().closeHandler(closed -> forget(request));
    serveWaiting();
  }

  private void timedOut(HttpServerRequest request, MessageQueue.Member member, int max) {
    forget(request);
    // Redeliveries become ready without a publish.
    List<QueueMessage> messages = queue.poll(member, max);
    if (!page(request, messages)) {
      send(request, new QueueMessage.Page(List.of()));
    }
  }

  private void serveWaiting() {
    waiting.removeIf(poll -> {
      boolean served = page(poll.request, queue.poll(poll.member, poll.max));
      if (served) {
        host.vertx().cancelTimer(poll.timer);
      }
      return served;
    });
  }

  private void forget(HttpServerRequest request) {
    waiting.removeIf(poll -> {
      boolean same = poll.request.equals(request); // equal only to itself
      if (same) {
        host.vertx().cancelTimer(poll.timer);
      }
      return same;
    });
  }

  private void settle(HttpServerRequest request, boolean done) {
    String id = request.getParam("id");
    if (id != null && done) {
      queue.acknowledge(id);
    } else if (id != null) {
      queue.refuse(id);
    }
    answer(request, 200, Map.of());
    if (queue.ordered()) {
      serveWaiting(); // the next of its partition may have moved up
    }
  }

  private static String text(HttpServerRequest request, String parameter) {
    return Objects.requireNonNullElse(request.getParam(parameter), "");
  }

  /** Answers with messages; false when there are none. */
  private static boolean page(HttpServerRequest request, List<QueueMessage> messages) {
    if (messages.isEmpty()) {
      return false;
    }
    send(request, new QueueMessage.Page(messages));
    return true;
  }

  private static void send(HttpServerRequest request, QueueMessage.Page page) {
    Unawaited.leave(request.response().end(Buffer.buffer(JSON.writeValueAsBytes(page))));
  }

  private static void answer(HttpServerRequest request, int status, Map<String, String> fields) {
    Unawaited.leave(
        request.response().setStatusCode(status).end(Buffer.buffer(FlatJson.write(fields))));
  }

  private static int number(@Nullable String text) {
    try {
      return text == null ? 1 : Integer.parseInt(text);
    } catch (NumberFormatException e) {
      return 1;
    }
  }
}
