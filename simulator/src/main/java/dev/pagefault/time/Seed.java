package dev.pagefault.time;

import java.util.SplittableRandom;

/**
 * A number that fixes what is asked of a mesh (arrivals, attributes, draws), never its timing.
 * Named streams of one seed are independent, so that a new consumer of randomness does not shift
 * what the others draw.
 */
public record Seed(long value) {

  /** The stream called {@code name} of this seed; the same name always yields the same numbers. */
  public SplittableRandom stream(String name) {
    long hash =
        0xcbf29ce484222325L; // FNV-1a, 64 bit: stable across JVMs, unlike String.hashCode's 32 bits
    for (int i = 0; i < name.length(); i++) {
      hash = (hash ^ name.charAt(i)) * 0x100000001b3L;
    }
    return new SplittableRandom(value ^ hash);
  }
}
