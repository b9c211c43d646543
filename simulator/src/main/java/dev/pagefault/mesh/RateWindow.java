package dev.pagefault.mesh;

import dev.pagefault.time.Clock;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How many requests an instance answers in each window of time; those beyond are answered 429 until
 * the next window begins. Windows are aligned to the epoch, so that they begin at round times. All
 * answers say how it stands, in the headers that providers use (IETF draft "RateLimit header
 * fields", in its older spelling). Any thread.
 *
 * <pre>
 *   answered   ▂▂▂▂▂▂┃      ▂▂▂▂▂▂┃
 *   429              ┃▂▂▂▂        ┃▂▂▂▂
 *              window       window
 * </pre>
 */
final class RateWindow {
  /** Requests in a window. */
  static final String REQUESTS = "rate-limit.requests";

  /** Its length. */
  static final String WINDOW = "rate-limit.window";

  /** Most requests that may be allowed in a window. */
  static final int REQUESTS_MAX = 1_000_000;

  private final int requests;
  private final long windowMillis;
  private final Clock clock;
  private long window = -1;
  private int taken;

  private RateWindow(int requests, long windowMillis, Clock clock) {
    this.requests = requests;
    this.windowMillis = windowMillis;
    this.clock = clock;
  }

  /** As settings say; {@code before}, with what it has counted, where they say the same. */
  static @Nullable RateWindow of(
      Map<String, String> settings, @Nullable RateWindow before, Clock clock) {
    Tuning tuning = new Tuning(settings);
    int requests = tuning.whole(REQUESTS, 0, 0, REQUESTS_MAX);
    long millis = tuning.millis(WINDOW, 0);
    if (requests == 0 || millis == 0) {
      return null;
    }
    return before != null && before.requests == requests && before.windowMillis == millis
        ? before
        : new RateWindow(requests, millis, clock);
  }

  /** Counts a request and sets the headers of its answer; false when it was answered 429. */
  boolean admits(HttpServerRequest request) {
    Verdict verdict = take();
    HttpServerResponse response = request.response();
    response.putHeader("X-RateLimit-Limit", Integer.toString(requests));
    response.putHeader("X-RateLimit-Remaining", Integer.toString(verdict.remaining));
    response.putHeader("X-RateLimit-Reset", Long.toString(verdict.resetSeconds));
    if (verdict.admitted) {
      return true;
    }
    response.putHeader("Retry-After", Long.toString(verdict.retryAfterSeconds));
    ServedRequest.respond(request, 429, FlatJson.write(Map.of("error", words(verdict))));
    return false;
  }

  /**
   * What came of asking.
   *
   * @param resetSeconds when the next window begins, epoch seconds
   * @param retryAfterSeconds until then, rounded up
   */
  record Verdict(boolean admitted, int remaining, long resetSeconds, long retryAfterSeconds) {}

  /** Counts a request. */
  synchronized Verdict take() {
    long now = clock.epochMillis();
    if (window != Math.floorDiv(now, windowMillis)) {
      window = Math.floorDiv(now, windowMillis);
      taken = 0;
    }
    boolean admitted = taken < requests;
    taken += admitted ? 1 : 0;
    long next = (window + 1) * windowMillis;
    return new Verdict(
        admitted,
        requests - taken,
        Math.ceilDiv(next, 1_000),
        Math.max(1, Math.ceilDiv(next - now, 1_000)));
  }

  private String words(Verdict verdict) {
    return "too many requests (X-RateLimit-Limit: %d, X-RateLimit-Remaining: 0, Retry-After: %d)"
        .formatted(requests, verdict.retryAfterSeconds);
  }
}
