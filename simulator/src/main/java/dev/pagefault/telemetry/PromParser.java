package dev.pagefault.telemetry;

import dev.pagefault.telemetry.Tokens.Kind;
import dev.pagefault.telemetry.Tokens.Token;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/**
 * Reads the PromQL subset by recursive descent, weakest binding first:
 *
 * <pre>
 *   or       = sum { "or" sum }
 *   sum      = product { ("+" | "-") product }
 *   product  = unary { ("*" | "/") unary }
 *   unary    = [ "-" | "+" ] primary
 *   primary  = number | "(" or ")" | call | aggregate | selector
 *   call     = ("rate" | "increase" | "avg_over_time" | …) "(" selector "[" duration "]" ")"
 *            | "histogram_quantile" "(" number "," or ")" | "clamp_min" "(" or "," number ")"
 *            | "vector" "(" number ")"
 *   aggregate = ("sum" | "avg" | "min" | "max" | "count") [ grouping ] "(" or ")" [ grouping ]
 *   grouping = ("by" | "without") "(" [ label { "," label } ] ")"
 * </pre>
 */
final class PromParser {
  /** Brackets within brackets. */
  static final int MAX_DEPTH = 32;

  /** Longest window of {@code rate}, seconds. */
  static final int MAX_WINDOW = 3_600;

  private final Tokens tokens;
  private int depth;

  private PromParser(String query) {
    tokens = new Tokens(query);
  }

  /** Parses a whole query. Throws {@link QueryException} that says where and what was expected. */
  static Expr parse(String query) {
    PromParser parser = new PromParser(query);
    Expr expr = parser.or();
    if (parser.tokens.peek().kind() != Kind.END) {
      throw parser.tokens.unexpected("an operator or the end");
    }
    return expr;
  }

  private Expr or() {
    if (++depth > MAX_DEPTH) {
      throw new QueryException(
          "a query nests at most " + MAX_DEPTH + " deep", tokens.peek().position());
    }
    Expr left = sum();
    while (tokens.takes("or")) {
      left = new Expr.Or(left, sum());
    }
    depth--;
    return left;
  }

  private Expr sum() {
    Expr left = product();
    while (true) {
      if (tokens.takes("+")) {
        left = binary('+', left, product());
      } else if (tokens.takes("-")) {
        left = binary('-', left, product());
      } else {
        return left;
      }
    }
  }

  private Expr product() {
    Expr left = unary();
    while (true) {
      if (tokens.takes("*")) {
        left = binary('*', left, unary());
      } else if (tokens.takes("/")) {
        left = binary('/', left, unary());
      } else {
        return left;
      }
    }
  }

  private static Expr binary(char operator, Expr left, Expr right) {
    if (left instanceof Expr.Scalar(double a) && right instanceof Expr.Scalar(double b)) {
      return new Expr.Scalar(Evaluation.apply(operator, a, b));
    }
    return new Expr.Binary(operator, left, right);
  }

  private Expr unary() {
    if (tokens.takes("-")) {
      return binary('*', new Expr.Scalar(-1), primary());
    }
    tokens.takes("+");
    return primary();
  }

  private Expr primary() {
    Token token = tokens.peek();
    return switch (token.kind()) {
      case NUMBER -> new Expr.Scalar(number());
      case NAME -> named();
      default -> {
        if (!tokens.takes("(")) {
          throw tokens.unexpected("a metric, a function, a number or (");
        }
        Expr inner = or();
        tokens.expect(")");
        yield inner;
      }
    };
  }

