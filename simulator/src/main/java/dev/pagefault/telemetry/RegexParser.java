package dev.pagefault.telemetry;

import dev.pagefault.telemetry.Regex.CharSet;
import dev.pagefault.telemetry.Regex.Step;
import java.util.ArrayList;
import java.util.List;

/** Reads a pattern, top down, into the steps of a {@link Regex}. */
final class RegexParser {
  /** Longest pattern, characters. */
  static final int MAX_LENGTH = 500;

  /** Steps of a compiled pattern; counted repetition multiplies them. */
  static final int MAX_STEPS = 2_000;

  /** Parentheses within parentheses. */
  static final int MAX_DEPTH = 20;

  /** Largest number in {@code {m,n}}. */
  static final int MAX_REPEAT = 100;

  private final String pattern;
  private final int position;
  private boolean ignoreCase;
  private int at;
  private int depth;

  RegexParser(String pattern, int position) {
    this.pattern = pattern;
    this.position = position;
  }

  Regex parse() {
    if (pattern.length() > MAX_LENGTH) {
      throw fault("a pattern has at most " + MAX_LENGTH + " characters");
    }
    if (pattern.startsWith("(?i)")) {
      ignoreCase = true;
      at = 4;
    }
    List<Step> steps = alternatives();
    if (at < pattern.length()) {
      throw fault("unbalanced ) in the pattern");
    }
    steps.add(new Step.Match());
    return new Regex(steps);
  }

  private List<Step> alternatives() {
    if (++depth > MAX_DEPTH) {
      throw fault("a pattern nests at most " + MAX_DEPTH + " deep");
    }
    List<Step> steps = sequence();
    while (at < pattern.length() && pattern.charAt(at) == '|') {
      at++;
      List<Step> other = sequence();
      List<Step> both = new ArrayList<>();
      both.add(new Step.Split(1, steps.size() + 2));
      append(both, steps);
      both.add(new Step.Jump(both.size() + 1 + other.size()));
      append(both, other);
      steps = both;
    }
    depth--;
    return steps;
  }

  private List<Step> sequence() {
    List<Step> steps = new ArrayList<>();
    while (at < pattern.length() && pattern.charAt(at) != '|' && pattern.charAt(at) != ')') {
      append(steps, repeated(atom()));
    }
    return steps;
  }

  private List<Step> repeated(List<Step> atom) {
    while (at < pattern.length()) {
      switch (pattern.charAt(at)) {
        case '*' -> atom = repeat(atom, 0, -1);
        case '+' -> atom = repeat(atom, 1, -1);
        case '?' -> atom = repeat(atom, 0, 1);
        case '{' -> atom = counted(atom);
        default -> {
          return atom;
        }
      }
      at++;
      if (at < pattern.length() && pattern.charAt(at) == '?') {
        at++; // lazy or greedy is one when only the fact of a match counts
      }
    }
    return atom;
  }

  private List<Step> counted(List<Step> atom) {
    int close = pattern.indexOf('}', at);
    String inside = close < 0 ? "" : pattern.substring(at + 1, close);
    if (!inside.matches("\\d{1,3}(,(\\d{1,3})?)?")) {
      throw fault("expected {m}, {m,} or {m,n} in the pattern");
    }
    at = close;
    int comma = inside.indexOf(',');
    int least = Integer.parseInt(comma < 0 ? inside : inside.substring(0, comma));
    int most = least;
    if (comma == inside.length() - 1) {
      most = -1;
    } else if (comma >= 0) {
      most = Integer.parseInt(inside.substring(comma + 1));
    }
    if (least > MAX_REPEAT || most > MAX_REPEAT || (most >= 0 && most < least)) {
      throw fault("repeat at most " + MAX_REPEAT + " times, the smaller number first");
    }
    return repeat(atom, least, most);
  }

  /** {@code least} copies, then up to {@code most} (negative: any number of) optional ones. */
  private List<Step> repeat(List<Step> atom, int least, int most) {
    List<Step> steps = new ArrayList<>();
    for (int i = 0; i < least; i++) {
      append(steps, atom);
    }
    if (most < 0) {
      int loop = steps.size();
      steps.add(new Step.Split(loop + 1, loop + atom.size() + 2));
      append(steps, atom);
      steps.add(new Step.Jump(loop));
    }
    for (int i = least; i < most; i++) {
      int here = steps.size();
      steps.add(new Step.Split(here + 1, here + 1 + atom.size()));
      append(steps, atom);
    }
    return steps;
  }

