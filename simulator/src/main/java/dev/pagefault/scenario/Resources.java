package dev.pagefault.scenario;

import java.util.Optional;
import java.util.Set;

/**
 * The settings by which an instance is given processor and memory, and the values they take. The
 * same for lint and for a running mesh.
 */
public final class Resources {
  /** The container's processor limit, in cores. */
  public static final String CPU_LIMIT = "cpu.limit";

  /** The container's memory limit. */
  public static final String MEMORY_LIMIT = "memory.limit";

  /** The most that the heap may take: {@code -Xmx}. */
  public static final String HEAP_MAX = "heap.max";

  /** All of them. */
  public static final Set<String> KEYS = Set.of(CPU_LIMIT, MEMORY_LIMIT, HEAP_MAX);

  /** Least processor that an instance may have, cores. */
  public static final double CPU_MIN = 0.05;

  /** Most processor that an instance may have, cores. */
  public static final double CPU_MAX = 16;

  /** Least memory that a container may have, bytes. */
  public static final long MEMORY_MIN = 64L << 20;

  /** Most memory that a container may have, bytes. */
  public static final long MEMORY_MAX = 8L << 30;

  /** Least that may be set as a heap's most, bytes: with less a JVM can't hold its own classes. */
  public static final long HEAP_MIN = 32L << 20;

  /** Most that may be set as a heap's most, bytes. */
  public static final long HEAP_MAX_BYTES = 4L << 30;

  private Resources() {}

  /** What is wrong with a value of one of {@link #KEYS}; empty for a good one and other keys. */
  static Optional<String> wrong(String key, String value) {
    return switch (key) {
      case CPU_LIMIT -> cores(value);
      case MEMORY_LIMIT -> size(value, MEMORY_MIN, MEMORY_MAX);
      case HEAP_MAX -> size(value, HEAP_MIN, HEAP_MAX_BYTES);
      default -> Optional.empty();
    };
  }

  /**
   * Whether a value gives an instance more processor than the topology's {@code cores}: that is all
   * a node has for one of them, as the limit range of a Kubernetes namespace says it, and more is
   * to be had from more nodes only.
   */
  public static boolean beyond(String key, String value, double cores) {
    return key.equals(CPU_LIMIT) && cores(value).isEmpty() && Double.parseDouble(value) > cores;
  }

  private static Optional<String> cores(String value) {
    boolean good =
        value.matches("\\d{1,3}(\\.\\d{1,3})?")
            && Double.parseDouble(value) >= CPU_MIN
            && Double.parseDouble(value) <= CPU_MAX;
    return good ? Optional.empty() : Optional.of("write cores from 0.05 to 16, such as 0.5");
  }

  private static Optional<String> size(String value, long min, long max) {
    try {
      long bytes = ByteSize.parse(value).bytes();
      if (bytes >= min && bytes <= max) {
        return Optional.empty();
      }
    } catch (IllegalArgumentException e) {
      // said below, with the bounds
    }
    return Optional.of(
        "write a size from %s to %s, such as 256m or 512Mi"
            .formatted(new ByteSize(min), new ByteSize(max)));
  }
}
