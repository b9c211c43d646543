package dev.pagefault.mesh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.pagefault.time.ManualClock;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Somebody else's service answers so many requests in a window of time, and no more. */
final class RateWindowTest extends BoxTest {

  @Test
  void eachWindowAdmitsAsManyAndThenNone() {
    ManualClock clock = new ManualClock();
    Map<String, String> settings = Map.of("rate-limit.requests", "3", "rate-limit.window", "10s");
    RateWindow limit = Objects.requireNonNull(RateWindow.of(settings, null, clock));
    for (int window = 0; window < 2; window++) {
      for (int left = 2; left >= 0; left--) {
        RateWindow.Verdict verdict = limit.take();
        assertThat(verdict.admitted()).isTrue();
        assertThat(verdict.remaining()).isEqualTo(left);
      }
      RateWindow.Verdict refused = limit.take();
      assertThat(refused.admitted()).isFalse();
      assertThat(refused.retryAfterSeconds()).isBetween(1L, 10L);
      clock.advance(refused.retryAfterSeconds() * 1_000_000_000L);
    }
    assertThat(RateWindow.of(settings, limit, clock)).isSameAs(limit);
    assertThat(RateWindow.of(Map.of(), limit, clock)).isNull();
  }

  @Test
  void beyondTheLimitItAnswers429WithTheUsualHeadersAndItsCallerFails() {
    Instance psp =
        start(
            Box.of("psp")
                .endpoint("GET /charge", Box.compute(1))
                .set("rate-limit.requests", "3")
                .set("rate-limit.window", "1h"));
    Instance payment =
        start(
            Box.of("payment")
                .endpoint("GET /pay", Box.call("psp", "GET /charge"))
                .set("psp.client.retries", "1")
                .set("psp.client.retry-backoff", "1ms")
                .peer("psp", psp));
    HttpResponse<String> first = get(psp, "/charge");
    assertThat(first.statusCode()).isEqualTo(200);
    assertThat(header(first, "X-RateLimit-Limit")).isEqualTo("3");
    assertThat(header(first, "X-RateLimit-Remaining")).isEqualTo("2");
    assertThat(get(payment, "/pay").statusCode()).isEqualTo(200);
    assertThat(get(payment, "/pay").statusCode()).isEqualTo(200);

    HttpResponse<String> failed = get(payment, "/pay");
    assertThat(failed.statusCode()).isEqualTo(502);
    assertThat(failed.body())
        .contains("payment → psp.eu:8080 answered 429: too many requests")
        .contains("X-RateLimit-Limit: 3", "Retry-After: ", "attempt 2 of 2");
    HttpResponse<String> refused = get(psp, "/charge");
    assertThat(refused.statusCode()).isEqualTo(429);
    assertThat(header(refused, "X-RateLimit-Remaining")).isEqualTo("0");
    assertThat(Long.parseLong(header(refused, "Retry-After"))).isBetween(1L, 3_600L);
    assertThat(get(psp, "/health").statusCode()).isEqualTo(200);
    await().until(() -> samples(payment, "http_client_requests_seconds", "429").size() == 1);
  }

  private static String header(HttpResponse<String> response, String name) {
    return response.headers().firstValue(name).orElse("");
  }
}
