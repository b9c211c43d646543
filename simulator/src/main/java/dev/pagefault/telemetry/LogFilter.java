package dev.pagefault.telemetry;

import dev.pagefault.telemetry.Tokens.Kind;
import dev.pagefault.telemetry.Tokens.Token;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * The LogQL subset: which lines are wanted.
 *
 * <pre>
 *   query = [ "{" label matchers "}" ] { stage }          empty: every line
 *   stage = ("|=" | "!=" | "|~" | "!~") "text"            somewhere in the line, or not
 *         | "|" ("json" | "logfmt")                       lines are structured anyway
 *         | "|" field ("=" | "!=" | "=~" | "!~") "value"  the whole value of a field
 * </pre>
 *
 * Labels and fields are {@code service region instance version level logger message trace_id} and
 * whatever fields a line has. Patterns are {@link Regex}: linear in the text; and a query spends at
 * most {@value Regex#MAX_WORK} of their steps. Used for one query, by one thread.
 */
final class LogFilter {
  private final List<Predicate<LogLine>> tests = new ArrayList<>();
  private final Regex.Work work = new Regex.Work(Regex.MAX_WORK);

  private LogFilter() {}

  /** Parses. Throws {@link QueryException}. */
  static LogFilter parse(String query) {
    LogFilter filter = new LogFilter();
    Tokens tokens = new Tokens(query);
    if (tokens.takes("{")) {
      tokens.matchers().forEach(filter::field);
    }
    while (tokens.peek().kind() != Kind.END) {
      filter.stage(tokens);
    }
    return filter;
  }

  private void stage(Tokens tokens) {
    Token mark = tokens.take();
    switch (mark.text()) {
      case "|=" -> {
        String text = tokens.expect(Kind.STRING, "a quoted text").text();
        tests.add(line -> contains(line, text));
      }
      case "!=" -> {
        String text = tokens.expect(Kind.STRING, "a quoted text").text();
        tests.add(line -> !contains(line, text));
      }
      case "|~" -> {
        Regex regex = pattern(tokens, mark);
        tests.add(line -> finds(line, regex));
      }
      case "!~" -> {
        Regex regex = pattern(tokens, mark);
        tests.add(line -> !finds(line, regex));
      }
      case "|" -> {
        Token name = tokens.expect(Kind.NAME, "json or a field");
        boolean parser = name.text().equals("json") || name.text().equals("logfmt");
        if (!parser) {
          Token operator = tokens.take();
          if (tokens.peek().kind() != Kind.STRING && tokens.peek().kind() != Kind.NUMBER) {
            throw tokens.unexpected("a quoted value");
          }
          field(
              Matcher.of(name.text(), operator.text(), tokens.take().text(), operator.position()));
        }
      }
      default ->
          throw new QueryException(
              "expected {, |=, !=, |~, !~ or | but found " + mark.text(), mark.position());
    }
  }

  private static Regex pattern(Tokens tokens, Token mark) {
    return Regex.compile(tokens.expect(Kind.STRING, "a quoted pattern").text(), mark.position());
  }

  private void field(Matcher matcher) {
    tests.add(line -> matcher.test().test(value(line, matcher.label()), work));
  }

  /** The value of a label or field; empty where a line has none. */
  static String value(LogLine line, String name) {
    return switch (name) {
      case "service" -> line.service();
      case "region" -> line.region();
      case "instance" -> line.instance();
      case "version" -> line.version();
      case "level" -> line.level();
      case "logger" -> line.logger();
      case "message", "msg" -> line.message();
      case "trace_id", "traceId" -> {
        String trace = line.traceId();
        yield trace == null ? "" : trace;
      }
      default -> line.fields().getOrDefault(name, "");
    };
  }

  private static boolean contains(LogLine line, String text) {
    return line.message().contains(text)
        || line.logger().contains(text)
        || value(line, "trace_id").contains(text)
        || line.fields().entrySet().stream()
            .anyMatch(f -> f.getValue().contains(text) || f.getKey().contains(text));
  }

  private boolean finds(LogLine line, Regex regex) {
    return finds(line.message(), regex)
        || finds(line.logger(), regex)
        || line.fields().values().stream().anyMatch(value -> finds(value, regex));
  }

  private boolean finds(String text, Regex regex) {
    return regex.finds(text, work);
  }

  boolean fits(LogLine line) {
    for (Predicate<LogLine> test : tests) {
      if (!test.test(line)) {
        return false;
      }
    }
    return true;
  }
}
