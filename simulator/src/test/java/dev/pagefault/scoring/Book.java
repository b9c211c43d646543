package dev.pagefault.scoring;

import dev.pagefault.journal.Entry;
import dev.pagefault.journal.JournalEvent;
import dev.pagefault.journal.JournalEvent.BlastTruth;
import dev.pagefault.journal.JournalEvent.Outcomes;
import dev.pagefault.journal.JournalEvent.Prediction;
import dev.pagefault.journal.JournalEvent.Question;
import dev.pagefault.journal.JournalEvent.Scope;
import dev.pagefault.journal.JournalEvent.Suffered;
import dev.pagefault.journal.JournalEvent.Term;
import dev.pagefault.journal.JournalEvent.Verdict;
import dev.pagefault.scenario.Answer;
import dev.pagefault.scenario.Answer.Aspect;
import dev.pagefault.scenario.Answer.Atom;
import dev.pagefault.scenario.Answer.Stage;
import dev.pagefault.scenario.Change;
import dev.pagefault.scenario.Selector;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A journal that tests write line by line; each line is five seconds after the one before. The
 * truth: the pool of checkout was made too small by a config change, everybody's checkout in both
 * regions is hurt.
 */
public final class Book {

  public static final long START = 1_700_000_000_000L;
  public static final long ONSET = START + 60_000;
  public static final String POOL = "checkout-eu-1/orders-db";
  public static final String PLAN = "orders-db";
  public static final Map<String, List<Double>> POOL_ROW =
      Map.of(
          "cause", List.of(0.02, 0.04, 0.92, 0.02),
          "slow-query", List.of(0.02, 0.06, 0.9, 0.02),
          "leak", List.of(0.02, 0.02, 0.06, 0.9),
          "baseline", List.of(0.94, 0.02, 0.02, 0.02));
  public static final Map<String, List<Double>> PLAN_ROW =
      Map.of(
          "cause", List.of(0.95, 0.05),
          "slow-query", List.of(0.04, 0.96),
          "leak", List.of(0.95, 0.05),
          "baseline", List.of(0.95, 0.05));
  public static final Map<String, List<Double>> CONFIG_ROW =
      Map.of(
          "cause", List.of(0.03, 0.94, 0.03),
          "slow-query", List.of(0.94, 0.03, 0.03),
          "leak", List.of(0.94, 0.03, 0.03),
          "baseline", List.of(0.94, 0.03, 0.03));
  public static final Change FIX =
      new Change.Config(Selector.parse("checkout"), "db.orders-db.pool", null);

  private final List<Entry> entries = new ArrayList<>();
  private Entry.Role role = Entry.Role.COMMANDER;
  private long step = 5_000;

  /** A journal up to the page. */
  public static Book paged() {
    return new Book()
        .system(new JournalEvent.Opened("amber", "shop", 1, "practice", "00", "1", "Ada"))
        .system(new JournalEvent.Warmed(START - 60_000, START))
        .system(new JournalEvent.Injected(START + 55_000))
        .system(new JournalEvent.OnsetMeasured(ONSET))
        .system(
            new JournalEvent.Paged(
                "checkout-availability",
                "Checkout availability",
                "checkout",
                "team-orders",
                40,
                ONSET,
                ONSET + 20_000,
                "sli(checkout)"));
  }

  /** A whole drill as the expert plays it. */
  public static Book expert() {
    return paged().observed().hypothesized().tested().fixed();
  }

  public Book system(JournalEvent event) {
    return add(Entry.SYSTEM, Entry.Role.SYSTEM, event);
  }

  public Book me(JournalEvent event) {
    return add("ada", role, event);
  }

  /** Whoever acts from here on holds this role. */
  public Book as(Entry.Role next) {
    role = next;
    return this;
  }

  /** How much later each following line is. */
  public Book every(long millis) {
    step = millis;
    return this;
  }

  private Book add(String participant, Entry.Role by, JournalEvent event) {
    long seq = entries.size() + 1L;
    long millis = entries.isEmpty() ? 0 : entries.getLast().wallMillis() - START + step;
    entries.add(
        new Entry(
            seq,
            "d1",
            participant,
            by,
            "tab",
            "",
            millis * 1_000_000,
            START + millis,
            Entry.Audience.ALL,
            Entry.SCHEMA,
            event));
    return this;
  }

