package dev.pagefault.mesh;

import dev.pagefault.hardware.HeapSpec;
import dev.pagefault.scenario.Resources;
import java.math.BigDecimal;

/**
 * What an instance is given of the machine, by the keys of {@link Settings}.
 *
 * <pre>
 *   memory.limit 512Mi  ├── native 112Mi ──┼─────── heap, at most heap.max 256m ───────┤ spare ┤
 * </pre>
 *
 * <p>With these defaults a service that holds nothing is collected for 2 ms every ten seconds or
 * so, and the container is never half full.
 *
 * @param cores of processor, {@code cpu.max}
 * @param memoryBytes of the container, {@code memory.max}
 * @param heapBytes the most that the heap may take, {@code -Xmx}
 */
public record ResourceLimits(double cores, long memoryBytes, long heapBytes) {
  /** A container's memory where nobody says otherwise. */
  static final String MEMORY = "512Mi";

  /** A heap's most where nobody says otherwise: half of the container. */
  static final String HEAP = "256m";

  /** What a small HTTP service takes beside its heap: classes, code, stacks, buffers. Bytes. */
  static final long NATIVE_BYTES = 112L << 20;

  /** Throws {@link IllegalArgumentException} that names the key. */
  public static ResourceLimits of(InstanceSpec spec) {
    Tuning tuning = new Tuning(spec.settings());
    return new ResourceLimits(
        tuning.decimal(Resources.CPU_LIMIT, spec.cores(), Resources.CPU_MIN, Resources.CPU_MAX),
        tuning.bytes(Resources.MEMORY_LIMIT, MEMORY, Resources.MEMORY_MIN, Resources.MEMORY_MAX),
        tuning.bytes(Resources.HEAP_MAX, HEAP, Resources.HEAP_MIN, Resources.HEAP_MAX_BYTES));
  }

  /** The memory of a process that starts under these limits. */
  HeapSpec heap() {
    return HeapSpec.of(heapBytes, memoryBytes, NATIVE_BYTES);
  }

  /** A number of cores as a setting holds it: {@code 2}, {@code 0.5}. */
  static String written(double cores) {
    return BigDecimal.valueOf(cores).stripTrailingZeros().toPlainString();
  }
}
