package dev.pagefault.hardware;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a JVM's heap holds and when it stops to collect, on paper. Pure arithmetic over the instants
 * it is given (nanoseconds of one monotonic clock); never sleeps; not safe for several threads at
 * once, except that {@link Charged} synchronizes on it.
 *
 * <pre>
 *   young space Y              old space O
 *   ┌──────────────────┐       ┌──────────────────────────────────┐
 *   │▓▓░░░░░░░░░       │  ──▶  │▓▓▓▓▓▓▓▓▓▓▓░░░░▓▓░                │   ▓ held   ░ garbage
 *   └──────────────────┘       └──────────────────────────────────┘
 *    full: minor GC, what is    no room for it: full GC, all garbage
 *    held moves to the old      goes; what doesn't fit takes of Y
 * </pre>
 *
 * <p>Pauses: a minor GC copies what is held, {@code 2 ms + 1 ms/MiB promoted}; a full GC marks and
 * compacts, {@code 20 ms + 2 ms/MiB alive}; garbage costs neither anything. With {@code a} bytes/s
 * allocated there is a minor GC each {@code Y/a}. When the live set {@code L} outgrows the old
 * space every GC is a full one and frees only {@code M − L} of the heap {@code M}, so that the
 * share of time stood still rises as {@code p / (p + (M − L)/a)} until an allocation doesn't fit
 * what a full GC left: {@link HeapEnd.OutOfMemory}. Whatever was in use once stays the process':
 * when it and the native memory exceed the container's limit, the kernel kills first: {@link
 * HeapEnd.OomKilled}.
 *
 * <p>That is the Serial collection, which HotSpot chooses in a container of less than two
 * processors or 1792 MiB (GC Tuning Guide, "Available Collectors"; for the costs: Jones, Hosking,
 * Moss, "The Garbage Collection Handbook", ch. 3 and 9). Simplified: no survivor spaces (what is
 * held at a minor GC is promoted at once), round speeds instead of measured ones, a pause takes no
 * processor time, and the heap never shrinks. Serial has no GC overhead limit, and neither has
 * this.
 */
final class HeapLedger {
  /** Garbage comes in objects up to this size; what a full GC leaves must hold one. Bytes. */
  static final long PIECE = 1L << 20;

  private static final double MIB = 1L << 20;
  private static final long MINOR = 2_000_000L;
  private static final double MINOR_PER_MIB = 1_000_000;
  private static final long MAJOR = 20_000_000L;
  private static final double MAJOR_PER_MIB = 2_000_000;

  /** Born where it is old already: too large for the young space. */
  private static final int OLD_AT_BIRTH = -1;

  /** What is new since it was last asked. */
  record News(List<GcPause> pauses, @Nullable HeapEnd end) {
    private static final News NONE = new News(List.of(), null);
  }

  private final LiveObjects objects = new LiveObjects();
  private final PauseTally pauses = new PauseTally();
  private final List<GcPause> untold = new ArrayList<>();
  private HeapSpec spec;

  /** In use, garbage included, and held; by space. What is old may take of the young space. */
  private long young;

  private long youngLive;
  private long old = LiveObjects.BASE_BYTES;
  private long oldLive = LiveObjects.BASE_BYTES;

  private long committed = LiveObjects.BASE_BYTES;
  private long allocated;
  private long promoted;
  private long liveData;
  private int collections;
  private long pauseEnds;
  private @Nullable HeapEnd end;
  private boolean told;

  HeapLedger(HeapSpec spec, long origin) {
    this.spec = spec;
    this.pauseEnds = origin;
  }

  /** Takes room for garbage, which nobody holds for longer than it takes to make it. */
  void allocate(long bytes, long now) {
    long left = bytes;
    while (left > 0 && end == null && (youngFree() > 0 || collect(Math.min(left, PIECE), now))) {
      long taken = Math.min(left, youngFree());
      young += taken;
      allocated += taken;
      left -= taken;
      commit();
    }
  }

  /** Takes room for one object that is held until it is released. */
  Charged retain(String type, long bytes, long now) {
    boolean large = bytes > spec.youngBytes();
    if (end != null || !(large ? oldRoom(bytes, now) : youngRoom(bytes, now))) {
      return new Charged(this, LiveObjects.MAX_TYPES, OLD_AT_BIRTH, 0);
    }
    allocated += bytes;
    if (large) {
      old += bytes;
      oldLive += bytes;
    } else {
      young += bytes;
      youngLive += bytes;
    }
    commit();
    return new Charged(this, objects.add(type, bytes), large ? OLD_AT_BIRTH : collections, bytes);
  }

