package dev.pagefault.hardware;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How many objects of each type are alive, and the bytes they take. Begins with what any service
 * holds once it is up; not safe for several threads at once.
 */
final class LiveObjects {
  /** Types of the program that are told apart; the ones after share a row. */
  static final int MAX_TYPES = 64;

  static final String OTHER = "(other)";

  /** What a small HTTP service holds after start: the usual first rows of its histogram. */
  private static final List<ClassHistogram.Row> BASE =
      List.of(
          row("[B", 71_300, 5_134_600),
          row("java.lang.String", 68_900, 1_653_600),
          row("java.lang.Class", 9_400, 1_128_000),
          row("java.util.concurrent.ConcurrentHashMap$Node", 31_600, 1_011_200),
          row("[Ljava.lang.Object;", 14_800, 857_600),
          row("[I", 5_200, 748_800),
          row("java.util.HashMap$Node", 17_100, 547_200),
          row("[Ljava.util.HashMap$Node;", 4_300, 447_200),
          row("java.lang.reflect.Method", 4_900, 431_200),
          row("java.util.LinkedHashMap$Entry", 9_300, 372_000),
          row("[Ljava.util.concurrent.ConcurrentHashMap$Node;", 420, 268_800),
          row("java.lang.invoke.MemberName", 4_100, 196_800),
          row("java.lang.invoke.MethodType", 3_900, 156_000),
          row("java.util.ArrayList", 5_700, 136_800));

  /** Bytes that are alive before the program holds anything. */
  static final long BASE_BYTES = BASE.stream().mapToLong(ClassHistogram.Row::bytes).sum();

  private final Map<String, Integer> places = new HashMap<>();
  private final String[] types = new String[MAX_TYPES + 1];
  private final long[] instances = new long[MAX_TYPES + 1];
  private final long[] bytes = new long[MAX_TYPES + 1];

  LiveObjects() {
    Arrays.fill(types, OTHER);
  }

  /** Counts an object; returns the type's place, by which it is taken out again. */
  int add(String type, long size) {
    Integer known = places.get(type);
    int place = known != null ? known : place(type);
    instances[place]++;
    bytes[place] += size;
    return place;
  }

  void remove(int place, long size) {
    instances[place]--;
    bytes[place] -= size;
  }

  ClassHistogram histogram() {
    List<ClassHistogram.Row> rows = new ArrayList<>(BASE);
    rows.addAll(rows());
    rows.sort(Comparator.comparingLong(ClassHistogram.Row::bytes).reversed());
    return new ClassHistogram(rows);
  }

  /** What the program holds, without what any service does. */
  List<ClassHistogram.Row> rows() {
    List<ClassHistogram.Row> rows = new ArrayList<>();
    for (int place = 0; place < types.length; place++) {
      if (instances[place] > 0) {
        rows.add(new ClassHistogram.Row(types[place], instances[place], bytes[place]));
      }
    }
    return rows;
  }

  private int place(String type) {
    int place = places.size();
    if (place == MAX_TYPES) {
      return MAX_TYPES;
    }
    places.put(type, place);
    types[place] = type;
    return place;
  }

  private static ClassHistogram.Row row(String type, long instances, long bytes) {
    return new ClassHistogram.Row(type + " (java.base@25)", instances, bytes);
  }
}
