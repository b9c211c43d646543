package dev.pagefault.telemetry;

import dev.pagefault.telemetry.Selection.Part;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Answers one expression over one {@link Grid}. Series are pushed upwards one at a time, so that an
 * aggregate over many holds only its groups. Used once, by one thread.
 */
final class Evaluation {
  /** Numbers that one query may hold at a time: 500,000 of 8 bytes. */
  static final int MAX_POINTS = 500_000;

  /** Seconds that one query may read from the rings. */
  static final long MAX_READS = 20_000_000;

  /** Takes the series that an expression yields. Nobody changes values that were handed on. */
  interface Sink {
    void accept(Map<String, String> labels, double[] values);
  }

  private record Line(Map<String, String> labels, double[] values) {}

  private final SeriesStore store;
  private final Grid grid;
  private final Regex.Work work = new Regex.Work(Regex.MAX_WORK);
  private long held;
  private long read;

  Evaluation(SeriesStore store, Grid grid) {
    this.store = store;
    this.grid = grid;
  }

  /** All series that an expression yields, sorted by labels. */
  List<Series> answer(Expr expr) {
    long[] at = grid.atMillis();
    return collect(expr).stream()
        .map(line -> new Series(line.labels(), at, line.values()))
        .sorted(java.util.Comparator.comparing(series -> series.labels().toString()))
        .toList();
  }

  private List<Line> collect(Expr expr) {
    List<Line> lines = new ArrayList<>();
    evaluate(
        expr,
        (labels, values) -> {
          hold(values.length);
          lines.add(new Line(labels, values));
        });
    return lines;
  }

  private void hold(int points) {
    held += points;
    if (held > MAX_POINTS) {
      throw new QueryException(
          "the answer has more than %d points: aggregate, or narrow the selector or the range"
              .formatted(MAX_POINTS),
          0);
    }
  }

  private void evaluate(Expr expr, Sink sink) {
    switch (expr) {
      case Expr.Scalar(double value) -> sink.accept(Map.of(), grid.constant(value));
      case Expr.Vector(double value) -> sink.accept(Map.of(), grid.constant(value));
      case Expr.Select select -> instant(select, sink);
      case Expr.Over over -> over(over, sink);
      case Expr.Aggregate aggregate -> aggregate(aggregate, sink);
      case Expr.Quantile(double q, Expr inner) -> {
        Quantiles quantiles = new Quantiles(grid.count());
        evaluate(
            inner,
            (labels, values) -> {
              hold(values.length);
              quantiles.add(labels, values);
            });
        quantiles.give(q, sink);
      }
      case Expr.Binary binary -> binary(binary, sink);
      case Expr.Clamp(boolean min, Expr inner, double bound) ->
          evaluate(
              inner,
              (labels, values) ->
                  sink.accept(
                      labels, map(values, v -> min ? Math.max(v, bound) : Math.min(v, bound))));
      case Expr.Or(Expr left, Expr right) -> or(collect(left), collect(right), sink);
    }
  }

  private static double[] map(double[] values, java.util.function.DoubleUnaryOperator operator) {
    return Arrays.stream(values).map(operator).toArray();
  }

  private void instant(Expr.Select select, Sink sink) {
    Selection selection = Selection.of(store, select, work);
    for (Track track : selection.tracks()) {
      if (selection.part() == Part.GAUGE) {
        double[] seconds = read(track, grid.reach(0), grid.to(), Track.VALUE);
        give(track.labels(), grid.instant(seconds), sink);
      } else {
        throw new QueryException(
            "%s only ever rises: ask for rate(%s[30s])".formatted(select.name(), select.name()),
            select.position());
      }
    }
  }

  private void over(Expr.Over over, Sink sink) {
    Selection selection = Selection.of(store, over.select(), work);
    boolean counts =
        over.function() == Expr.Function.RATE || over.function() == Expr.Function.INCREASE;
    if (!selection.tracks().isEmpty() && counts == (selection.part() == Part.GAUGE)) {
      throw new QueryException(
          counts
              ? over.select().name() + " is a gauge: ask for it as it is, or avg_over_time"
              : over.select().name() + " is a counter: ask for its rate or increase",
          over.select().position());
    }
    long from = grid.reach(over.seconds());
    for (Track track : selection.tracks()) {
      switch (selection.part()) {
        case GAUGE, COUNTER, SUM ->
            window(over, track.labels(), read(track, from, grid.to(), Track.VALUE), sink);
        case COUNT -> {
          double[] seconds = nothing(read(track, from, grid.to(), Track.VALUE));
          for (int bucket = 0; bucket < Track.BUCKETS; bucket++) {
            addBucket(track, bucket, from, seconds);
          }
          window(over, track.labels(), seconds, sink);
        }
        case BUCKET -> buckets(over, track, from, sink);
      }
    }
  }