  public Book observed() {
    return me(new JournalEvent.Acknowledged())
        .blast(Question.WHO, all())
        .blast(Question.JOURNEYS, only("journey", "checkout"))
        .blast(Question.WHERE, all())
        .me(new JournalEvent.OnsetStated(ONSET + 2_000L))
        .suspect("config-1")
        .reading("r1", Aspect.TRAFFIC, false, false)
        .reading("r2", Aspect.ERRORS, true, true)
        .reading("r3", Aspect.LATENCY, true, true)
        .reading("r4", Aspect.SATURATION, true, true)
        .reading("r5", Aspect.SATURATION, false, false)
        .submitted();
  }

  public Book submitted() {
    return me(
        new JournalEvent.ObservationSubmitted(
            new BlastTruth(
                Map.of(
                    "tier", Map.of("guest", true, "gold", true),
                    "coupon", Map.of("yes", true, "no", true),
                    "journey", Map.of("checkout", true, "browse", false),
                    "region", Map.of("eu", true, "us", true))),
            6));
  }

  public Book hypothesized() {
    return hypothesis("h1", "checkout", "pool-too-small", 90, predict("config", POOL, "setting"))
        .hypothesis("h2", "checkout", "slow-query", 5, predict("plan", PLAN, "full scan"))
        .locked();
  }

  public Book tested() {
    return test("t1", "config", POOL, "setting", CONFIG_ROW, "h1", "h2")
        .verdict("t1", "h1", Verdict.FITS)
        .verdict("t1", "h2", Verdict.RULES_OUT)
        .test("t2", "plan", PLAN, "index used", PLAN_ROW, "h1", "h2")
        .verdict("t2", "h1", Verdict.SAYS_NOTHING)
        .verdict("t2", "h2", Verdict.RULES_OUT);
  }

  public Book fixed() {
    return change("c1", FIX, 2, null)
        .me(new JournalEvent.LastingNamed("review-pool-sizes"))
        .me(new JournalEvent.ResolveClaimed())
        .system(new JournalEvent.TriggerReplayed(START + 600_000, true))
        .verified(true, true);
  }

  public Book verified(boolean back, boolean survived) {
    return system(new JournalEvent.Verified(back, 0.99, survived, List.of(), List.of(), ""));
  }

  public Book blast(Question question, Scope scope) {
    return me(new JournalEvent.BlastStated(question, scope));
  }

  public Book suspect(String ref) {
    return me(new JournalEvent.SuspectMarked(ref, true));
  }

  public Book reading(String id, Aspect aspect, boolean judged, boolean measured) {
    return me(
        new JournalEvent.ReadingCited(
            id, "query-" + id, aspect + " of checkout", ONSET, 1.5, aspect, judged, measured));
  }

  public Book hypothesis(
      String id,
      @Nullable String component,
      @Nullable String mode,
      int likelihood,
      @Nullable Prediction prediction) {
    return me(
        new JournalEvent.Hypothesized(
            id, mode + " in " + component, component, null, mode, null, likelihood, prediction));
  }

  public Book locked() {
    return me(new JournalEvent.HypothesesLocked(List.of("ada")));
  }

  public Book test(
      String id,
      String diagnostic,
      String target,
      String outcome,
      Map<String, List<Double>> row,
      String... hypotheses) {
    return me(new JournalEvent.TestDeclared(id, List.of(hypotheses), diagnostic, target, outcome))
        .read(id, diagnostic, target, outcome, row);
  }

  public Book read(
      @Nullable String test,
      String diagnostic,
      String target,
      String outcome,
      Map<String, List<Double>> row) {
    return me(
        new JournalEvent.DiagnosticRead(test, diagnostic, target, outcome, "why", "text", row));
  }

  public Book verdict(String test, String hypothesis, Verdict verdict) {
    return me(new JournalEvent.VerdictGiven(test, hypothesis, verdict));
  }

  public Book change(String id, Change change, int cost, @Nullable String reverts) {
    return me(new JournalEvent.ChangeApplied(
            id, change, List.of(change), List.of("checkout-eu-1"), cost, reverts))
        .system(new JournalEvent.ChangeSettled(id, true, ""));
  }

