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
  private final double share;
  private final Burners burners = new Burners();
  private @Nullable RealHeap heap;

  /** One that computes all that it is said to. */
  RealMachine(Clock clock, Path cgroupRoot) {
    this(clock, cgroupRoot, 1);
  }

  /**
   * With the container's cgroup, version 1 or 2, at {@code cgroupRoot}; zeros where it is none.
   *
   * @param share of what is said to be computed that is; the rest of the time is only waited. Less
   *     than 1 stands for a machine with more processors than there are
   */
  public RealMachine(Clock clock, Path cgroupRoot, double share) {
    this.clock = clock;
    this.cgroup = new Cgroup(cgroupRoot);
    this.share = share;
  }

  @Override
  public Cpu cpu(double cores) {
    return new RealCpu(cores, share, burners, cgroup, clock);
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
