package dev.pagefault.telemetry;

import java.util.List;

/**
 * A regular expression whose matching takes time linear in the text, whatever the pattern: all
 * states at once, no backtracking (Thompson 1968; Cox, "Regular Expression Matching Can Be Simple
 * And Fast"). java.util.regex can be made to run for ages by a short pattern, and patterns here
 * come from people.
 *
 * <p>Knows literals, {@code . [a-z] [^x] ( ) | * + ? {m,n} ^ $ \d \w \s} and their negations, and
 * {@code (?i)} at the start; no back references and no look-around. Immutable; any thread.
 */
final class Regex {
  /** Steps that the patterns of one query may try: about a second's worth. */
  static final long MAX_WORK = 100_000_000;

  /** One instruction of the compiled pattern. */
  sealed interface Step {
    /** Consumes one character of the set. */
    record Consume(CharSet set) implements Step {}

    /** Goes on at both places. */
    record Split(int first, int second) implements Step {}

    /** Goes on elsewhere. */
    record Jump(int to) implements Step {}

    /** Holds at the start of the text only. */
    record Start() implements Step {}

    /** Holds at the end of the text only. */
    record End() implements Step {}

    /** Matched. */
    record Match() implements Step {}
  }

  /** Which characters fit at one place. */
  interface CharSet {
    boolean contains(char c);
  }

  /** How many steps may still be tried; shared by all texts of one query. One thread. */
  static final class Work {
    private long left;

    Work(long steps) {
      left = steps;
    }

    private void spend(int steps) {
      left -= steps;
      if (left < 0) {
        throw new QueryException(
            "this pattern is too much work: narrow the range or simplify it", 0);
      }
    }
  }

  private final Step[] steps;

  Regex(List<Step> steps) {
    this.steps = steps.toArray(Step[]::new);
  }

  /**
   * Compiles. Throws {@link QueryException} at {@code position} (of the query that the pattern is
   * part of) when it is malformed, uses what is not known here, or is too large.
   */
  static Regex compile(String pattern, int position) {
    return new RegexParser(pattern, position).parse();
  }

  /** Whether the whole text matches; spends work that may run out. */
  boolean matches(CharSequence text, Work work) {
    return run(text, true, work);
  }

  /** Whether some part of the text matches; spends work that may run out. */
  boolean finds(CharSequence text, Work work) {
    return run(text, false, work);
  }

  private boolean run(CharSequence text, boolean whole, Work work) {
    Threads now = new Threads(steps.length);
    Threads next = new Threads(steps.length);
    int length = text.length();
    for (int at = 0; at <= length; at++) {
      if (at == 0 || !whole) {
        add(now, 0, at, length);
      }
      work.spend(1 + now.size); // an empty text costs, too
      if (now.matched && (!whole || at == length)) {
        return true;
      }
      if (at == length) {
        return false;
      }
      char c = text.charAt(at);
      for (int i = 0; i < now.size; i++) {
        int step = now.places[i];
        if (steps[step] instanceof Step.Consume consume && consume.set().contains(c)) {
          add(next, step + 1, at + 1, length);
        }
      }
      Threads swap = now;
      now = next;
      next = swap;
      next.clear();
    }
    return false;
  }

  /** Follows everything that consumes nothing; its depth is bounded by the pattern's size. */
  private void add(Threads threads, int place, int at, int length) {
    if (!threads.enter(place)) {
      return;
    }
    switch (steps[place]) {
      case Step.Consume consume -> {}
      case Step.Split(int first, int second) -> {
        add(threads, first, at, length);
        add(threads, second, at, length);
      }
      case Step.Jump(int to) -> add(threads, to, at, length);
      case Step.Start start -> {
        if (at == 0) {
          add(threads, place + 1, at, length);
        }
      }
      case Step.End end -> {
        if (at == length) {
          add(threads, place + 1, at, length);
        }
      }
      case Step.Match match -> threads.matched = true;
    }
  }

  /** The places that are alive after the same number of characters, each once. */
  private static final class Threads {
    private final int[] places;
    private final boolean[] alive;
    private int size;
    private boolean matched;

    Threads(int capacity) {
      places = new int[capacity];
      alive = new boolean[capacity];
    }

    boolean enter(int place) {
      if (alive[place]) {
        return false;
      }
      alive[place] = true;
      places[size++] = place;
      return true;
    }

    void clear() {
      for (int i = 0; i < size; i++) {
        alive[places[i]] = false;
      }
      size = 0;
      matched = false;
    }
  }
}