  public Book hint(Stage stage, int level) {
    return me(new JournalEvent.HintTaken(stage, level, "look there"));
  }

  /** Ends the drill, opens the envelope. */
  public List<Entry> revealed() {
    return revealed(List.of(new Atom("checkout", "pool-too-small")));
  }

  public List<Entry> revealed(List<Atom> truth) {
    system(
        new JournalEvent.Measured(
            5_000,
            400,
            0.8,
            20_000L,
            180_000L,
            Map.of(
                "expert", new Suffered(5_000, 200, 0.4), "nobody", new Suffered(5_000, 4_000, 8)),
            2));
    system(new JournalEvent.Ended("resolved", ""));
    system(revelation(truth));
    return entries();
  }

  public List<Entry> entries() {
    return List.copyOf(entries);
  }

  public static JournalEvent.Revealed revelation(List<Atom> truth) {
    Answer answer =
        new Answer(
            "A config change made checkout's pool too small. Requests wait for a connection.",
            truth,
            List.of("config-1"),
            List.of(
                new Answer.Hop("checkout", "Its pool has two connections.", "hikaricp_connections"),
                new Answer.Hop("users", "They wait, then fail.", "sli(checkout)")),
            List.of(
                new Answer.Rival(
                    "slow-query",
                    new Atom("checkout", "slow-query"),
                    List.of(),
                    List.of(),
                    "It holds connections for longer."),
                new Answer.Rival(
                    "leak", new Atom("checkout", "connection-leak"), List.of(), List.of(), null)),
            List.of(new Answer.Remedy("unset", "Take the setting back", List.of(FIX), "it mends")),
            List.of(),
            Map.of(),
            "review-pool-sizes",
            List.of(),
            new Answer.Twin(null, "One statement is slower.", "pg_stat_statements_seconds_total"));
    return new JournalEvent.Revealed(
        answer,
        "cause: pool\n",
        "salt",
        List.of("checkout", "catalog", "orders", "orders-db", "payment"),
        Map.of(
            "pool-too-small", "pool",
            "slow-query", "pool",
            "connection-leak", "leak",
            "cache-without-eviction", "leak",
            "retry-storm", "cascade",
            "cpu-throttled", "contention"),
        Map.of("pool " + POOL, POOL_ROW, "plan " + PLAN, PLAN_ROW, "config " + POOL, CONFIG_ROW),
        Map.of(
            "pool",
            new Outcomes(
                "Connection pool", List.of("idle", "busy", "waiting", "held without work")),
            "plan",
            new Outcomes("Plan of the slowest statement", List.of("index used", "full scan")),
            "config",
            new Outcomes(
                "Settings compared", List.of("no difference", "setting", "between instances"))),
        Map.of(
            "pool-too-small", "Connection pool too small",
            "slow-query", "Slow query",
            "config-1", "Pool size per instance",
            "review-pool-sizes", "Review pool sizes together with instance counts"));
  }

  public static Prediction predict(String diagnostic, String target, String outcome) {
    return new Prediction(diagnostic, target, outcome);
  }

  public static Scope all() {
    return new Scope(Scope.Kind.ALL, List.of());
  }

  public static Scope cantTell() {
    return new Scope(Scope.Kind.CANT_TELL, List.of());
  }

  /** Dimension, value, dimension, value … */
  public static Scope only(String... pairs) {
    List<Term> terms = new ArrayList<>();
    for (int i = 0; i < pairs.length; i += 2) {
      terms.add(new Term(pairs[i], pairs[i + 1]));
    }
    return new Scope(Scope.Kind.ONLY, terms);
  }

  /** Points of one rule on a card. */
  public static double points(Scorecard card, String item) {
    return item(card, item).points();
  }

  /** A rule as it was applied. */
  static Scorecard.Item item(Scorecard card, String item) {
    return card.steps().stream()
        .flatMap(step -> step.items().stream())
        .filter(i -> i.id().equals(item))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no item " + item + " on " + card));
  }

  /** Points of one step. */
  public static double points(Scorecard card, Stage stage) {
    return card.steps().stream()
        .filter(step -> step.stage() == stage)
        .mapToDouble(Scorecard.StepScore::points)
        .sum();
  }
}
