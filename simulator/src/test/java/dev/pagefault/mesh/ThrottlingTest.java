package dev.pagefault.mesh;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pagefault.control.Outcomes;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/** A processor limit that is lowered: bursts wait for the next period though the mean is low. */
class ThrottlingTest extends BoxTest {
  private static final int BURST = 6;
  private static final int WORK_MILLIS = 20;
  private static final long EVERY_NANOS = 500_000_000L;

  @Test
  void aLowerLimitThrottlesBurstsAtModerateUseAndAHigherOneMendsAtOnce() throws Exception {
    Box box =
        Box.of("checkout").endpoint("GET /work", Box.compute(WORK_MILLIS)).set("cpu.limit", "4");
    Instance checkout = start(box);
    burst(checkout);
    Reading.Raw usual = whileBursting(checkout);
    long wide = burst(checkout);
    assertThat(Outcomes.judge(Diagnostic.CPU, usual, usual).outcome()).isEqualTo("idle");
    assertThat(usual.figures().get(Figures.THROTTLED)).isZero();

    done(checkout.apply(box.set("cpu.limit", "0.5").spec()));
    double periods = meter(checkout, "container_cpu_cfs_throttled_periods_total");
    Reading.Raw lowered = whileBursting(checkout);
    long narrow = burst(checkout);
    Outcomes.Judged judged = Outcomes.judge(Diagnostic.CPU, usual, lowered);
    assertThat(judged.outcome()).as(judged.why()).isEqualTo("throttled");
    assertThat(lowered.figures().get(Figures.UTILISATION)).isLessThan(0.8);
    assertThat(lowered.text()).contains("50000 100000");
    assertThat(meter(checkout, "container_cpu_cfs_throttled_periods_total"))
        .isGreaterThan(periods + 2);
    assertThat(meter(checkout, "container_cpu_cfs_throttled_seconds_total")).isPositive();
    assertThat(Duration.ofNanos(narrow))
        .as("120 ms of work at 50 ms a period end in the third; %d ns before", wide)
        .isGreaterThan(Duration.ofMillis(100))
        .isGreaterThan(Duration.ofNanos(wide));

    done(checkout.apply(box.set("cpu.limit", "4").spec()));
    long mended = burst(checkout);
    assertThat(mended).as("lowered: %d ns", narrow).isLessThan(narrow);
    assertThat(Duration.ofNanos(mended)).isLessThan(Duration.ofMillis(120));
  }

  /** What a reading of the processor shows while a burst comes twice a second. */
  private Reading.Raw whileBursting(Instance checkout) throws InterruptedException {
    AtomicBoolean read = new AtomicBoolean();
    Thread bursts =
        Thread.startVirtualThread(() -> {
          while (!read.get()) {
            burst(checkout);
            LockSupport.parkNanos(EVERY_NANOS);
          }
        });
    try {
      return read(checkout, Diagnostic.CPU, "checkout-eu-1");
    } finally {
      read.set(true);
      LockSupport.unpark(bursts);
      bursts.join();
    }
  }

  /** Several requests at once; nanoseconds until the last is answered. */
  private long burst(Instance checkout) {
    long start = clock.nanos();
    List<CompletableFuture<HttpResponse<String>>> all = new ArrayList<>();
    for (int i = 0; i < BURST; i++) {
      all.add(getAsync(checkout, "/work"));
    }
    all.forEach(CompletableFuture::join);
    return clock.nanos() - start;
  }
}
