package dev.pagefault.hardware;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pagefault.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

class CpuTest {
  private static final long MS = 1_000_000L;

  /**
   * Time that goes on in steps from 0, each taken only when all who live by it have seen where it
   * stands and sleep; so how busy this machine is decides nothing.
   */
  private static final class Steps implements Clock {
    private final AtomicLong now = new AtomicLong();
    private final Map<Thread, Long> seen = new ConcurrentHashMap<>();

    @Override
    public long nanos() {
      long read = now.get();
      seen.put(Thread.currentThread(), read);
      return read;
    }

    @Override
    public long epochMillis() {
      return now.get() / MS;
    }

    private boolean isSleeper(Thread thread) {
      return thread.getState() == Thread.State.TIMED_WAITING
          && seen.getOrDefault(thread, -1L) == now.get();
    }

    /** Goes on until all have ended. */
    void run(long step, List<Thread> threads) {
      while (threads.stream().anyMatch(Thread::isAlive)) {
        if (threads.stream().filter(Thread::isAlive).allMatch(this::isSleeper)) {
          now.addAndGet(step);
          threads.forEach(LockSupport::unpark);
        } else {
          Thread.onSpinWait();
        }
      }
    }
  }

  /** Lets so many spend as much at once; when each has spent it, in order. */
  private static List<Long> spent(Cpu cpu, Steps clock, int spenders, long nanos, long step) {
    List<Long> ends = Collections.synchronizedList(new ArrayList<>());
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < spenders; i++) {
      threads.add(
          Thread.ofPlatform()
              .start(() -> {
                try {
                  cpu.spend(nanos);
                  ends.add(clock.nanos());
                } catch (InterruptedException e) {
                  Thread.currentThread().interrupt();
                }
              }));
    }
    clock.run(step, threads);
    return ends;
  }

  @Test
  void spendingTakesAsLongAsItIsWorthAndOvershootDoesNotAddUp() {
    Steps clock = new Steps();
    Cpu cpu = new CpuModel(2, clock);
    // ten long slices, most of which end between two steps
    assertThat(spent(cpu, clock, 1, 400 * MS, 15 * MS)).containsExactly(405 * MS);
  }

  @Test
  void aQuotaOfATenthMakesThirtyMillisecondsTakeThreePeriods() throws Exception {
    Cpu cpu = new CpuModel(0.1, Clock.system());
    long start = Clock.system().nanos();
    cpu.spend(30 * MS);
    assertThat(Clock.system().nanos() - start).isGreaterThan(200 * MS);
    assertThat(cpu.stat().nrThrottled()).isPositive();
  }

  @Test
  void whoeverIsInterruptedStopsComputing() throws Exception {
    Cpu cpu = new CpuModel(1, Clock.system());
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
  void manyAtOnceShareAHostFairly() {
    Steps clock = new Steps();
    Cpu cpu = CpuModel.ofHost(1, clock);
    // the first has a long slice while nobody else is there; then it is ten milliseconds for each
    assertThat(spent(cpu, clock, 4, 100 * MS, 10 * MS))
        .containsExactly(280 * MS, 380 * MS, 390 * MS, 400 * MS);
  }

  @Test
  void noCoresAreRefused() {
    assertThatThrownBy(() -> new CpuModel(0, Clock.system())).hasMessageContaining("cores");
  }
}
