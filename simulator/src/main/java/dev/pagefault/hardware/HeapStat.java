package dev.pagefault.hardware;

import java.util.List;

/**
 * A heap's figures since it was made, under which Micrometer's JVM metrics can be published; bytes
 * unless said.
 *
 * @param edenUsed {@code jvm.memory.used{area="heap",id="Eden Space"}}
 * @param edenMax {@code jvm.memory.max} of the same
 * @param tenuredUsed {@code jvm.memory.used{area="heap",id="Tenured Gen"}}
 * @param tenuredMax {@code jvm.memory.max} of the same
 * @param committed what the heap takes of the container: most of it that was ever in use, as the
 *     JVM keeps what it touched
 * @param nonHeapUsed what the process takes of the container beside its heap
 * @param containerLimit the container's {@code memory.max}
 * @param allocated {@code jvm.gc.memory.allocated}, at any time and not only after a collection
 * @param promoted {@code jvm.gc.memory.promoted}
 * @param liveData {@code jvm.gc.live.data.size}: the old space after the last full collection
 * @param maxData {@code jvm.gc.max.data.size}
 * @param pauses {@code jvm.gc.pause} by its tags; only those that occurred
 * @param live what is held right now, which no real JVM could tell: for tests, not for trainees
 */
public record HeapStat(
    long edenUsed,
    long edenMax,
    long tenuredUsed,
    long tenuredMax,
    long committed,
    long nonHeapUsed,
    long containerLimit,
    long allocated,
    long promoted,
    long liveData,
    long maxData,
    List<Pauses> pauses,
    long live) {

  /** The collections of one kind and cause: how many, together and the longest, nanoseconds. */
  public record Pauses(
      GcPause.Kind kind, GcPause.Cause cause, long count, long sumNanos, long maxNanos) {}

  public HeapStat {
    pauses = List.copyOf(pauses);
  }

  /** Heap in use, dead objects included. */
  public long heapUsed() {
    return edenUsed + tenuredUsed;
  }

  /** {@code container.memory.rss}: what the kernel counts against the container's limit. */
  public long resident() {
    return committed + nonHeapUsed;
  }

  /** Collections of {@code kind}. */
  public long count(GcPause.Kind kind) {
    return pauses.stream().filter(p -> p.kind == kind).mapToLong(Pauses::count).sum();
  }

  /** Time stood still, nanoseconds; what it grew by is the GC overhead of the time between. */
  public long pausedNanos() {
    return pauses.stream().mapToLong(Pauses::sumNanos).sum();
  }
}
