package dev.pagefault.hardware;

import dev.pagefault.time.Clock;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.util.Optional;

/**
 * This JVM's own heap, in the container that it runs in: what is retained is really held, as a byte
 * array of the stated size, and what is allocated is really thrown away. So collections, their
 * pauses and the end are the JVM's and the kernel's, and the figures are what they tell.
 *
 * <p>The limits are set from outside, the container's on the container and {@code -Xmx} for life;
 * what is told here is only remembered. A dead process can't tell of its end: {@link #end} is
 * empty, {@link HeapListener#ended} is never called, and whoever watches the container knows. A
 * heap too small for what is wanted is an {@link OutOfMemoryError}.
 *
 * <p>Owns its subscription to the collectors and what it holds, until it is closed.
 */
final class RealHeap implements Heap, AutoCloseable {
  /** Garbage comes in pieces up to this size, bytes. */
  static final int PIECE = 64 << 10;

  private final Cgroup cgroup;
  private final JvmSpaces spaces = new JvmSpaces();
  private final MemoryMXBean memory = ManagementFactory.getMemoryMXBean();
  private final Holdings holdings = new Holdings();
  private final GcWatch collectors;
  private volatile HeapSpec spec;

  /** Written so that no compiler leaves out an allocation whose outcome nobody reads. */
  @SuppressWarnings("UnusedVariable")
  private volatile byte[] garbage = {};

  RealHeap(HeapSpec spec, HeapListener listener, Clock clock, Cgroup cgroup) {
    this.cgroup = cgroup;
    this.spec = spec;
    this.collectors = new GcWatch(spec.heapMaxBytes(), spaces, listener, clock);
  }

  /** The JVM zeroes a new array, so that all of it is in use at once. */
  @Override
  public Retained retain(String type, long bytes) {
    HeapModel.check(bytes);
    return holdings.hold(type, new byte[(int) bytes]);
  }

  @Override
  public void allocate(long bytes) {
    HeapModel.check(bytes);
    for (long left = bytes; left > 0; left -= PIECE) {
      garbage = new byte[(int) Math.min(left, PIECE)];
    }
  }

  @Override
  public void collect() {
    System.gc();
  }

  /** Remembers the container's limit; the heap's stays what it was given. */
  @Override
  public void limit(long heapMaxBytes, long containerBytes) {
    HeapSpec before = spec;
    spec = before.limited(before.heapMaxBytes(), containerBytes);
  }

  /** Returns at once: a real JVM stops its threads by itself. */
  @Override
  public void safepoint() {}

  @Override
  public Optional<HeapEnd> end() {
    return Optional.empty();
  }

  @Override
  public HeapSpec spec() {
    return spec;
  }

  /**
   * The JVM's figures and the container's. What the container has in use beside the heap counts as
   * the process' own, so that {@link HeapStat#resident} is the container's working set; without a
   * container it is what the JVM tells of itself.
   */
  @Override
  public HeapStat stat() {
    HeapSpec limits = spec;
    JvmSpaces.Used used = spaces.used();
    long committed = memory.getHeapMemoryUsage().getCommitted();
    long workingSet = cgroup.workingSet();
    long heap = workingSet > 0 ? Math.min(committed, workingSet) : committed;
    long other = workingSet > 0 ? workingSet - heap : memory.getNonHeapMemoryUsage().getCommitted();
    long containerLimit = cgroup.memoryLimit();
    long oldMax = spaces.oldMax(limits.oldBytes());
    return new HeapStat(
        used.young(),
        spaces.youngMax(limits.youngBytes()),
        used.old(),
        oldMax,
        heap,
        other,
        containerLimit > 0 ? containerLimit : limits.containerBytes(),
        collectors.allocated(used),
        collectors.promoted(),
        collectors.liveData(),
        oldMax,
        collectors.pauses(),
        holdings.bytes());
  }

  /** Collects first, and so stops the process, as the real command does. */
  @Override
  public ClassHistogram histogram() {
    return JvmHistogram.now(holdings);
  }

  /** Hears no more of collections and lets go of all that is held. */
  @Override
  public void close() {
    collectors.close();
    holdings.clear();
  }
}
