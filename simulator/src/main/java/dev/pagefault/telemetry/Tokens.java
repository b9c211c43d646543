package dev.pagefault.telemetry;

import java.util.ArrayList;
import java.util.List;

/**
 * The words of a query, one after the other, with where each stands. Both query languages read
 * through it.
 */
final class Tokens {
  /** Longest query, characters. */
  static final int MAX_LENGTH = 2_000;

  /** Longest first, so that {@code =~} is not read as {@code =}. */
  private static final List<String> PUNCTUATION =
      List.of(
          "=~", "!~", "!=", "|=", "|~", "=", "|", "{", "}", "(", ")", "[", "]", ",", "+", "-", "*",
          "/");

  /** What a token is. */
  enum Kind {
    NAME,
    NUMBER,
    DURATION,
    STRING,
    PUNCTUATION,
    END
  }

  /** A token: a string's text is without quotes and escapes. */
  record Token(Kind kind, String text, int position) {}

  private final List<Token> tokens = new ArrayList<>();
  private int next;

  /** Splits a query. Throws {@link QueryException} where no token can begin. */
  Tokens(String query) {
    if (query.length() > MAX_LENGTH) {
      throw new QueryException(
          "a query has at most " + MAX_LENGTH + " characters; this one has " + query.length(),
          MAX_LENGTH);
    }
    int at = 0;
    while (at < query.length()) {
      at = Character.isWhitespace(query.charAt(at)) ? at + 1 : split(query, at);
    }
    tokens.add(new Token(Kind.END, "end of query", query.length()));
  }

  private int split(String query, int at) {
    char c = query.charAt(at);
    if (c == '"' || c == '\'' || c == '`') {
      return string(query, at);
    }
    if (isDigit(c) || (c == '.' && at + 1 < query.length() && isDigit(query.charAt(at + 1)))) {
      return number(query, at);
    }
    if (isLetter(c)) {
      int end = at + 1;
      while (end < query.length() && (isLetter(query.charAt(end)) || isInner(query.charAt(end)))) {
        end++;
      }
      tokens.add(new Token(Kind.NAME, query.substring(at, end), at));
      return end;
    }
    for (String mark : PUNCTUATION) {
      if (query.startsWith(mark, at)) {
        tokens.add(new Token(Kind.PUNCTUATION, mark, at));
        return at + mark.length();
      }
    }
    throw new QueryException("unexpected character " + c, at);
  }

  private int string(String query, int at) {
    char quote = query.charAt(at);
    StringBuilder text = new StringBuilder();
    for (int i = at + 1; i < query.length(); i++) {
      char c = query.charAt(i);
      if (c == quote) {
        tokens.add(new Token(Kind.STRING, text.toString(), at));
        return i + 1;
      }
      if (c == '\\' && quote != '`' && i + 1 < query.length()) {
        char escaped = query.charAt(++i);
        switch (escaped) {
          case 'n' -> text.append('\n');
          case 't' -> text.append('\t');
          case '\\', '"', '\'' -> text.append(escaped);
          default -> text.append('\\').append(escaped); // lenient, for patterns: "\d" and "\\d"
        }
      } else {
        text.append(c);
      }
    }
    throw new QueryException("this string has no end: missing " + quote, at);
  }

  private int number(String query, int at) {
    int end = at;
    while (end < query.length()
        && (isDigit(query.charAt(end)) || query.charAt(end) == '.' || isUnit(query, end, at))) {
      end++;
    }
    String text = query.substring(at, end);
    boolean duration = isLetter(text.charAt(text.length() - 1));
    tokens.add(new Token(duration ? Kind.DURATION : Kind.NUMBER, text, at));
    return end;
  }

  private static boolean isUnit(String query, int at, int start) {
    return at > start && "smhd".indexOf(query.charAt(at)) >= 0;
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private static boolean isLetter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == ':';
  }

  private static boolean isInner(char c) {
    return isDigit(c) || c == '.';
  }

  /** The next token, which stays. */
  Token peek() {
    return tokens.get(next);
  }

  /** Takes the next token. */
  Token take() {
    Token token = tokens.get(next);
    if (token.kind() != Kind.END) {
      next++;
    }
    return token;
  }

  /** Whether the next token is this mark or word; if so, takes it. */
  boolean takes(String text) {
    Token token = peek();
    boolean fits =
        token.text().equals(text)
            && (token.kind() == Kind.PUNCTUATION || token.kind() == Kind.NAME);
    if (fits) {
      next++;
    }
    return fits;
  }

  /** Takes the mark, or fails naming what should stand there. */
  void expect(String mark) {
    if (!takes(mark)) {
      throw unexpected(mark);
    }
  }

  /** Takes a token of a kind, or fails naming what should stand there. */
  Token expect(Kind kind, String what) {
    if (peek().kind() != kind) {
      throw unexpected(what);
    }
    return take();
  }

  /** The fault of the next token not being {@code expected}. */
  QueryException unexpected(String expected) {
    Token token = peek();
    return new QueryException(
        "expected " + expected + " but found " + token.text(), token.position());
  }

  /** {@code {label="value", …}} after its opening brace, with the closing one. */
  List<Matcher> matchers() {
    List<Matcher> matchers = new ArrayList<>();
    while (!takes("}")) {
      Token label = expect(Kind.NAME, "a label or }");
      Token operator = take();
      Token value = expect(Kind.STRING, "a quoted value");
      matchers.add(Matcher.of(label.text(), operator.text(), value.text(), operator.position()));
      if (!takes(",")) {
        expect("}");
        break;
      }
    }
    return matchers;
  }
}
