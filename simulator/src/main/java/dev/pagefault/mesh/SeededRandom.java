package dev.pagefault.mesh;

import dev.pagefault.time.Seed;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.DoubleSupplier;

/**
 * Uniform numbers from 0 (inclusive) to 1 (exclusive) of one stream of a seed, for any number of
 * threads without a lock: SplitMix64's output function over a counter (Steele, Lea, Flood: Fast
 * Splittable Pseudorandom Number Generators, 2014).
 */
final class SeededRandom implements DoubleSupplier {
  private static final long GAMMA = 0x9e3779b97f4a7c15L;

  private final AtomicLong state;

  SeededRandom(long seed, String stream) {
    this.state = new AtomicLong(new Seed(seed).stream(stream).nextLong());
  }

  @Override
  public double getAsDouble() {
    long z = state.addAndGet(GAMMA);
    z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    return ((z ^ (z >>> 31)) >>> 11) * 0x1.0p-53;
  }
}
