package dev.pagefault.scoring;

import dev.pagefault.journal.JournalEvent.Hypothesized;
import dev.pagefault.journal.JournalEvent.Verdict;
import dev.pagefault.journal.JournalEvent.VerdictGiven;
import dev.pagefault.scoring.Facts.On;
import dev.pagefault.scoring.Scorecard.Item;
import dev.pagefault.scoring.Trial.Bearing;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Step three: verdicts 10, and one at a time, most likely first 5; both are scaled to 25 until the
 * worth of tests is rated as well.
 *
 * <p>A verdict is rated where the evidence matrix applied to the reading: full when it is the
 * warranted one, half beside it, none farther off; an unwarranted <em>rules out</em> loses twice
 * that. The mean runs over every hypothesis that a rated test names, two at least. While the worth
 * of tests isn't rated, a test whose reading tells nothing of any hypothesis it names can't replace
 * one that does: right verdicts on it earn half, and it doesn't count as one of the two.
 */
final class Test {

  /** Points of the step by the points of the rules that are rated as yet. */
  static final double SCALE = 25.0 / 15.0;

  private static final double VERDICT_POINTS = 10 * SCALE;
  private static final double ORDER_POINTS = 5 * SCALE;
  private static final double OVERLAP_COST = 2 * SCALE;
  private static final double LEFT_OUT_COST = 1 * SCALE;
  private static final int FEWEST_VERDICTS = 2;
  private static final int ENOUGH_TESTS = 2;
  private static final double UNTELLING_SHARE = 0.5;

  private final Facts facts;
  private final Names names;
  private final List<Trial> trials;

  Test(Facts facts, Evidence evidence) {
    this.facts = facts;
    this.names = new Names(facts.revealed());
    this.trials = Trial.all(facts, evidence).stream().filter(t -> !t.spoiled()).toList();
  }

  List<Item> items() {
    List<Item> items = new ArrayList<>();
    items.addAll(verdicts());
    items.add(order());
    leftOut(items);
    overlapping(items);
    return items;
  }

  private List<Item> verdicts() {
    List<Trial> rated = trials.stream().filter(Trial::rated).toList();
    int pairs = 0;
    for (Trial trial : rated) {
      pairs += trial.bears().size();
    }
    if (pairs == 0) {
      return List.of(
          new Item(
              "verdicts",
              "Verdicts",
              0,
              VERDICT_POINTS,
              "Tests declared before they are read, and a verdict for each hypothesis they name.",
              trials.isEmpty()
                  ? "You read no test that was declared before its reading was opened."
                  : "The matrix of evidence applied to none of your tests' readings.",
              null));
    }
    double each = VERDICT_POINTS / Math.max(FEWEST_VERDICTS, pairs);
    List<Item> items = new ArrayList<>();
    for (Trial trial : rated) {
      items.add(verdict(trial, each));
    }
    return items;
  }

  private Item verdict(Trial trial, double each) {
    double share = 0;
    List<String> expected = new ArrayList<>();
    List<String> did = new ArrayList<>();
    for (Bearing bearing : trial.bears()) {
      Verdict warranted = bearing.warranted();
      if (warranted == null) {
        continue; // no row for it; it counts as a pair that nobody could judge, and earns nothing
      }
      double credit = credit(bearing.given(), warranted);
      share += credit > 0 && !trial.tells() ? credit * UNTELLING_SHARE : credit;
      String name = names.hypothesis(bearing.hypothesis());
      expected.add(words(warranted) + " " + name + odds(bearing.logRatio().getAsDouble()));
      did.add(bearing.given() == null ? "nothing of " + name : words(bearing.given()) + " " + name);
    }
    var read = trial.read().event();
    return new Item(
        "verdict." + trial.declared().event().id(),
        names.probe(read.diagnostic(), read.target()),
        each * share,
        each * trial.bears().size(),
        "“" + read.outcome() + "” " + Names.list(expected) + ".",
        "You said: " + Names.list(did) + ".",
        Evidence.key(read.diagnostic(), read.target()));
  }

