package dev.pagefault.hardware;

/**
 * One collection: the world stood still for it.
 *
 * @param number counted from 0
 * @param kind what was collected
 * @param cause why
 * @param beganNanos when it began, on the clock the heap was given
 * @param nanos how long it took
 * @param beforeBytes heap used before
 * @param afterBytes heap used after
 * @param heapMaxBytes the most the heap may take
 */
public record GcPause(
    long number,
    Kind kind,
    Cause cause,
    long beganNanos,
    long nanos,
    long beforeBytes,
    long afterBytes,
    long heapMaxBytes) {

  /** The two collectors of the Serial collection, named as its GarbageCollectorMXBeans are. */
  public enum Kind {
    MINOR("Copy", "end of minor GC", "Pause Young"),
    MAJOR("MarkSweepCompact", "end of major GC", "Pause Full");

    private final String gc;
    private final String action;
    private final String title;

    Kind(String gc, String action, String title) {
      this.gc = gc;
      this.action = action;
      this.title = title;
    }

    /** The tag {@code gc} of {@code jvm.gc.pause}. */
    public String gc() {
      return gc;
    }

    /** The tag {@code action} of {@code jvm.gc.pause}. */
    public String action() {
      return action;
    }
  }

  /** Why a collection ran; the tag {@code cause} of {@code jvm.gc.pause}. */
  public enum Cause {
    ALLOCATION_FAILURE("Allocation Failure"),
    SYSTEM_GC("System.gc()");

    private final String words;

    Cause(String words) {
      this.words = words;
    }

    /** In HotSpot's words. */
    public String words() {
      return words;
    }
  }

  /** The line that {@code -Xlog:gc} writes. */
  public String logLine() {
    return "GC(%d) %s (%s) %dM->%dM(%dM) %d.%03dms"
        .formatted(
            number,
            kind.title,
            cause.words,
            beforeBytes >> 20,
            afterBytes >> 20,
            heapMaxBytes >> 20,
            nanos / 1_000_000,
            nanos / 1_000 % 1_000);
  }
}
