package dev.pagefault.hardware;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * What the kernel tells a container of itself, read anew at each question. Any thread.
 *
 * <pre>
 *               version 2          version 1
 *   processor   cpu.stat           cpu/cpu.stat, cpuacct/cpuacct.usage
 *               cpu.max            cpu/cpu.cfs_quota_us, cpu/cpu.cfs_period_us
 *   memory      memory.current     memory/memory.usage_in_bytes
 *               memory.max         memory/memory.limit_in_bytes
 *               memory.stat        memory/memory.stat
 * </pre>
 *
 * <p>A file that is missing counts as zero: no container, or a kernel that doesn't count it.
 * Source: kernel documentation, admin-guide/cgroup-v2, admin-guide/cgroup-v1/memory and cpuacct,
 * scheduler/sched-bwc.
 */
public final class Cgroup {
  /** From here on a limit is none: version 1 knows no other word for it. Bytes. */
  private static final long NO_LIMIT = 1L << 62;

  private final Function<String, Optional<String>> files;

  /** Where a container sees its own cgroup: {@code /sys/fs/cgroup}. */
  Cgroup(Path root) {
    this(file -> read(root.resolve(file)));
  }

  /** Somebody else's, whose files are read by their names below that folder. */
  public Cgroup(Function<String, Optional<String>> files) {
    this.files = files;
  }

  /** The container's processors' counters, since it was started. */
  CpuStat cpu() {
    Map<String, Long> stat = table("cpu.stat");
    if (stat.containsKey("usage_usec")) {
      return new CpuStat(
          stat.getOrDefault("nr_periods", 0L),
          stat.getOrDefault("nr_throttled", 0L),
          stat.getOrDefault("throttled_usec", 0L),
          stat.getOrDefault("usage_usec", 0L));
    }
    Map<String, Long> old = table("cpu/cpu.stat", "cpu,cpuacct/cpu.stat");
    return new CpuStat(
        old.getOrDefault("nr_periods", 0L),
        old.getOrDefault("nr_throttled", 0L),
        old.getOrDefault("throttled_time", 0L) / 1_000,
        number("cpuacct/cpuacct.usage", "cpu,cpuacct/cpuacct.usage") / 1_000);
  }

  /** How many cores its quota allows it; 0 when there is none. */
  double cpuCores() {
    String[] max = text("cpu.max").split("\\s+", -1);
    boolean unified = max.length > 1;
    long quota =
        unified ? parsed(max[0]) : number("cpu/cpu.cfs_quota_us", "cpu,cpuacct/cpu.cfs_quota_us");
    long period =
        unified ? parsed(max[1]) : number("cpu/cpu.cfs_period_us", "cpu,cpuacct/cpu.cfs_period_us");
    return quota > 0 && period > 0 ? (double) quota / period : 0;
  }

  /** What the container has in use, the file cache included; bytes. */
  long memoryUsed() {
    return number("memory.current", "memory/memory.usage_in_bytes");
  }

  /** What the kernel kills at, bytes; 0 when there is no limit. */
  long memoryLimit() {
    long limit = number("memory.max", "memory/memory.limit_in_bytes");
    return limit < NO_LIMIT ? limit : 0;
  }

  /**
   * What is in use without the files that the kernel would drop first, bytes: cAdvisor's {@code
   * container_memory_working_set_bytes}.
   */
  long workingSet() {
    Map<String, Long> stat = table("memory.stat", "memory/memory.stat");
    long inactive = stat.getOrDefault("inactive_file", 0L);
    return Math.max(0, memoryUsed() - stat.getOrDefault("total_inactive_file", inactive));
  }

  /** Lines such as {@code nr_periods 12}. */
  private Map<String, Long> table(String... files) {
    Map<String, Long> table = new HashMap<>();
    for (String line : text(files).lines().toList()) {
      int space = line.indexOf(' ');
      if (space > 0) {
        table.put(line.substring(0, space), parsed(line.substring(space + 1)));
      }
    }
    return table;
  }

  private long number(String... files) {
    return parsed(text(files));
  }

  private static long parsed(String digits) {
    try {
      return Long.parseLong(digits.strip());
    } catch (NumberFormatException e) {
      return 0; // "max", or no such file
    }
  }

  /** The first of these files that can be read; empty when none can. */
  private String text(String... names) {
    return Stream.of(names).map(files).flatMap(Optional::stream).findFirst().orElse("");
  }

  private static Optional<String> read(Path file) {
    try {
      return Optional.of(Files.readString(file));
    } catch (IOException e) {
      return Optional.empty(); // the other version's
    }
  }
}
