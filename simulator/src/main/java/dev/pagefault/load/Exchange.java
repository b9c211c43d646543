package dev.pagefault.load;

import dev.pagefault.scenario.Topology;
import dev.pagefault.time.Clock;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One request on its way and back, ended once: by its answer, by an error, or by the customer's
 * patience. Latency and patience count from the intended start. Lives on the generator's event
 * loop.
 */
final class Exchange {
  private static final byte[] NOTHING = {};
  private static final int TOO_MANY = 429;

  /** How it ended; {@code status} is 0 without an answer. */
  record Reply(Outcome outcome, int status, byte[] body, long latencyNanos) {

    /** Whether the customer got what they asked for and can go on. */
    boolean fine() {
      return outcome == Outcome.OK && status < 400;
    }
  }

  private final Vertx vertx;
  private final HttpClient client;
  private final Clock clock;
  private final Customer customer;
  private final Topology.Request request;
  private final long intended;
  private @Nullable Consumer<Reply> waiting;
  private @Nullable HttpClientRequest sent;
  private long timer;

  Exchange(
      Vertx vertx,
      HttpClient client,
      Clock clock,
      Customer customer,
      Topology.Request request,
      long intended) {
    this.vertx = vertx;
    this.client = client;
    this.clock = clock;
    this.customer = customer;
    this.request = request;
    this.intended = intended;
  }

  void begin(String address, Duration patience, Consumer<Reply> done) {
    waiting = done;
    long left = patience.toNanos() - (clock.nanos() - intended);
    timer = vertx.setTimer(Math.max(1, left / 1_000_000), fired -> giveUp());
    client
        .request(options(address))
        .onSuccess(this::send)
        .onFailure(failure -> end(Outcome.ERROR, 0, NOTHING));
  }

  private RequestOptions options(String address) {
    int colon = address.lastIndexOf(':');
    String endpoint = request.endpoint();
    int space = endpoint.indexOf(' ');
    String method = space < 0 ? "GET" : endpoint.substring(0, space);
    return new RequestOptions()
        .setHost(address.substring(0, colon))
        .setPort(Integer.parseInt(address.substring(colon + 1)))
        .setMethod(HttpMethod.valueOf(method))
        .setURI(endpoint.substring(space + 1) + customer.query())
        .putHeader("traceparent", customer.traceparent())
        .putHeader("baggage", customer.baggage());
  }

  private void send(HttpClientRequest out) {
    if (waiting == null) { // gave up while it waited for a connection
      var ignored = out.reset();
      return;
    }
    sent = out;
    out.send()
        .compose(answer ->
            answer
                .body()
                .onSuccess(body ->
                    end(outcome(answer.statusCode()), answer.statusCode(), body.getBytes())))
        .onFailure(failure -> end(Outcome.ERROR, 0, NOTHING));
  }

  private static Outcome outcome(int status) {
    return status >= 500 || status == TOO_MANY ? Outcome.ERROR : Outcome.OK;
  }

  private void giveUp() {
    HttpClientRequest out = sent;
    end(Outcome.TIMEOUT, 0, NOTHING);
    if (out != null) {
      var ignored = out.reset();
    }
  }

  private void end(Outcome outcome, int status, byte[] body) {
    Consumer<Reply> done = waiting;
    if (done == null) {
      return;
    }
    waiting = null;
    vertx.cancelTimer(timer);
    done.accept(new Reply(outcome, status, body, clock.nanos() - intended));
  }
}
