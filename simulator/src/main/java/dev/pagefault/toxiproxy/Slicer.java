package dev.pagefault.toxiproxy;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Cuts data into pieces of {@code averageSize ± sizeVariation} bytes and pauses {@code delay}
 * microseconds behind each. A chunk is halved, roughly, until its parts are small enough:
 *
 * <pre>
 *   100 bytes, 20 ± 5     ├──────────┼──────────┤
 *                         ├────┼─────┼─────┼────┤
 * </pre>
 */
record Slicer(
    @JsonProperty("average_size") long averageSize,
    @JsonProperty("size_variation") long sizeVariation,
    long delay)
    implements Toxic {

  @Override
  public Pipe on(Stub stub) {
    return new Slicing(stub);
  }

  private final class Slicing implements Pipe {
    private final Stub stub;

    Slicing(Stub stub) {
      this.stub = stub;
    }

    @Override
    public void take(Chunk chunk) {
      slice(chunk, cuts(0, chunk.length(), stub.random()).toArray(), 0);
    }

    private void slice(Chunk left, int[] sizes, int at) {
      stub.pass(left.head(sizes[at]));
      Chunk rest = left.tail(sizes[at]);
      stub.keep(rest);
      boolean last = at == sizes.length - 1;
      stub.then(pause(), last ? stub::next : () -> slice(rest, sizes, at + 1));
    }

    @Override
    public void end() {
      stub.close();
    }
  }

  /** The sizes of the pieces of {@code [from, to)}, in order; each at least one byte. */
  IntStream cuts(int from, int to, SplittableRandom random) {
    int size = to - from;
    long variation = Math.clamp(sizeVariation, 0, Integer.MAX_VALUE);
    if (size <= 1 || size - Math.max(1, averageSize) <= variation) {
      return IntStream.of(size);
    }
    long drawn = variation == 0 ? 0 : random.nextLong(-variation, variation);
    int middle = Math.clamp(from + size / 2 + drawn, from + 1, to - 1);
    return IntStream.concat(cuts(from, middle, random), cuts(middle, to, random));
  }

  private long pause() {
    return Math.clamp(delay, 0, Limits.MAX_DELAY_MS * 1_000) * 1_000;
  }
}