  /** Each bucket counts what is at or below its bound; those that add nothing share numbers. */
  private void buckets(Expr.Over over, Track track, long from, Sink sink) {
    double[] seconds = nothing(read(track, from, grid.to(), Track.VALUE));
    double[] values = grid.over(over.function(), seconds, over.seconds());
    for (int bucket = 0; bucket < Track.BUCKETS; bucket++) {
      if (addBucket(track, bucket, from, seconds)) {
        values = grid.over(over.function(), seconds, over.seconds());
      }
      String le = Selection.LE_VALUES.get(bucket);
      if (over.select().matchers().stream()
          .allMatch(m -> !m.label().equals(Selection.LE) || m.test().test(le, work))) {
        give(Selection.withLe(track.labels(), bucket), values, sink);
      }
    }
  }

  private boolean addBucket(Track track, int bucket, long from, double[] seconds) {
    if (!track.touched(bucket)) {
      return false;
    }
    double[] counts = read(track, from, grid.to(), bucket);
    for (int i = 0; i < seconds.length; i++) {
      seconds[i] += counts[i];
    }
    return true;
  }

  /** 0 where something was heard, NaN elsewhere. */
  private static double[] nothing(double[] heard) {
    return map(heard, v -> Double.isNaN(v) ? v : 0);
  }

  private void window(Expr.Over over, Map<String, String> labels, double[] seconds, Sink sink) {
    give(labels, grid.over(over.function(), seconds, over.seconds()), sink);
  }

  /** Hands on what has at least one number. */
  private static void give(Map<String, String> labels, double[] values, Sink sink) {
    for (double value : values) {
      if (!Double.isNaN(value)) {
        sink.accept(labels, values);
        return;
      }
    }
  }

  private double[] read(Track track, long from, long to, int column) {
    read += to - from + 1;
    if (read > MAX_READS) {
      throw new QueryException("too much to read: narrow the selector or the range", 0);
    }
    return track.read(from, to, column);
  }

  private void aggregate(Expr.Aggregate aggregate, Sink sink) {
    Map<Map<String, String>, Group> groups = new LinkedHashMap<>();
    evaluate(
        aggregate.inner(),
        (labels, values) -> {
          Map<String, String> key = Group.key(labels, aggregate.labels(), aggregate.without());
          Group group = groups.get(key);
          if (group == null) {
            hold(2 * grid.count());
            group = new Group(aggregate.operator(), grid.count());
            groups.put(key, group);
          }
          group.add(values);
        });
    groups.forEach((labels, group) -> sink.accept(labels, group.values()));
  }

  /** Joins on equal label sets; only what has no labels, such as a sum of all, goes with each. */
  private void binary(Expr.Binary binary, Sink sink) {
    char operator = binary.operator();
    if (binary.right() instanceof Expr.Scalar(double right)) {
      evaluate(
          binary.left(),
          (labels, values) -> sink.accept(labels, map(values, v -> apply(operator, v, right))));
      return;
    }
    if (binary.left() instanceof Expr.Scalar(double left)) {
      evaluate(
          binary.right(),
          (labels, values) -> sink.accept(labels, map(values, v -> apply(operator, left, v))));
      return;
    }
    List<Line> lefts = collect(binary.left());
    List<Line> rights = collect(binary.right());
    if (isWithoutLabels(rights)) {
      lefts.forEach(left -> combine(operator, left.labels(), left, rights.getFirst(), sink));
    } else if (isWithoutLabels(lefts)) {
      rights.forEach(right -> combine(operator, right.labels(), lefts.getFirst(), right, sink));
    } else {
      Map<Map<String, String>, Line> byLabels = new LinkedHashMap<>();
      rights.forEach(right -> byLabels.put(right.labels(), right));
      for (Line left : lefts) {
        Line right = byLabels.get(left.labels());
        if (right != null) {
          combine(operator, left.labels(), left, right, sink);
        }
      }
    }
  }

  private static boolean isWithoutLabels(List<Line> lines) {
    return lines.size() == 1 && lines.getFirst().labels().isEmpty();
  }

  private static void combine(
      char operator, Map<String, String> labels, Line left, Line right, Sink sink) {
    double[] values = new double[left.values().length];
    for (int i = 0; i < values.length; i++) {
      values[i] = apply(operator, left.values()[i], right.values()[i]);
    }
    sink.accept(labels, values);
  }

  /** Arithmetic; what divides by zero is no number. */
  static double apply(char operator, double left, double right) {
    double value =
        switch (operator) {
          case '+' -> left + right;
          case '-' -> left - right;
          case '*' -> left * right;
          case '/' -> left / right;
          default -> throw new IllegalArgumentException("no such operator: " + operator);
        };
    return Double.isInfinite(value) ? Double.NaN : value;
  }

  /** All of the left, and at each time those of the right whose labels the left lacks then. */
  private static void or(List<Line> lefts, List<Line> rights, Sink sink) {
    Map<Map<String, String>, double[]> all = new LinkedHashMap<>();
    lefts.forEach(line -> all.put(line.labels(), line.values().clone()));
    for (Line right : rights) {
      double[] values = all.get(right.labels());
      if (values == null) {
        all.put(right.labels(), right.values());
      } else {
        for (int i = 0; i < values.length; i++) {
          values[i] = Double.isNaN(values[i]) ? right.values()[i] : values[i];
        }
      }
    }
    all.forEach(sink::accept);
  }
}
