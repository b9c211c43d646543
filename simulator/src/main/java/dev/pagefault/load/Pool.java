package dev.pagefault.load;

import dev.pagefault.scenario.Topology;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What customers draw one attribute from. A draw takes from the stream just what it needs: for a
 * number that everybody has, one number, so that what is drawn after it doesn't shift.
 *
 * @param lists by what {@code by} says; each text equally likely
 * @param texts for whoever has no list of their own
 */
record Pool(Topology.Attribute spec, Map<String, List<String>> lists, Weighted texts) {
  private static final String REGION = "region";

  /** Texts, and up to which part of the whole each reaches. */
  record Weighted(List<String> texts, double[] upTo) {

    static Weighted of(Topology.Attribute spec) {
      Map<String, Double> weights = new TreeMap<>(spec.values());
      if (spec.by() == null) {
        spec.lists()
            .values()
            .forEach(list -> list.forEach(it -> weights.merge(it, 1.0, Double::sum)));
      }
      double[] upTo = new double[weights.size()];
      List<String> texts = new ArrayList<>();
      double sum = 0;
      for (Map.Entry<String, Double> weight : weights.entrySet()) {
        sum += weight.getValue();
        upTo[texts.size()] = sum;
        texts.add(weight.getKey());
      }
      return new Weighted(List.copyOf(texts), upTo);
    }

    String draw(SplittableRandom own) {
      double lot = own.nextDouble() * upTo[upTo.length - 1];
      int i = 0;
      while (i < upTo.length - 1 && lot >= upTo[i]) {
        i++;
      }
      return texts.get(i);
    }
  }

  static Pool of(Topology.Attribute spec) {
    return new Pool(spec, spec.by() == null ? Map.of() : spec.lists(), Weighted.of(spec));
  }

  /** What a customer has, or null: none. */
  @Nullable String draw(String region, Map<String, String> segments, SplittableRandom own) {
    String by = spec.by();
    String group = by == null ? "" : by.equals(REGION) ? region : segments.getOrDefault(by, "");
    double absent = spec.absentBy().getOrDefault(group, spec.absent());
    if (absent > 0 && own.nextDouble() < absent) {
      return null;
    }
    if (!spec.isText()) {
      int min = Objects.requireNonNull(spec.min());
      int max = Objects.requireNonNull(spec.max());
      return Integer.toString(own.nextInt(min, max + 1));
    }
    List<String> list = lists.get(group);
    if (list != null && !list.isEmpty()) {
      return list.get(own.nextInt(list.size()));
    }
    return texts.texts().isEmpty() ? null : texts.draw(own);
  }
}
