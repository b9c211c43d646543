package dev.pagefault.mesh;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * What passed one process of an instance through its steps on fields, by field: the latest {@value
 * #SAMPLES_MAX} of each. Any thread; a restart forgets them.
 */
final class FieldSamples {
  /** Samples kept of a field. */
  static final int SAMPLES_MAX = 256;

  /** Fields that are kept; of further ones nothing is. */
  static final int FIELDS_MAX = 16;

  private final Map<String, Ring> rings = new ConcurrentHashMap<>();

  /** What a step made of a field. */
  enum Fate {
    /** It was taken as it came. */
    TAKEN,
    /** Its bytes were taken for other characters. */
    REREAD,
    /** It could not be used. */
    REFUSED,
    /** It was made here, from an instant. */
    MADE
  }

  /**
   * One passage.
   *
   * @param in what came, or null: nothing
   * @param out what it was after the step, or null: nothing
   * @param offsetMinutes for {@link Fate#MADE}: by how much that zone's clocks were ahead of UTC
   */
  record Sample(
      String step, @Nullable String in, @Nullable String out, Fate fate, int offsetMinutes) {}

  void add(
      String field,
      String step,
      @Nullable String in,
      @Nullable String out,
      Fate fate,
      int offsetMinutes) {
    Ring ring = rings.get(field);
    if (ring == null) {
      if (rings.size() >= FIELDS_MAX) {
        return;
      }
      ring = rings.computeIfAbsent(field, key -> new Ring());
    }
    ring.add(new Sample(step, bounded(in), bounded(out), fate, offsetMinutes));
  }

  /** Samples of a field, the latest first. */
  List<Sample> of(String field) {
    Ring ring = rings.get(field);
    return ring == null ? List.of() : ring.latestFirst();
  }

  private static @Nullable String bounded(@Nullable String text) {
    return text == null ? null : Decoding.cut(text, Decoding.LENGTH_MAX);
  }

  private static final class Ring {
    private final Sample[] samples = new Sample[SAMPLES_MAX];
    private int next;
    private int size;

    synchronized void add(Sample sample) {
      samples[next] = sample;
      next = (next + 1) % SAMPLES_MAX;
      size = Math.min(size + 1, SAMPLES_MAX);
    }

    synchronized List<Sample> latestFirst() {
      List<Sample> all = new ArrayList<>(size);
      for (int i = 1; i <= size; i++) {
        all.add(samples[Math.floorMod(next - i, SAMPLES_MAX)]);
      }
      return all;
    }
  }
}
