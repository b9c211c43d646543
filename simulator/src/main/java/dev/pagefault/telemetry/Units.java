package dev.pagefault.telemetry;

/**
 * The unit of an expression, from the Prometheus naming conventions and what operators do to units:
 * a rate of a count is {@code rps}, like over like is {@code ratio} and so are seconds per second,
 * but for those of processor time, which are {@code cores}.
 */
final class Units {
  private static final String RPS = "rps";
  private static final String RATIO = "ratio";
  private static final String SECONDS = "seconds";
  private static final String COUNT = "count";
  private static final String BYTES = "bytes";
  private static final String CORES = "cores";

  private Units() {}

  /** The unit of what an expression yields. */
  static String of(Expr expr) {
    return switch (expr) {
      case Expr.Scalar scalar -> COUNT;
      case Expr.Vector vector -> COUNT;
      case Expr.Select select -> ofName(select.name());
      case Expr.Over over -> over(over);
      case Expr.Aggregate aggregate ->
          aggregate.operator() == Expr.Operator.COUNT ? COUNT : of(aggregate.inner());
      case Expr.Quantile quantile -> SECONDS; // every histogram here is one of durations
      case Expr.Clamp clamp -> of(clamp.inner());
      case Expr.Or(Expr left, Expr right) -> of(left);
      case Expr.Binary binary -> binary(binary);
    };
  }

  /** The unit that a metric's name ends in. */
  static String ofName(String name) {
    String base = name.endsWith("_total") ? name.substring(0, name.length() - 6) : name;
    if (base.endsWith("_bucket") || base.endsWith("_count")) {
      return COUNT;
    }
    if (base.endsWith("_seconds") || base.endsWith("_seconds_sum")) {
      return SECONDS;
    }
    if (base.endsWith("_bytes")) {
      return BYTES;
    }
    boolean ratio =
        base.endsWith("_ratio") || base.endsWith("_utilization") || base.endsWith("_cpu_usage");
    return ratio ? RATIO : COUNT;
  }

  private static String over(Expr.Over over) {
    String name = over.select().name();
    String unit = ofName(name);
    if (over.function() != Expr.Function.RATE) {
      return unit;
    }
    return switch (unit) {
      case COUNT -> RPS;
      case SECONDS -> name.endsWith("_cpu_usage_seconds_total") ? CORES : RATIO;
      default -> unit;
    };
  }

  private static String binary(Expr.Binary binary) {
    if (binary.right() instanceof Expr.Scalar) {
      return of(binary.left());
    }
    String right = of(binary.right());
    if (binary.left() instanceof Expr.Scalar) {
      return right;
    }
    String left = of(binary.left());
    if (binary.operator() != '/') {
      return left.equals(COUNT) || left.equals(RATIO) ? right : left;
    }
    if (left.equals(right)) {
      return RATIO;
    }
    // rate(x_seconds_sum) / rate(x_seconds_count): seconds per second by events per second
    boolean share = left.equals(CORES) || left.equals(RATIO);
    return share && right.equals(RPS) ? SECONDS : left;
  }
}
