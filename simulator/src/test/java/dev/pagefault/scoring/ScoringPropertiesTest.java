package dev.pagefault.scoring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pagefault.journal.Entry;
import dev.pagefault.journal.JournalEvent;
import dev.pagefault.journal.JournalEvent.Hypothesized;
import dev.pagefault.journal.JournalEvent.Verdict;
import dev.pagefault.journal.Json;
import dev.pagefault.scenario.Answer.Aspect;
import dev.pagefault.scenario.Answer.Atom;
import dev.pagefault.scenario.Answer.Stage;
import dev.pagefault.scenario.Change;
import dev.pagefault.scenario.Selector;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What must hold for every drill, on drills drawn at random; a failure names its seed. */
class ScoringPropertiesTest {

  private static final int ROUNDS = 300;
  private static final List<String> MODES =
      List.of("pool-too-small", "slow-query", "connection-leak", "retry-storm", "cpu-throttled");
  private static final List<String> COMPONENTS = List.of("checkout", "orders", "payment");

  @Test
  void anExtraWrongChangeNeverRaisesAScore() {
    for (int seed = 0; seed < ROUNDS; seed++) {
      Random random = new Random(seed);
      List<Entry> journal = draw(random);
      Change wrong = new Change.Restart(Selector.parse("payment"));
      int at = 5 + random.nextInt(journal.size() - 7);
      Entry before = journal.get(at);
      List<Entry> more = new ArrayList<>(journal.subList(0, at + 1));
      more.add(
          like(
              before,
              new JournalEvent.ChangeApplied(
                  "extra", wrong, List.of(), List.of("payment-eu-1"), 4, null)));
      more.addAll(journal.subList(at + 1, journal.size()));
      more = numbered(more);
      Scorecard less = Scoring.score(journal);
      Scorecard worse = Scoring.score(more);
      assertThat(worse.total()).as("seed %s", seed).isLessThanOrEqualTo(less.total());
      for (int i = 0; i < 4; i++) {
        assertThat(worse.steps().get(i).points())
            .as("seed %s, step %s", seed, i)
            .isLessThanOrEqualTo(less.steps().get(i).points());
      }
    }
  }

  @Test
  void theSameJournalGivesTheSameScoreToTheDigitAlsoWhenItWasWrittenAndRead() {
    for (int seed = 0; seed < ROUNDS; seed++) {
      List<Entry> journal = draw(new Random(seed));
      List<Entry> read = new ArrayList<>();
      for (Entry entry : journal) {
        read.add(Json.strict().readValue(Json.strict().writeValueAsString(entry), Entry.class));
      }
      assertThat(Scoring.score(read)).as("seed %s", seed).isEqualTo(Scoring.score(journal));
    }
  }

  @Test
  void theOrderOfStatementsThatStandTogetherDoesNotMatter() {
    for (int seed = 0; seed < ROUNDS; seed++) {
      Random random = new Random(seed);
      List<Entry> journal = new ArrayList<>(draw(random));
      Scorecard card = Scoring.score(journal);
      shuffle(journal, random, JournalEvent.SuspectMarked.class);
      shuffle(journal, random, JournalEvent.ReadingCited.class);
      shuffle(journal, random, Hypothesized.class);
      shuffle(journal, random, JournalEvent.VerdictGiven.class);
      List<Entry> swapped = new ArrayList<>(numbered(journal));
      assertThat(Scoring.score(swapped).total()).as("seed %s", seed).isEqualTo(card.total());
      Collections.shuffle(swapped, random); // the sequence decides, not the place in the list
      assertThat(Scoring.score(swapped).total()).as("seed %s", seed).isEqualTo(card.total());
    }
  }

  @Test
  void theHonestReportMaximisesTheExpectedScoreOfHypothesize() {
    List<Atom> possible = new ArrayList<>();
    for (String component : COMPONENTS) {
      for (String mode : MODES) {
        possible.add(new Atom(component, mode));
      }
    }
    for (int seed = 0; seed < 60; seed++) {
      Random random = new Random(seed);
      Collections.shuffle(possible, random);
      List<Atom> three = possible.subList(0, 3);
      int[] believed = shares(random);
      double honest = expected(three, believed, believed);
      for (int other = 0; other < 10; other++) {
        int[] said = shares(random);
        assertThat(expected(three, believed, said))
            .as("seed %s", seed)
            .isLessThanOrEqualTo(honest + 1e-9);
      }
    }
  }

  @Test
  void naiveRulesStayLow() {
    Book hedger = Book.paged().observed();
    for (String mode : MODES) {
      hedger.hypothesis("h-" + mode, null, mode, 19, null);
    }
    hedger.locked();
    assertThat(Book.points(Scoring.score(hedger.revealed()), Stage.HYPOTHESIZE)).isLessThan(7);

    Book restarter = Book.paged();
    for (int i = 0; i < 6; i++) {
      restarter.change("c" + i, new Change.Restart(Selector.parse("s" + i)), 8, null);
    }
    restarter.me(new JournalEvent.ResolveClaimed()).verified(true, false);
    assertThat(Scoring.score(restarter.revealed()).total()).isZero();

    Book roller = Book.paged().suspect("deploy-9").reading("r1", Aspect.ERRORS, true, true);
    roller.submitted().hypothesis("h1", "checkout", "retry-storm", 95, null).locked();
    roller.change("c1", new Change.Deploy(Selector.parse("checkout"), "40"), 3, null);
    roller.verified(false, false);
    assertThat(Scoring.score(roller.revealed()).total()).isLessThanOrEqualTo(35);

    Book clicker = Book.paged().submitted().hypothesized();
    clicker.read(null, "pool", Book.POOL, "waiting", Book.POOL_ROW);
    clicker.read(null, "config", Book.POOL, "setting", Book.CONFIG_ROW);
    clicker.read(null, "plan", Book.PLAN, "index used", Book.PLAN_ROW).tested();
    assertThat(Book.points(Scoring.score(clicker.revealed()), Stage.TEST)).isZero();
  }