  /** Makes garbage of what was held. */
  void release(Charged held) {
    if (end != null) {
      return;
    }
    objects.remove(held.place, held.bytes);
    if (held.birth == collections) {
      youngLive -= held.bytes;
    } else {
      oldLive -= held.bytes;
    }
  }

  /** {@code System.gc()}. */
  void collect(long now) {
    if (end == null) {
      major(GcPause.Cause.SYSTEM_GC, now);
    }
  }

  /** Other limits from now on; what no longer fits is collected, and may be the end. */
  void limit(long heapMax, long container, long now) {
    spec = spec.limited(heapMax, container);
    if (end != null) {
      return;
    }
    if (young + old > heapMax) {
      major(GcPause.Cause.ALLOCATION_FAILURE, now);
    }
    if (old > heapMax) {
      outOfMemory(0);
    }
    committed = Math.min(committed, heapMax);
    commit();
  }

  /** Other native memory from now on. */
  void nativeMemory(long bytes) {
    spec = spec.withNative(bytes);
    commit();
  }

  /** When the last pause ends, or ended. */
  long pauseEnds() {
    return pauseEnds;
  }

  /** The end, when it has come. */
  @Nullable HeapEnd end() {
    return end;
  }

  /** What happened since it was last asked; each thing is told once. */
  News news() {
    if (untold.isEmpty() && (end == null || told)) {
      return News.NONE;
    }
    News news = new News(List.copyOf(untold), told ? null : end);
    untold.clear();
    told = end != null;
    return news;
  }

  ClassHistogram histogram() {
    return objects.histogram();
  }

  HeapSpec spec() {
    return spec;
  }

  HeapStat stat() {
    long inOldSpace = Math.min(old, spec.oldBytes());
    return new HeapStat(
        young + old - inOldSpace,
        spec.youngBytes(),
        inOldSpace,
        spec.oldBytes(),
        committed,
        spec.nativeBytes(),
        spec.containerBytes(),
        allocated,
        promoted,
        liveData,
        spec.oldBytes(),
        pauses.all(),
        youngLive + oldLive);
  }

  private long youngFree() {
    return Math.max(0, Math.min(spec.youngBytes(), spec.heapMaxBytes() - old) - young);
  }

  private boolean youngRoom(long bytes, long now) {
    return youngFree() >= bytes || collect(bytes, now);
  }

  private boolean oldRoom(long bytes, long now) {
    if (old + bytes <= spec.oldBytes()) {
      return true;
    }
    major(GcPause.Cause.ALLOCATION_FAILURE, now);
    return old + bytes <= spec.heapMaxBytes() || outOfMemory(bytes);
  }

  /** Collects because {@code bytes} don't fit the young space; false when they don't even then. */
  private boolean collect(long bytes, long now) {
    if (old + youngLive <= spec.oldBytes()) {
      minor(now);
    } else {
      major(GcPause.Cause.ALLOCATION_FAILURE, now);
    }
    return youngFree() >= bytes || outOfMemory(bytes);
  }

  private boolean outOfMemory(long wanted) {
    end = new HeapEnd.OutOfMemory(wanted, youngLive + oldLive, spec.heapMaxBytes());
    return false;
  }

  private void minor(long now) {
    long before = young + old;
    long nanos = MINOR + Math.round(youngLive / MIB * MINOR_PER_MIB);
    old += youngLive;
    age();
    pause(GcPause.Kind.MINOR, GcPause.Cause.ALLOCATION_FAILURE, now, nanos, before);
  }

  private void major(GcPause.Cause cause, long now) {
    long before = young + old;
    long live = youngLive + oldLive;
    long nanos = MAJOR + Math.round(live / MIB * MAJOR_PER_MIB);
    old = live;
    liveData = Math.min(live, spec.oldBytes());
    age();
    pause(GcPause.Kind.MAJOR, cause, now, nanos, before);
  }

  private void age() {
    promoted += youngLive;
    oldLive += youngLive;
    youngLive = 0;
    young = 0;
  }

  private void pause(
      GcPause.Kind kind, GcPause.Cause cause, long now, long nanos, long beforeBytes) {
    long began = Math.max(now, pauseEnds);
    pauseEnds = began + nanos;
    GcPause pause =
        new GcPause(collections, kind, cause, began, nanos, beforeBytes, old, spec.heapMaxBytes());
    collections++;
    untold.add(pause);
    pauses.add(pause);
  }

  /** The kernel gives the memory that came into use, or kills. */
  private void commit() {
    committed = Math.max(committed, young + old);
    long resident = committed + spec.nativeBytes();
    if (end == null && resident > spec.containerBytes()) {
      end =
          new HeapEnd.OomKilled(resident, spec.containerBytes(), young + old, spec.heapMaxBytes());
    }
  }
}
