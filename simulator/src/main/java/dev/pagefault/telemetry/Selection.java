package dev.pagefault.telemetry;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a selector's name and matchers stand for: series, and which part of each. {@code x_bucket},
 * {@code x_count} and {@code x_sum} of a histogram {@code x} are parts of one stored series.
 */
record Selection(List<Track> tracks, Part part) {

  /** Which numbers of a stored series are meant. */
  enum Part {
    GAUGE,
    COUNTER,
    BUCKET,
    COUNT,
    SUM
  }

  /** The label that tells buckets apart. */
  static final String LE = "le";

  /** Upper bounds as the {@code le} label shows them, three digits; the last is {@code +Inf}. */
  static final List<String> LE_VALUES = leValues();

  private static final Map<String, Double> BOUND_BY_LE = bounds();

  /**
   * Finds what is meant. Throws {@link QueryException} for a histogram without a suffix, and where
   * matchers need more than the work that is left.
   */
  static Selection of(SeriesStore store, Expr.Select select, Regex.Work work) {
    String name = select.name();
    List<Track> tracks = store.named(name);
    if (!tracks.isEmpty()) {
      Part part =
          switch (tracks.getFirst().kind()) {
            case GAUGE -> Part.GAUGE;
            case COUNTER -> Part.COUNTER;
            case HISTOGRAM ->
                throw new QueryException(
                    "%s is a histogram: ask for %s_bucket, %s_count or %s_sum"
                        .formatted(name, name, name, name),
                    select.position());
          };
      return new Selection(fitting(tracks, select.matchers(), work), part);
    }
    for (Part part : List.of(Part.BUCKET, Part.COUNT, Part.SUM)) {
      String suffix =
          switch (part) {
            case BUCKET -> "_bucket";
            case COUNT -> "_count";
            case SUM, GAUGE, COUNTER -> "_sum";
          };
      if (name.endsWith(suffix)) {
        List<Track> base = store.named(name.substring(0, name.length() - suffix.length()));
        if (!base.isEmpty() && base.getFirst().kind() == Sample.Kind.HISTOGRAM) {
          return new Selection(fitting(base, select.matchers(), work), part);
        }
      }
    }
    return new Selection(List.of(), Part.GAUGE);
  }

  /** A matcher of {@code le} is left to whoever makes the buckets. */
  private static List<Track> fitting(List<Track> tracks, List<Matcher> matchers, Regex.Work work) {
    return tracks.stream().filter(track -> fits(track.labels(), matchers, work)).toList();
  }

  private static boolean fits(Map<String, String> labels, List<Matcher> matchers, Regex.Work work) {
    for (Matcher matcher : matchers) {
      if (!matcher.label().equals(LE)
          && !matcher.test().test(labels.getOrDefault(matcher.label(), ""), work)) {
        return false;
      }
    }
    return true;
  }

  /** Labels of one bucket of a series. */
  static Map<String, String> withLe(Map<String, String> labels, int bucket) {
    Map<String, String> all = new TreeMap<>(labels);
    all.put(LE, LE_VALUES.get(bucket));
    return Collections.unmodifiableMap(all);
  }

  /** The bound, seconds, that an {@code le} label shows; infinite for the last; NaN: none. */
  static double bound(String le) {
    return BOUND_BY_LE.getOrDefault(le, Double.NaN);
  }

  private static List<String> leValues() {
    String[] values = new String[Track.BUCKETS];
    for (int i = 0; i < Buckets.BOUNDS.length; i++) {
      values[i] = new BigDecimal(Buckets.BOUNDS[i], new MathContext(3)).toPlainString();
    }
    values[Buckets.BOUNDS.length] = "+Inf";
    return List.of(values);
  }

  private static Map<String, Double> bounds() {
    Map<String, Double> bounds = new HashMap<>();
    for (int i = 0; i < Buckets.BOUNDS.length; i++) {
      bounds.put(LE_VALUES.get(i), Buckets.BOUNDS[i]);
    }
    bounds.put("+Inf", Double.POSITIVE_INFINITY);
    return bounds;
  }
}