  private List<Step> atom() {
    char c = pattern.charAt(at++);
    return switch (c) {
      case '(' -> group();
      case '[' -> one(bracket());
      case '.' -> one(any -> any != '\n');
      case '^' -> new ArrayList<>(List.of(new Step.Start()));
      case '$' -> new ArrayList<>(List.of(new Step.End()));
      case '\\' -> one(escape());
      case '*', '+', '?', '{' -> throw fault("nothing to repeat before " + c + " in the pattern");
      default -> one(literal(c));
    };
  }

  private List<Step> group() {
    if (pattern.startsWith("?:", at)) {
      at += 2;
    } else if (at < pattern.length() && pattern.charAt(at) == '?') {
      throw fault("groups are ( ) and (?: ); look-around is not known here");
    }
    List<Step> inside = alternatives();
    if (at >= pattern.length()) {
      throw fault("missing ) in the pattern");
    }
    at++;
    return inside;
  }

  private CharSet bracket() {
    boolean negated = at < pattern.length() && pattern.charAt(at) == '^';
    at += negated ? 1 : 0;
    List<CharSet> members = new ArrayList<>();
    boolean first = true;
    while (true) {
      if (at >= pattern.length()) {
        throw fault("missing ] in the pattern");
      }
      char c = pattern.charAt(at++);
      if (c == ']' && !first) {
        break;
      }
      first = false;
      if (c == '\\') {
        members.add(escape());
      } else if (at + 1 < pattern.length()
          && pattern.charAt(at) == '-'
          && pattern.charAt(at + 1) != ']') {
        char to = pattern.charAt(at + 1);
        at += 2;
        members.add(range(c, to));
      } else {
        members.add(literal(c));
      }
    }
    List<CharSet> all = List.copyOf(members);
    return c -> all.stream().anyMatch(member -> member.contains(c)) != negated;
  }

  private CharSet range(char from, char to) {
    if (from > to) {
      throw fault("a range in [ ] goes from the smaller to the larger");
    }
    CharSet exact = c -> c >= from && c <= to;
    return ignoreCase
        ? c -> exact.contains(Character.toLowerCase(c)) || exact.contains(Character.toUpperCase(c))
        : exact;
  }

  private CharSet escape() {
    if (at >= pattern.length()) {
      throw fault("a pattern can't end in \\");
    }
    char c = pattern.charAt(at++);
    return switch (c) {
      case 'd' -> RegexParser::digit;
      case 'D' -> x -> !digit(x);
      case 'w' -> RegexParser::word;
      case 'W' -> x -> !word(x);
      case 's' -> Character::isWhitespace;
      case 'S' -> x -> !Character.isWhitespace(x);
      case 't' -> literal('\t');
      case 'n' -> literal('\n');
      default -> {
        if (word(c)) {
          throw fault("\\" + c + " is not known here");
        }
        yield literal(c);
      }
    };
  }

  private static boolean digit(char c) {
    return c >= '0' && c <= '9';
  }

  private static boolean word(char c) {
    return digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
  }

  private CharSet literal(char expected) {
    char low = Character.toLowerCase(expected);
    return ignoreCase ? c -> Character.toLowerCase(c) == low : c -> c == expected;
  }

  private static List<Step> one(CharSet set) {
    return new ArrayList<>(List.of(new Step.Consume(set)));
  }

  /** Adds a copy whose targets are moved to where it stands. */
  private void append(List<Step> steps, List<Step> part) {
    int by = steps.size();
    if (by + part.size() > MAX_STEPS) {
      throw fault("the pattern repeats too much");
    }
    for (Step step : part) {
      steps.add(
          switch (step) {
            case Step.Split(int first, int second) -> new Step.Split(first + by, second + by);
            case Step.Jump(int to) -> new Step.Jump(to + by);
            case Step.Consume consume -> consume;
            case Step.Start start -> start;
            case Step.End end -> end;
            case Step.Match match -> match;
          });
    }
  }

  private QueryException fault(String message) {
    return new QueryException(message, position);
  }
}
