package dev.pagefault.telemetry;

import java.util.List;
import java.util.Set;

/** A parsed expression of the PromQL subset. Evaluated in {@link Evaluation}. */
sealed interface Expr {

  /** A scalar; arithmetic on scalars alone is done while parsing. */
  record Scalar(double value) implements Expr {}

  /** A scalar as a series without labels: {@code vector(0)}. */
  record Vector(double value) implements Expr {}

  /** {@code name{label="value"}}; {@code position} is where the name stands. */
  record Select(String name, List<Matcher> matchers, int position) implements Expr {}

  /** A function over the last {@code seconds} of each selected series. */
  record Over(Function function, Select select, int seconds) implements Expr {}

  /** Many series into one for each group of labels. */
  record Aggregate(Operator operator, boolean without, Set<String> labels, Expr inner)
      implements Expr {}

  /** {@code histogram_quantile(q, …)} over series that bear {@code le}. */
  record Quantile(double q, Expr inner) implements Expr {}

  /** {@code left + right} and so on, on equal label sets; what has none goes with each. */
  record Binary(char operator, Expr left, Expr right) implements Expr {}

  /** {@code clamp_min(v, bound)} and {@code clamp_max(v, bound)}. */
  record Clamp(boolean min, Expr inner, double bound) implements Expr {}

  /** Left, and where it has nothing, right. */
  record Or(Expr left, Expr right) implements Expr {}

  /** Functions over time. */
  enum Function {
    RATE,
    INCREASE,
    AVG_OVER_TIME,
    MIN_OVER_TIME,
    MAX_OVER_TIME
  }

  /** Functions over series. */
  enum Operator {
    SUM,
    AVG,
    MIN,
    MAX,
    COUNT
  }
}