  private Expr named() {
    Token name = tokens.take();
    String next = tokens.peek().text();
    boolean grouped = next.equals("by") || next.equals("without");
    if (!next.equals("(") && !grouped) {
      return select(name);
    }
    return switch (name.text()) {
      case "rate", "increase", "avg_over_time", "min_over_time", "max_over_time" ->
          over(Expr.Function.valueOf(name.text().toUpperCase(Locale.ROOT)));
      case "sum", "avg", "min", "max", "count" ->
          aggregate(Expr.Operator.valueOf(name.text().toUpperCase(Locale.ROOT)));
      case "histogram_quantile" -> quantile();
      case "clamp_min", "clamp_max" -> clamp(name.text().equals("clamp_min"));
      case "vector" -> {
        tokens.expect("(");
        double value = signed();
        tokens.expect(")");
        yield new Expr.Vector(value);
      }
      default -> throw new QueryException("no such function: " + name.text(), name.position());
    };
  }

  private Expr.Select select(Token name) {
    List<Matcher> matchers = tokens.takes("{") ? tokens.matchers() : List.of();
    return new Expr.Select(name.text(), matchers, name.position());
  }

  private Expr over(Expr.Function function) {
    tokens.expect("(");
    Expr.Select select = select(tokens.expect(Kind.NAME, "a metric"));
    tokens.expect("[");
    int seconds = seconds(tokens.expect(Kind.DURATION, "a duration such as 30s"));
    tokens.expect("]");
    tokens.expect(")");
    return new Expr.Over(function, select, seconds);
  }

  private static int seconds(Token token) {
    if (!token.text().matches("(\\d{1,5}[smhd])+")) {
      throw new QueryException("expected a duration such as 30s or 5m", token.position());
    }
    long seconds = 0;
    long number = 0;
    for (char c : token.text().toCharArray()) {
      switch (c) {
        case 's' -> seconds += number;
        case 'm' -> seconds += number * 60;
        case 'h' -> seconds += number * 3_600;
        case 'd' -> seconds += number * 86_400;
        default -> number = number * 10 + (c - '0');
      }
      if (c > '9') {
        number = 0;
      }
    }
    if (seconds < 1 || seconds > MAX_WINDOW) {
      throw new QueryException("a window is 1s to 1h long", token.position());
    }
    return (int) seconds;
  }

  private Expr aggregate(Expr.Operator operator) {
    Set<String> labels = new TreeSet<>();
    boolean grouped = false;
    boolean without = false;
    if (!tokens.peek().text().equals("(")) {
      without = grouping(labels);
      grouped = true;
    }
    tokens.expect("(");
    Expr inner = or();
    tokens.expect(")");
    String next = tokens.peek().text();
    if (!grouped && (next.equals("by") || next.equals("without"))) {
      without = grouping(labels);
    }
    return new Expr.Aggregate(operator, without, labels, inner);
  }

  /** Reads {@code by (…)} or {@code without (…)} into {@code labels}; true for without. */
  private boolean grouping(Set<String> labels) {
    boolean without = tokens.take().text().equals("without");
    tokens.expect("(");
    while (!tokens.takes(")")) {
      labels.add(tokens.expect(Kind.NAME, "a label or )").text());
      if (!tokens.takes(",")) {
        tokens.expect(")");
        break;
      }
    }
    return without;
  }

  private Expr quantile() {
    tokens.expect("(");
    Token at = tokens.peek();
    double q = number();
    if (q < 0 || q > 1) {
      throw new QueryException("a quantile lies between 0 and 1", at.position());
    }
    tokens.expect(",");
    Expr inner = or();
    tokens.expect(")");
    return new Expr.Quantile(q, inner);
  }

  private Expr clamp(boolean min) {
    tokens.expect("(");
    Expr inner = or();
    tokens.expect(",");
    double bound = signed();
    tokens.expect(")");
    return new Expr.Clamp(min, inner, bound);
  }

  private double signed() {
    return tokens.takes("-") ? -number() : number();
  }

  private double number() {
    Token token = tokens.expect(Kind.NUMBER, "a number");
    try {
      return Double.parseDouble(token.text());
    } catch (NumberFormatException e) {
      throw new QueryException("not a number: " + token.text(), token.position());
    }
  }
}
