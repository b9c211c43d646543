package dev.pagefault.scoring;

import dev.pagefault.journal.JournalEvent.DiagnosticRead;
import dev.pagefault.journal.JournalEvent.Hypothesized;
import dev.pagefault.journal.JournalEvent.TestDeclared;
import dev.pagefault.journal.JournalEvent.Verdict;
import dev.pagefault.journal.JournalEvent.VerdictGiven;
import dev.pagefault.scoring.Facts.On;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A test that was declared and then read, with what its reading says of each hypothesis it names.
 *
 * @param spoiled whether the same reading had been opened before the test was declared, so that it
 *     held no information any more
 * @param rated whether the evidence matrix applied to the reading
 * @param bears what it says, by hypothesis
 */
record Trial(
    On<TestDeclared> declared,
    On<DiagnosticRead> read,
    boolean spoiled,
    boolean rated,
    List<Bearing> bears) {

  /**
   * What a reading says of one hypothesis.
   *
   * @param logRatio natural logarithm of the likelihood ratio; empty where the matrix doesn't tell
   * @param given the last verdict on it, or null
   */
  record Bearing(Hypothesized hypothesis, OptionalDouble logRatio, @Nullable Verdict given) {

    /** The verdict that the matrix warrants, or null. */
    @Nullable Verdict warranted() {
      return logRatio.isPresent() ? Evidence.warranted(logRatio.getAsDouble()) : null;
    }
  }

  /** Every test that was read, in the order of declaration. */
  static List<Trial> all(Facts facts, Evidence evidence) {
    List<Trial> trials = new ArrayList<>();
    for (On<TestDeclared> declared : facts.all(TestDeclared.class)) {
      facts.all(DiagnosticRead.class).stream()
          .filter(on -> declared.event().id().equals(on.event().test()))
          .filter(on -> on.seq() > declared.seq())
          .findFirst()
          .ifPresent(read -> trials.add(of(facts, evidence, declared, read)));
    }
    return trials;
  }

  /** Whether its reading speaks for or against a hypothesis that it names. */
  boolean tells() {
    return bears.stream()
        .map(Bearing::warranted)
        .anyMatch(verdict -> verdict != null && verdict != Verdict.SAYS_NOTHING);
  }

  private static Trial of(
      Facts facts, Evidence evidence, On<TestDeclared> declared, On<DiagnosticRead> read) {
    SortedMap<String, Hypothesized> standing = new TreeMap<>(facts.hypothesesBefore(read.seq()));
    int outcome = evidence.outcome(read.event().diagnostic(), read.event().outcome());
    List<Bearing> bears = new ArrayList<>();
    for (String id : declared.event().hypotheses().stream().distinct().sorted().toList()) {
      Hypothesized h = standing.get(id);
      if (h != null) {
        bears.add(
            new Bearing(
                h,
                evidence.logRatio(read.event().row(), outcome, h),
                verdict(facts, declared.event().id(), id)));
      }
    }
    boolean rated = bears.stream().anyMatch(b -> b.logRatio().isPresent());
    return new Trial(declared, read, spoiled(facts, declared), rated, List.copyOf(bears));
  }

  private static boolean spoiled(Facts facts, On<TestDeclared> test) {
    String key = Evidence.key(test.event().diagnostic(), test.event().target());
    return facts.before(test.seq(), DiagnosticRead.class).stream()
        .anyMatch(on -> Evidence.key(on.event().diagnostic(), on.event().target()).equals(key));
  }

  private static @Nullable Verdict verdict(Facts facts, String test, String hypothesis) {
    return facts.all(VerdictGiven.class).stream()
        .map(On::event)
        .filter(v -> v.test().equals(test) && v.hypothesis().equals(hypothesis))
        .map(VerdictGiven::verdict)
        .reduce((a, b) -> b)
        .orElse(null);
  }
}