  /** 1, 0.5 or 0 by distance; an unwarranted <em>rules out</em> loses twice as much: 0 or −1. */
  static double credit(@Nullable Verdict given, Verdict warranted) {
    if (given == null) {
      return 0;
    }
    double loss = Math.min(2, Math.abs(place(given) - place(warranted))) / 2.0;
    return 1 - (given == Verdict.RULES_OUT ? 2 * loss : loss);
  }

  /** Where a verdict stands on the way from for to against. */
  private static int place(Verdict verdict) {
    return switch (verdict) {
      case FITS -> 0;
      case SAYS_NOTHING -> 1;
      case AGAINST -> 2;
      case RULES_OUT -> 3;
    };
  }

  private Item order() {
    long tests = trials.stream().filter(Trial::tells).count();
    return new Item(
        "order",
        "One at a time, most likely first",
        ORDER_POINTS * Math.min(1, tests / (double) ENOUGH_TESTS),
        ORDER_POINTS,
        "Two tests at least whose readings speak for or against a hypothesis.",
        tests == 0 ? "You made none." : "You made " + Names.count(tests, "such test") + ".",
        null);
  }

  private void leftOut(List<Item> items) {
    for (Trial trial : trials) {
      List<Hypothesized> likeliest = likeliestOpen(trial.declared().seq());
      Set<String> named = Set.copyOf(trial.declared().event().hypotheses());
      if (!likeliest.isEmpty() && likeliest.stream().noneMatch(h -> named.contains(h.id()))) {
        var declared = trial.declared().event();
        items.add(
            new Item(
                "left-out." + declared.id(),
                "The likeliest was left out",
                -LEFT_OUT_COST,
                0,
                "Tests that bear on the likeliest open hypothesis, then "
                    + names.hypothesis(likeliest.getFirst())
                    + ".",
                "Your test on "
                    + names.probe(declared.diagnostic(), declared.target())
                    + " left it out.",
                Evidence.key(declared.diagnostic(), declared.target())));
      }
    }
  }

  private List<Hypothesized> likeliestOpen(long seq) {
    SortedMap<String, Hypothesized> open = facts.hypothesesBefore(seq);
    Set<String> ruledOut =
        facts.before(seq, VerdictGiven.class).stream()
            .map(On::event)
            .filter(v -> v.verdict() == Verdict.RULES_OUT)
            .map(VerdictGiven::hypothesis)
            .collect(Collectors.toSet());
    open.keySet().removeAll(ruledOut);
    int most = open.values().stream().mapToInt(Hypothesized::likelihood).max().orElse(0);
    return open.values().stream().filter(h -> h.likelihood() == most).toList();
  }

  private void overlapping(List<Item> items) {
    int n = new Changes(facts).overlapping().size();
    if (n > 0) {
      items.add(
          new Item(
              "overlap",
              "Changes on top of each other",
              -OVERLAP_COST * n,
              0,
              "One change at a time, the next once the effect of the last can be seen.",
              "You made "
                  + Names.count(n, "change")
                  + " while the effect of another was still open.",
              null));
    }
  }

  private static String words(Verdict verdict) {
    return switch (verdict) {
      case FITS -> "fits";
      case SAYS_NOTHING -> "says nothing of";
      case AGAINST -> "speaks against";
      case RULES_OUT -> "rules out";
    };
  }

  /** The odds in words. */
  private static String odds(double logRatio) {
    double ratio = StrictMath.exp(StrictMath.abs(logRatio));
    String times = ratio >= 10 ? Long.toString(StrictMath.round(ratio)) : Names.number(ratio);
    if (times.equals("1")) {
      return " (as likely either way)";
    }
    return " ("
        + times
        + " times "
        + (logRatio > 0 ? "likelier" : "less likely")
        + " if it's true)";
  }
}
