package dev.pagefault.mesh;

import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.RequestOptions;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * One request over a {@link Wire}. A worker starts it and waits; what happens meanwhile happens on
 * the wire's event loop. The time it may take covers the wait for a connection too.
 *
 * <pre>
 *   worker      ── send ─────────────── parked ───────────────────▶ result
 *   event loop     └─ waiting ─ connection ─ active ─ response ─┘
 * </pre>
 */
final class Attempt {

  /** How it ended. */
  sealed interface Result {}

  record Answered(int status, byte[] body) implements Result {}

  record Broke(Throwable cause) implements Result {}

  /** Nothing came in time; {@code pool} is how the pool stood then. */
  record Nothing(String pool) implements Result {}

  /** Longest body that is taken, bytes. */
  static final int BODY_MAX = 1 << 20;

  private static final byte[] EMPTY = {};

  private final Wire wire;
  private final RequestOptions options;
  private final @Nullable Buffer body;
  private final Thread worker;
  private final AtomicReference<@Nullable Result> result = new AtomicReference<>();

  // Of the event loop only:
  private @Nullable HttpClientRequest request;
  private boolean abandoned;
  private boolean holds;
  private long timer = -1;

  private Attempt(Wire wire, RequestOptions options, @Nullable Buffer body) {
    this.wire = wire;
    this.options = options;
    this.body = body;
    this.worker = Thread.currentThread();
  }

  /**
   * Sends a request and waits for its answer, for {@code timeoutMillis} (0: for ever). Throws
   * {@link InterruptedException} when interrupted; the request is then given up, as after a
   * timeout.
   */
  static Result send(Wire wire, RequestOptions options, @Nullable Buffer body, long timeoutMillis)
      throws InterruptedException {
    if (timeoutMillis > 0) {
      options.setConnectTimeout(timeoutMillis);
    }
    Attempt attempt = new Attempt(wire, options, body);
    wire.loop().runOnContext(on -> attempt.begin(timeoutMillis));
    return attempt.await();
  }

  private Result await() throws InterruptedException {
    Result seen = result.get();
    while (seen == null) {
      LockSupport.park(this); // untimed: the loop has the timer, a timed park wakes another thread
      if (Thread.interrupted()) {
        wire.loop().runOnContext(on -> abandon());
        throw new InterruptedException("interrupted while waiting for an answer");
      }
      seen = result.get();
    }
    return seen;
  }

  private void begin(long timeoutMillis) {
    if (timeoutMillis > 0) {
      timer = wire.loop().owner().setTimer(timeoutMillis, at -> timedOut());
    }
    wire.waiting.incrementAndGet();
    Unawaited.leave(connection().onComplete(this::connected));
  }

  /** Of a client that was closed meanwhile (a restart, new settings) there is none to be had. */
  private Future<HttpClientRequest> connection() {
    try {
      return wire.client().request(options);
    } catch (IllegalStateException e) {
      return Future.failedFuture(e);
    }
  }

  private void timedOut() {
    result.compareAndSet(null, new Nothing(wire.state()));
    LockSupport.unpark(worker);
    abandon();
  }

  private void connected(AsyncResult<HttpClientRequest> got) {
    wire.waiting.decrementAndGet();
    if (got.failed()) {
      finish(new Broke(got.cause()));
      return;
    }
    HttpClientRequest ready = got.result();
    ready.exceptionHandler(told -> {}); // the future of its response tells the same
    request = ready;
    holds = true;
    wire.active.incrementAndGet();
    if (abandoned) {
      abandon();
      return;
    }
    Unawaited.leave((body == null ? ready.send() : ready.send(body)).onComplete(this::responded));
  }

  private void responded(AsyncResult<HttpClientResponse> response) {
    if (response.failed()) {
      finish(new Broke(response.cause()));
      return;
    }
    int status = response.result().statusCode();
    Unawaited.leave(response.result().body().onComplete(read -> answered(status, read)));
  }

  private void answered(int status, AsyncResult<Buffer> read) {
    if (read.failed()) {
      finish(new Broke(read.cause()));
    } else {
      Buffer bytes = read.result();
      finish(new Answered(status, bytes.length() > BODY_MAX ? EMPTY : bytes.getBytes()));
    }
  }

  /** Gives the request up; its connection is closed, as what is on it can't be told any more. */
  private void abandon() {
    abandoned = true;
    HttpClientRequest started = request;
    if (started != null) {
      Unawaited.leave(started.reset());
      release();
    }
  }

  private void finish(Result how) {
    release();
    if (timer >= 0) {
      wire.loop().owner().cancelTimer(timer);
    }
    result.compareAndSet(null, how);
    LockSupport.unpark(worker);
  }

  private void release() {
    if (holds) {
      holds = false;
      wire.active.decrementAndGet();
    }
  }
}
