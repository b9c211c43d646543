package dev.pagefault.mesh;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pagefault.control.Outcomes;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/** A processor limit that is low: bursts wait for the next period though the mean is low. */
class ThrottlingTest extends BoxTest {
  private static final int BURST = 6;
  private static final int WORK_MILLIS = 20;
  private static final int BURSTS = 4;
  private static final long EVERY_NANOS = 500_000_000L;

  @Test
  void aLowLimitThrottlesBurstsAtModerateUseAndAHigherOneMendsAtOnce() throws Exception {
    Instance usual = start(box("checkout", "4"));
    long wide = bursts(usual);
    Reading.Raw healthy = read(usual, Diagnostic.CPU, "checkout-eu-1");
    assertThat(Outcomes.judge(Diagnostic.CPU, healthy, healthy).outcome()).isEqualTo("idle");
    assertThat(healthy.figures().get(Figures.THROTTLED)).isZero();

    Instance limited = start(box("payment", "0.5"));
    long narrow = bursts(limited);
    Reading.Raw low = read(limited, Diagnostic.CPU, "payment-eu-1");
    Outcomes.Judged judged = Outcomes.judge(Diagnostic.CPU, healthy, low);
    assertThat(judged.outcome()).as(judged.why()).isEqualTo("throttled");
    assertThat(low.figures().get(Figures.UTILISATION)).isLessThan(0.8);
    assertThat(low.text()).contains("50000 100000");
    assertThat(meter(limited, "container_cpu_cfs_throttled_periods_total")).isGreaterThan(2);
    assertThat(meter(limited, "container_cpu_cfs_throttled_seconds_total")).isPositive();
    assertThat(Duration.ofNanos(narrow))
        .as("120 ms of work at 50 ms a period end in the third; %d ns without limit", wide)
        .isGreaterThan(Duration.ofMillis(100))
        .isGreaterThan(Duration.ofNanos(wide));

    done(limited.apply(box("payment", "4").spec()));
    long mended = bursts(limited);
    assertThat(mended).as("limited: %d ns", narrow).isLessThan(narrow);
    assertThat(Duration.ofNanos(mended)).isLessThan(Duration.ofMillis(120));
  }

  private static Box box(String service, String limit) {
    return Box.of(service).endpoint("GET /work", Box.compute(WORK_MILLIS)).set("cpu.limit", limit);
  }

  /** Several requests at once, twice a second; nanoseconds until the last burst was answered. */
  private long bursts(Instance instance) {
    long took = 0;
    for (int i = 0; i < BURSTS; i++) {
      long start = clock.nanos();
      took = burst(instance) - start;
      LockSupport.parkNanos(EVERY_NANOS - took);
    }
    return took;
  }

  private long burst(Instance instance) {
    List<CompletableFuture<HttpResponse<String>>> all = new ArrayList<>();
    for (int i = 0; i < BURST; i++) {
      all.add(getAsync(instance, "/work"));
    }
    all.forEach(CompletableFuture::join);
    return clock.nanos();
  }
}
