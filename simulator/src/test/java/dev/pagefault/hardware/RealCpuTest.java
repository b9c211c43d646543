package dev.pagefault.hardware;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.pagefault.time.Clock;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Measured by what threads computed, never by how long it took: the machine may be busy. */
class RealCpuTest {
  private static final long MS = 1_000_000L;
  private static final ThreadMXBean TIMES = ManagementFactory.getThreadMXBean();

  @TempDir Path cgroup;

  private final Set<Thread> before = Set.copyOf(Thread.getAllStackTraces().keySet());

  /** Threads that burn for this test. */
  private List<Thread> burners() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().equals(Burners.NAME) && !before.contains(thread))
        .toList();
  }

  /** What they have computed, nanoseconds. */
  private long burned() {
    return burners().stream()
        .mapToLong(thread -> Math.max(0, TIMES.getThreadCpuTime(thread.threadId())))
        .sum();
  }

  /** Spends on a virtual thread, as steps do; keeps an interruption. */
  private static Thread spend(Cpu cpu, long nanos, AtomicReference<Throwable> seen) {
    return Thread.startVirtualThread(() -> {
      try {
        cpu.spend(nanos);
      } catch (InterruptedException e) {
        seen.set(e);
      }
    });
  }

  @Test
  void whatIsSpentIsComputedByOtherThreads() throws Exception {
    try (RealMachine machine = new RealMachine(Clock.system(), cgroup)) {
      AtomicReference<Throwable> seen = new AtomicReference<>();
      spend(machine.cpu(1), 50 * MS, seen).join();
      assertThat(burned()).isBetween(50 * MS, 100 * MS);
      assertThat(seen.get()).isNull();
    }
  }

  @Test
  void whoeverIsInterruptedStopsComputing() throws Exception {
    try (Burners burners = new Burners()) {
      Cpu cpu = new RealCpu(1, 1, burners, new Cgroup(cgroup), Clock.system());
      AtomicReference<Throwable> seen = new AtomicReference<>();
      Thread worker = spend(cpu, 600_000 * MS, seen);
      await().until(() -> burned() > MS);
      worker.interrupt();
      worker.join();
      assertThat(seen.get()).isInstanceOf(InterruptedException.class);
      await().until(() -> burners.burning() == 0);
      cpu.spend(5 * MS); // a thread that was interrupted works on
      await().until(() -> burners.burning() == 0);
    }
  }

  @Test
  void aMachineThatIsClosedStopsAllComputing() throws Exception {
    AtomicReference<Throwable> seen = new AtomicReference<>();
    Thread worker;
    try (RealMachine machine = new RealMachine(Clock.system(), cgroup)) {
      worker = spend(machine.cpu(1), 600_000 * MS, seen);
      await().until(() -> burned() > MS);
    }
    worker.join();
    assertThat(seen.get()).isInstanceOf(InterruptedException.class);
    await().until(() -> burners().isEmpty());
  }

  @Test
  void ofALargerMachineAShareIsComputedAndTheRestWaited() throws Exception {
    Clock clock = Clock.system();
    try (RealMachine machine = new RealMachine(clock, cgroup, 0.1)) {
      long began = clock.nanos();
      machine.cpu(16).spend(200 * MS);
      assertThat(clock.nanos() - began).isGreaterThanOrEqualTo(199 * MS);
      assertThat(burned()).isBetween(19 * MS, 100 * MS);
    }
  }

  @Test
  void smallAmountsAreComputedWhenTheyAreWorthIt() throws Exception {
    try (RealMachine machine = new RealMachine(Clock.system(), cgroup)) {
      Cpu cpu = machine.cpu(1);
      for (long spent = 0; spent + 1_000 < RealCpu.WORTH_NANOS; spent += 1_000) {
        cpu.spend(1_000);
      }
      assertThat(burners()).isEmpty();
      cpu.spend(1_000);
      assertThat(burners()).hasSize(1);
      for (int i = 0; i < 1_000; i++) {
        cpu.spend(7_000);
      }
      assertThat(burned()).isGreaterThanOrEqualTo(7 * MS);
    }
  }

  @Test
  void theLimitIsRememberedAndTheCountersAreTheContainers() throws IOException {
    Files.writeString(
        cgroup.resolve("cpu.stat"),
        "usage_usec 900\nnr_periods 7\nnr_throttled 2\nthrottled_usec 30\n");
    try (RealMachine machine = new RealMachine(Clock.system(), cgroup)) {
      Cpu cpu = machine.cpu(0.5);
      assertThat(cpu.cores()).isEqualTo(0.5);
      cpu.limit(2);
      assertThat(cpu.cores()).isEqualTo(2);
      assertThat(cpu.stat()).isEqualTo(new CpuStat(7, 2, 30, 900));
      assertThatThrownBy(() -> cpu.limit(0)).hasMessageContaining("cores");
      assertThatThrownBy(() -> machine.cpu(0)).hasMessageContaining("cores");
    }
  }

  @Test
  void whoeverUsesUpTheQuotaHasUsedTheLimit() throws IOException {
    Path stat = cgroup.resolve("cpu.stat");
    Files.writeString(stat, "usage_usec 1000\n");
    try (RealMachine machine = new RealMachine(Clock.system(), cgroup, 0.25)) {
      Cpu cpu = machine.cpu(1);
      assertThat(cpu.stat().usageMicros()).isEqualTo(1_000); // no quota yet
      Files.writeString(cgroup.resolve("cpu.max"), "35000 100000\n");
      Files.writeString(stat, "usage_usec 36000\n");
      assertThat(cpu.stat().usageMicros()).isEqualTo(101_000);
      cpu.limit(2);
      Files.writeString(cgroup.resolve("cpu.max"), "60000 100000\n");
      Files.writeString(stat, "usage_usec 66000\n");
      assertThat(cpu.stat().usageMicros()).isEqualTo(201_000); // it never falls
    }
  }
}
