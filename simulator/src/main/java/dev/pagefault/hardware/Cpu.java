package dev.pagefault.hardware;

/**
 * A processor to be shared: whoever spends time on it waits for as long as that takes. Safe for any
 * number of threads; owns nothing to close.
 */
public interface Cpu {

  /**
   * Spends {@code nanos} of processor time: returns when they are spent. Blocks its caller, which
   * should be a virtual thread.
   */
  void spend(long nanos) throws InterruptedException;

  /** Changes the limit from now on; a real one's is set on its container, and only remembered. */
  void limit(double cores);

  /** The limit, in cores. */
  double cores();

  /** Counters since it was made. */
  CpuStat stat();
}
