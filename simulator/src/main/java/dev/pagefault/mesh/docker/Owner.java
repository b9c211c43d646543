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
 * 4711 @ start of the process, epoch milliseconds @ boot of the machine @ its PID namespace
 * </pre>
 *
 * @param boot the kernel's id of the boot, empty where it tells none
 * @param pids the namespace in which {@code pid} is meant, empty where there are none
 */
record Owner(long pid, long startMillis, String boot, String pids) {
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
    return pid + "@" + startMillis + "@" + boot + "@" + pids;
  }

  /** Whether it has certainly ended, as seen by {@code me}: of another namespace nobody knows. */
  boolean goneFor(Owner me) {
    if (!boot.equals(me.boot)) {
      return !boot.isEmpty() && !me.boot.isEmpty();
    }
    return pids.equals(me.pids)
        && ProcessHandle.of(pid).filter(it -> it.isAlive() && started(it) == startMillis).isEmpty();
  }

  private static long started(ProcessHandle process) {
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
