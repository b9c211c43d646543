package dev.pagefault.hardware;

/**
 * A JVM's memory and the container it lives in, bytes.
 *
 * @param heapMaxBytes the most that the heap may take, {@code -Xmx}
 * @param youngBytes the part of it in which objects are born; the rest is the old space
 * @param containerBytes the container's memory limit, {@code memory.max}
 * @param nativeBytes what the process takes beside its heap: classes, code, stacks, direct buffers
 */
public record HeapSpec(long heapMaxBytes, long youngBytes, long containerBytes, long nativeBytes) {
  /** A JVM with less can't even hold its own classes' objects. */
  public static final long MIN_HEAP = 32L << 20;

  /** The old space is twice the young one: HotSpot's {@code -XX:NewRatio=2}. */
  private static final int NEW_RATIO = 2;

  public HeapSpec {
    if (heapMaxBytes < MIN_HEAP) {
      throw new IllegalArgumentException(
          "a heap needs %d bytes or more: %d".formatted(MIN_HEAP, heapMaxBytes));
    }
    if (youngBytes < HeapLedger.PIECE || youngBytes > heapMaxBytes / 2) {
      throw new IllegalArgumentException(
          "the young space needs %d bytes up to half of the heap's %d: %d"
              .formatted(HeapLedger.PIECE, heapMaxBytes, youngBytes));
    }
    if (containerBytes <= 0 || nativeBytes < 0) {
      throw new IllegalArgumentException(
          "a container needs a limit above 0 and native memory of 0 or more, not %d and %d bytes"
              .formatted(containerBytes, nativeBytes));
    }
  }

  /** With a young space of a third of the heap, as the JVM divides it by default. */
  public static HeapSpec of(long heapMaxBytes, long containerBytes, long nativeBytes) {
    return new HeapSpec(heapMaxBytes, heapMaxBytes / (NEW_RATIO + 1), containerBytes, nativeBytes);
  }

  /** With other limits; the young space keeps its share of the heap. */
  HeapSpec limited(long newHeapMax, long newContainer) {
    double share = (double) youngBytes / heapMaxBytes;
    long young =
        Math.max(HeapLedger.PIECE, Math.min(Math.round(share * newHeapMax), newHeapMax / 2));
    return new HeapSpec(newHeapMax, young, newContainer, nativeBytes);
  }

  /** With other native memory. */
  HeapSpec withNative(long bytes) {
    return new HeapSpec(heapMaxBytes, youngBytes, containerBytes, bytes);
  }

  long oldBytes() {
    return heapMaxBytes - youngBytes;
  }
}
