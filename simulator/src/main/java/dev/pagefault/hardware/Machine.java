package dev.pagefault.hardware;

import dev.pagefault.time.Clock;

/**
 * What gives each process its processor and its memory: on paper, or really ({@link RealMachine}).
 */
public interface Machine {

  /** A processor limited to {@code cores}, for a process that starts. */
  Cpu cpu(double cores);

  /** The memory of a process that starts. */
  Heap heap(HeapSpec spec, HeapListener listener);

  /** One on paper: see {@link CpuModel} and {@link HeapModel}. */
  static Machine modelled(Clock clock) {
    return new Machine() {
      @Override
      public Cpu cpu(double cores) {
        return new CpuModel(cores, clock);
      }

      @Override
      public Heap heap(HeapSpec spec, HeapListener listener) {
        return new HeapModel(spec, listener, clock);
      }
    };
  }
}
