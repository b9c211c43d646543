package dev.pagefault.hardware;

import dev.pagefault.time.Clock;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The container that this JVM runs in, for the one process that stands on it: computes really,
 * holds memory really, and tells what the JVM and the kernel tell. Its limits are set on the
 * container from outside.
 *
 * <p>Has one heap at a time, as a JVM has: a process that starts anew gets an empty one, and the
 * one before is let go. Whoever makes it closes it. Any thread.
 */
public final class RealMachine implements Machine, AutoCloseable {
  /** Where a container on Linux sees its own cgroup. */
  public static final Path CGROUP = Path.of("/sys/fs/cgroup");

  private final Clock clock;
  private final Cgroup cgroup;
  private final Burners burners = new Burners();
  private @Nullable RealHeap heap;

  /** With the container's cgroup at {@link #CGROUP}. */
  public RealMachine(Clock clock) {
    this(clock, CGROUP);
  }

  /** With the container's cgroup, version 1 or 2, at {@code cgroupRoot}; zeros where it is none. */
  public RealMachine(Clock clock, Path cgroupRoot) {
    this.clock = clock;
    this.cgroup = new Cgroup(cgroupRoot);
  }

  @Override
  public Cpu cpu(double cores) {
    return new RealCpu(cores, burners, cgroup);
  }

  @Override
  public synchronized Heap heap(HeapSpec spec, HeapListener listener) {
    letGo();
    RealHeap started = new RealHeap(spec, listener, clock, cgroup);
    heap = started;
    return started;
  }

  /**
   * Ends all computing, whose callers are interrupted, and lets go of the heap. To spend afterwards
   * is a bug and throws.
   */
  @Override
  public synchronized void close() {
    burners.close();
    letGo();
  }

  private void letGo() {
    RealHeap before = heap;
    if (before != null) {
      before.close();
    }
    heap = null;
  }
}