  /** A drill in which somebody does things at random. */
  private static List<Entry> draw(Random random) {
    Book book = Book.paged().every(1_000L + random.nextInt(20_000));
    if (random.nextInt(3) > 0) {
      book.blast(JournalEvent.Question.WHO, Book.all());
      for (int i = random.nextInt(6); i > 0; i--) {
        book.suspect(random.nextBoolean() ? "config-1" : "deploy-" + i);
      }
      for (int i = random.nextInt(8); i > 0; i--) {
        book.reading(
            "r" + i, pick(random, Aspect.values()), random.nextBoolean(), random.nextBoolean());
      }
      book.me(new JournalEvent.OnsetStated(Book.ONSET + random.nextInt(40_000) - 20_000L));
      book.submitted();
    }
    for (int i = 1 + random.nextInt(3); i > 0; i--) {
      book.hypothesis(
          "h" + i,
          random.nextBoolean() ? "checkout" : COMPONENTS.get(random.nextInt(3)),
          MODES.get(random.nextInt(5)),
          random.nextInt(60),
          Book.predict("plan", Book.PLAN, random.nextBoolean() ? "full scan" : "index used"));
    }
    if (random.nextInt(4) > 0) {
      book.locked();
    }
    for (int i = random.nextInt(3); i > 0; i--) {
      boolean plan = random.nextBoolean();
      book.test(
          "t" + i,
          plan ? "plan" : "config",
          plan ? Book.PLAN : Book.POOL,
          plan ? "index used" : "setting",
          plan ? Book.PLAN_ROW : Book.CONFIG_ROW,
          "h1",
          "h2");
      book.verdict("t" + i, "h1", pick(random, Verdict.values()));
      book.verdict("t" + i, "h2", pick(random, Verdict.values()));
    }
    for (int i = random.nextInt(3); i > 0; i--) {
      book.change("c" + i, Book.FIX, 2 + random.nextInt(6), null);
    }
    if (random.nextBoolean()) {
      book.me(new JournalEvent.Believed("h1", 60 + random.nextInt(35)));
      book.me(new JournalEvent.LastingNamed("review-pool-sizes"));
    }
    if (random.nextInt(4) == 0) {
      book.hint(pick(random, Stage.values()), 1);
    }
    return book.verified(random.nextBoolean(), random.nextBoolean()).revealed();
  }

  private static <T> T pick(Random random, T[] from) {
    return List.of(from).get(random.nextInt(from.length));
  }

  private static int[] shares(Random random) {
    int first = random.nextInt(95);
    int second = random.nextInt(96 - first);
    return new int[] {first, second, random.nextInt(96 - first - second)};
  }

  /**
   * Expected points when each of three atoms is true as likely as believed, and else any other atom
   * alike.
   */
  private static double expected(List<Atom> three, int[] believed, int[] said) {
    AtomSpace space =
        AtomSpace.of(
            Book.revelation(three).components(), Book.revelation(three).families(), List.of());
    List<Hypothesized> hypotheses = new ArrayList<>();
    Map<Atom, Double> truth = new TreeMap<>(Comparator.comparing(Atom::toString));
    double rest = 1;
    for (int i = 0; i < 3; i++) {
      Atom atom = three.get(i);
      hypotheses.add(
          new Hypothesized("h" + i, "", atom.component(), null, atom.mode(), null, said[i], null));
      truth.put(atom, believed[i] / 100.0);
      rest -= believed[i] / 100.0;
    }
    int others = space.atoms().size() - 3;
    double[] belief = Calibration.belief(space, hypotheses);
    double sum = 0;
    for (Atom atom : space.atoms()) {
      double likely = truth.getOrDefault(atom, rest / others);
      sum += likely * new Calibration(space, List.of(List.of(atom))).points(belief);
    }
    return sum;
  }

  private static <E extends JournalEvent> void shuffle(
      List<Entry> journal, Random random, Class<E> kind) {
    int from = 0;
    while (from < journal.size()) {
      int to = from;
      while (to < journal.size() && kind.isInstance(journal.get(to).event())) {
        to++;
      }
      Collections.shuffle(journal.subList(from, to), random);
      from = to + 1;
    }
  }

  private static Entry like(Entry e, JournalEvent event) {
    return new Entry(
        e.seq(),
        e.drill(),
        "ada",
        Entry.Role.COMMANDER,
        e.client(),
        e.key(),
        e.atNanos(),
        e.wallMillis(),
        e.audience(),
        e.schema(),
        event);
  }

  private static List<Entry> numbered(List<Entry> entries) {
    List<Entry> numbered = new ArrayList<>();
    for (Entry e : entries) {
      numbered.add(
          new Entry(
              numbered.size() + 1L,
              e.drill(),
              e.participant(),
              e.role(),
              e.client(),
              e.key(),
              e.atNanos(),
              e.wallMillis(),
              e.audience(),
              e.schema(),
              e.event()));
    }
    return numbered;
  }
}
