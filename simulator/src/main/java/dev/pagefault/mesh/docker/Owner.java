package dev.pagefault.mesh.docker;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The process that containers belong to, as their label says it, so that the next one can tell
 * which of them nobody will ever stop.
 *
 * <pre>
 * 4711 @ start of the process @ boot of the machine @ its PID namespace
 * </pre>
 *
 * @param started when the process was: clock ticks since the boot, which nobody can set as a clock;
 *     where no kernel tells them, epoch milliseconds
 * @param boot the kernel's id of the boot, empty where it tells none
 * @param pids the namespace in which {@code pid} is meant, empty where there are none
 */
record Owner(long pid, long started, String boot, String pids) {
  /** Of the fields of {@code /proc/PID/stat} after the process' name: proc(5), starttime. */
  private static final int START_TIME = 19;

  private static final Path BOOT = Path.of("/proc/sys/kernel/random/boot_id");
  private static final Path NAMESPACE = Path.of("/proc/self/ns/pid");

  /** This process. */
  static Owner self() {
    ProcessHandle own = ProcessHandle.current();
    return new Owner(own.pid(), started(own), bootId(), namespace());
  }

  /** From a label; empty for what is none of ours. */
  static Optional<Owner> parse(String label) {
    String[] parts = label.split("@", -1);
    if (parts.length != 4 || !parts[0].matches("\\d{1,18}") || !parts[1].matches("\\d{1,18}")) {
      return Optional.empty();
    }
    return Optional.of(
        new Owner(Long.parseLong(parts[0]), Long.parseLong(parts[1]), parts[2], parts[3]));
  }

  /** As a label. */
  String label() {
    return pid + "@" + started + "@" + boot + "@" + pids;
  }

  /** Whether it has certainly ended, as seen by {@code me}: of another namespace nobody knows. */
  boolean goneFor(Owner me) {
    if (!boot.equals(me.boot)) {
      return !boot.isEmpty() && !me.boot.isEmpty();
    }
    return pids.equals(me.pids)
        && ProcessHandle.of(pid).filter(it -> it.isAlive() && started(it) == started).isEmpty();
  }

  private static long started(ProcessHandle process) {
    try {
      String stat = Files.readString(Path.of("/proc", Long.toString(process.pid()), "stat"));
      String afterName = stat.substring(stat.lastIndexOf(')') + 2);
      return Long.parseLong(afterName.split(" ", -1)[START_TIME]);
    } catch (IOException e) {
      return startedMillis(process); // no Linux
    }
  }

  private static long startedMillis(ProcessHandle process) {
    return process.info().startInstant().map(it -> it.toEpochMilli()).orElse(0L);
  }

  private static String bootId() {
    try {
      return Files.readString(BOOT).strip();
    } catch (IOException e) {
      return ""; // no Linux
    }
  }

  private static String namespace() {
    try {
      return Files.readSymbolicLink(NAMESPACE).toString();
    } catch (IOException | UnsupportedOperationException e) {
      return ""; // no Linux
    }
  }
}
