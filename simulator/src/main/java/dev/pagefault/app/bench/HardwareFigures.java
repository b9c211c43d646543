package dev.pagefault.app.bench;

import dev.pagefault.hardware.Cpu;
import dev.pagefault.hardware.CpuModel;
import dev.pagefault.hardware.Heap;
import dev.pagefault.hardware.HeapModel;
import dev.pagefault.hardware.HeapSpec;
import dev.pagefault.hardware.Retained;
import dev.pagefault.hardware.Volume;
import dev.pagefault.hardware.VolumeSpec;
import dev.pagefault.time.Clock;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.List;

/**
 * What the models of the hardware cost by themselves: this machine's processor time for one
 * operation that need not wait. A step of an instance does one or two of each.
 */
final class HardwareFigures {
  private static final String BENCH = "hardware";
  private static final int WARM_UP = 200_000;
  private static final int OPERATIONS = 200_000;
  private static final int ROUNDS = 7;

  /** So much that nothing waits. */
  private static final double PLENTY = 1e9;

  private static final long KB = 1L << 10;
  private static final long MB = 1L << 20;
  private static final int ENTRY = 40 * 1024;

  private final Clock clock;
  private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();

  HardwareFigures(Clock clock) {
    this.clock = clock;
  }

  /** Something that is measured many times in a row. */
  private interface Operation {
    void run() throws InterruptedException;
  }

  List<Figure> measure() throws InterruptedException {
    Cpu cpu = new CpuModel(4, clock);
    Heap heap = new HeapModel(HeapSpec.of(256 * MB, 512 * MB, 112 * MB), end -> {}, clock);
    Volume volume =
        new Volume(new VolumeSpec(PLENTY, PLENTY, 0, 1024 * 1024 * MB, 1024 * MB), clock);
    List<Figure> figures = new ArrayList<>();
    figures.add(figure("a step's processor time", () -> cpu.spend(1)));
    figures.add(figure("a step's garbage, collections included", () -> heap.allocate(8 * KB)));
    figures.add(
        figure(
            "an entry that is kept and let go",
            () -> {
              Retained entry = heap.retain("Entry", ENTRY);
              entry.release();
            }));
    figures.add(figure("a page of a volume", () -> volume.io(Volume.Kind.WRITE, 16 * KB)));
    return figures;
  }

  private Figure figure(String name, Operation operation) throws InterruptedException {
    run(operation, WARM_UP);
    List<Double> rounds = new ArrayList<>();
    for (int round = 0; round < ROUNDS; round++) {
      long before = threads.getCurrentThreadCpuTime();
      run(operation, OPERATIONS);
      rounds.add((threads.getCurrentThreadCpuTime() - before) / 1e3 / OPERATIONS);
    }
    return Figure.atMost(
        BENCH, "models: " + name, rounds.stream().sorted().toList().get(ROUNDS / 2), "µs", 5);
  }

  private static void run(Operation operation, int times) throws InterruptedException {
    for (int i = 0; i < times; i++) {
      operation.run();
    }
  }
}
