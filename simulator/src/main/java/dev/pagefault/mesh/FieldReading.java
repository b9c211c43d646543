package dev.pagefault.mesh;

import dev.pagefault.mesh.FieldSamples.Fate;
import dev.pagefault.mesh.FieldSamples.Sample;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What passed an instance in a field: some of the latest values byte by byte, and all in figures.
 */
final class FieldReading {
  /** Samples shown. */
  static final int SHOWN_MAX = 8;

  /** Of these at most so many that are nothing but ASCII, as long as there are others. */
  private static final int PLAIN_MAX = 3;

  /** A field of so many different values at most is told value by value. */
  private static final int VALUES_MAX = 12;

  private static final int HASH = 0xffff;

  private FieldReading() {}

  static Reading.Raw of(String instance, String field, List<Sample> latestFirst) {
    List<Sample> shown = shown(latestFirst);
    StringBuilder text = new StringBuilder();
    text.append(
        "# %s: %s, %d of the last %d that passed\n"
            .formatted(instance, field, shown.size(), latestFirst.size()));
    List<Map<String, String>> rows = new ArrayList<>();
    for (Sample sample : shown) {
      text.append("# step ").append(sample.step()).append('\n');
      text.append(lines("in ", sample.in())).append(lines("out", sample.out()));
      rows.add(row(sample));
    }
    return new Reading.Raw(text.toString(), rows, figures(latestFirst));
  }

  /** The latest, each once; what is not plain goes first. */
  private static List<Sample> shown(List<Sample> latestFirst) {
    Set<Sample> distinct = new LinkedHashSet<>(latestFirst);
    List<Sample> telling = distinct.stream().filter(it -> !plain(it)).limit(SHOWN_MAX).toList();
    int room = Math.max(PLAIN_MAX, SHOWN_MAX - telling.size());
    List<Sample> plain = distinct.stream().filter(FieldReading::plain).limit(room).toList();
    List<Sample> shown =
        new ArrayList<>(telling.subList(0, Math.min(telling.size(), SHOWN_MAX - plain.size())));
    shown.addAll(plain);
    return shown;
  }

  private static boolean plain(Sample sample) {
    return sample.fate() != Fate.REFUSED && ascii(sample.in()) && ascii(sample.out());
  }

  private static boolean ascii(@Nullable String text) {
    return text != null && text.chars().allMatch(c -> c < 0x80);
  }

  private static String lines(String side, @Nullable String text) {
    return text == null
        ? side + "  (absent)\n"
        : "%s  \"%s\"  %s\n%s".formatted(side, text, Bytes.codePoints(text), Bytes.xxd(text));
  }

  private static Map<String, String> row(Sample sample) {
    Map<String, String> row = new LinkedHashMap<>();
    row.put("step", sample.step());
    row.put("in", text(sample.in()));
    row.put("in bytes", bytes(sample.in()));
    row.put("out", text(sample.out()));
    row.put("out bytes", bytes(sample.out()));
    return row;
  }

  private static String text(@Nullable String text) {
    return text == null ? "(absent)" : text;
  }

  private static String bytes(@Nullable String text) {
    return text == null ? "" : Bytes.hex(text);
  }

  static Map<String, Double> figures(List<Sample> samples) {
    Map<String, Double> figures = new LinkedHashMap<>();
    figures.put(FieldFigures.SAMPLES, (double) samples.size());
    figures.put(FieldFigures.ABSENT, share(samples, it -> it.in() == null));
    figures.put(FieldFigures.REREAD, share(samples, FieldReading::reread));
    figures.put(FieldFigures.UNUSABLE, share(samples, it -> it.fate() == Fate.REFUSED));
    values(samples, figures);
    int[] offsets =
        samples.stream()
            .filter(it -> it.fate() == Fate.MADE)
            .mapToInt(Sample::offsetMinutes)
            .sorted()
            .toArray();
    figures.put(FieldFigures.TIMES, (double) offsets.length);
    if (offsets.length > 0) {
      figures.put(FieldFigures.OFFSET_MINUTES, (double) offsets[offsets.length / 2]);
      figures.put(FieldFigures.OFFSET_SPREAD, (double) (offsets[offsets.length - 1] - offsets[0]));
    }
    return figures;
  }

  private static boolean reread(Sample sample) {
    String in = sample.in();
    String out = sample.out();
    return sample.fate() == Fate.REREAD
        || (in != null && Bytes.looksReread(in))
        || (out != null && Bytes.looksReread(out));
  }

  /** Which values came how often; times go by and are left out. */
  private static void values(List<Sample> samples, Map<String, Double> figures) {
    Map<String, Integer> counts = new HashMap<>();
    for (Sample sample : samples) {
      String in = sample.in();
      if (in != null && sample.fate() != Fate.MADE) {
        counts.merge(in, 1, Integer::sum);
      }
    }
    double all = Math.max(1, samples.size());
    int most = counts.values().stream().mapToInt(Integer::intValue).max().orElse(0);
    figures.put(FieldFigures.COMMONEST, most / all);
    if (counts.size() <= VALUES_MAX) {
      counts.forEach((value, count) -> {
        int code = value.hashCode();
        String hash = Integer.toHexString((code ^ (code >>> 16)) & HASH);
        figures.merge(FieldFigures.VALUE_OF + hash, count / all, Double::sum);
      });
    }
  }

  private static double share(List<Sample> samples, Predicate<Sample> of) {
    return samples.isEmpty() ? 0 : samples.stream().filter(of).count() / (double) samples.size();
  }
}
