package dev.pagefault.hardware;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pagefault.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class CpuTest {
  private static final long MS = 1_000_000L;

  @Test
  void spendingTakesAsLongAsItIsWorthAndOvershootDoesNotAddUp() throws Exception {
    Cpu cpu = new Cpu(1, Clock.system());
    long start = Clock.system().nanos();
    for (int i = 0; i < 5; i++) {
      cpu.spend(10 * MS);
    }
    assertThat(Clock.system().nanos() - start).isBetween(49 * MS, 500 * MS);
  }

  @Test
  void aQuotaOfATenthMakesThirtyMillisecondsTakeThreePeriods() throws Exception {
    Cpu cpu = new Cpu(0.1, Clock.system());
    long start = Clock.system().nanos();
    cpu.spend(30 * MS);
    assertThat(Clock.system().nanos() - start).isGreaterThan(200 * MS);
    assertThat(cpu.stat().nrThrottled()).isPositive();
  }

  @Test
  void whoeverIsInterruptedStopsComputing() throws Exception {
    Cpu cpu = new Cpu(1, Clock.system());
    AtomicReference<Throwable> seen = new AtomicReference<>();
    Thread worker =
        Thread.startVirtualThread(() -> {
          try {
            cpu.spend(600_000 * MS);
          } catch (InterruptedException e) {
            seen.set(e);
          }
        });
    worker.interrupt();
    worker.join();
    assertThat(seen.get()).isInstanceOf(InterruptedException.class);
  }

  @Test
  void manyAtOnceShareAHostFairly() throws Exception {
    Cpu cpu = Cpu.ofHost(1, Clock.system());
    List<Thread> threads = new ArrayList<>();
    long start = Clock.system().nanos();
    for (int i = 0; i < 4; i++) {
      threads.add(
          Thread.startVirtualThread(() -> {
            try {
              cpu.spend(25 * MS);
            } catch (InterruptedException e) {
              Thread.currentThread().interrupt();
            }
          }));
    }
    for (Thread thread : threads) {
      thread.join();
    }
    assertThat(Clock.system().nanos() - start).isGreaterThan(95 * MS);
  }

  @Test
  void noCoresAreRefused() {
    assertThatThrownBy(() -> new Cpu(0, Clock.system())).hasMessageContaining("cores");
  }
}
