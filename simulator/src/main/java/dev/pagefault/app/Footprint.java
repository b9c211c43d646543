package dev.pagefault.app;

import com.sun.management.UnixOperatingSystemMXBean;
import dev.pagefault.bot.Proof;
import dev.pagefault.hardware.ClassHistogram;
import dev.pagefault.hardware.JvmHistogram;
import java.lang.management.ManagementFactory;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * What the process holds once everything that nothing refers to any more was collected. Taken
 * before and after drills it shows whether one outlived its end.
 *
 * @param threads platform threads by name, numbers left out, without pools that every drill shares
 * @param virtualThreads threads of requests, workers and loops
 * @param descriptors open files and sockets; 0 where the system doesn't tell
 * @param timers tasks that wait for their time, in any scheduler
 * @param parts drills, meshes, instances, proxies, loads and stores of telemetry that are referred
 *     to
 * @param bytes retained on the heap
 */
record Footprint(
    Map<String, Long> threads,
    long virtualThreads,
    long descriptors,
    long timers,
    long parts,
    long bytes) {
  /**
   * What may be retained beyond what was before: code that was reached for the first time keeps its
   * constants and caches. One mesh that stayed would keep more than this.
   */
  static final long BYTES_MARGIN = 8 << 20;

  /** How long idle threads of pools, and a JDK's client's connection, stay. */
  private static final int STOPS_WITHIN_SECONDS = 30;

  /** Pools of the process and the JVM's own threads, which come and go as there is work. */
  private static final Set<String> SHARED =
      Set.of(
          "ForkJoinPool",
          "vert.x",
          "Keep-Alive-Timer",
          "HttpClient",
          "globalEventExecutor",
          "Cleaner-",
          "Common-Cleaner");

  private static final Set<String> TIMERS =
      Set.of(
          "io.netty.util.concurrent.ScheduledFutureTask",
          "java.util.concurrent.ScheduledThreadPoolExecutor$ScheduledFutureTask");

  /** Each holds on to the rest of its part. */
  private static final Set<String> PARTS =
      Set.of(
          "dev.pagefault.drill.Drill",
          "dev.pagefault.load.Load",
          "dev.pagefault.mesh.Instance",
          "dev.pagefault.mesh.Mesh",
          "dev.pagefault.telemetry.Telemetry",
          "dev.pagefault.toxiproxy.Proxy");

  /** As it is now. Stops the process for a full collection, which takes as long as it takes. */
  static Footprint now() {
    ClassHistogram live = JvmHistogram.now();
    return new Footprint(
        Thread.getAllStackTraces().keySet().stream()
            .map(thread -> thread.getName().replaceAll("[0-9]+", "N"))
            .filter(name -> SHARED.stream().noneMatch(name::startsWith))
            .collect(Collectors.groupingBy(name -> name, TreeMap::new, Collectors.counting())),
        instances(live, "java.lang.VirtualThread"::equals),
        ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix
            ? unix.getOpenFileDescriptorCount()
            : 0,
        instances(live, TIMERS::contains),
        instances(live, PARTS::contains),
        live.rows().stream().mapToLong(ClassHistogram.Row::bytes).sum());
  }

  /** The same where so many more connections may stay open, for the next who needs one. */
  Footprint with(int connections) {
    return new Footprint(threads, virtualThreads, descriptors + connections, timers, parts, bytes);
  }

  /** What is left once everything had time to stop. */
  static Footprint settled(Footprint before) throws InterruptedException {
    Footprint left = now();
    for (int i = 0; i < STOPS_WITHIN_SECONDS && !left.within(before); i++) {
      TimeUnit.SECONDS.sleep(1);
      left = now();
    }
    return left;
  }

  /** Whether no drill that was played since outlived its end. */
  Proof.Gate leaves(Footprint after) {
    return new Proof.Gate(
        "all",
        0,
        "no drill outlived its end",
        after.within(this),
        "before: " + this + "; after: " + after);
  }

  /** Whether nothing is there that was not there before, but for what code keeps for itself. */
  private boolean within(Footprint before) {
    return threads.entrySet().stream()
            .allMatch(it -> it.getValue() <= before.threads.getOrDefault(it.getKey(), 0L))
        && virtualThreads <= before.virtualThreads
        && descriptors <= before.descriptors
        && timers <= before.timers
        && parts <= before.parts
        && bytes <= before.bytes + BYTES_MARGIN;
  }

  private static long instances(ClassHistogram live, Predicate<String> name) {
    return live.rows().stream()
        .filter(row -> name.test(row.name()))
        .mapToLong(ClassHistogram.Row::instances)
        .sum();
  }
}
