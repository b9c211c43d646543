package dev.pagefault.bot;

import dev.pagefault.drill.Act;
import dev.pagefault.drill.DrillState;
import dev.pagefault.drill.DrillView;
import dev.pagefault.journal.JournalEvent.Prediction;
import dev.pagefault.journal.JournalEvent.Question;
import dev.pagefault.journal.JournalEvent.Scope.Kind;
import dev.pagefault.mesh.Diagnostic;
import dev.pagefault.mesh.Probe;
import dev.pagefault.scenario.Answer.Aspect;
import dev.pagefault.telemetry.FeedEntry;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * What naive players have in common: they wait for the page, fill the notebook in as well as a rule
 * without looking allows, do what their rule says, and claim that it is mended.
 */
abstract class Naive implements Bot {
  /** From the first sight of a drill to its page, at most. */
  static final Duration UNTIL_PAGE = Duration.ofMinutes(6);

  /** Verification's bound and some air. */
  static final Duration UNTIL_VERIFIED = Duration.ofMinutes(5);

  /**
   * From the page to the first change: by then the longest wave that may be a trigger has passed.
   */
  static final Duration REACTS = Duration.ofSeconds(12);

  private static final String ERRORS =
      "sum(rate(user_requests_total{outcome!=\"ok\"}[10s])) / sum(rate(user_requests_total[10s]))";
  private static final String LATENCY =
      "histogram_quantile(0.99, sum by (le) (rate(user_request_duration_seconds_bucket[10s])))";

  private static final String SATURATED = "saturated";

  /** Kinds of changes whose target is a component. */
  private static final Set<String> ON_COMPONENTS =
      Set.of("deploy", "config", "scale", "restart", "drain");

  /** What the rule does to the mesh. */
  abstract void mend(Seat seat) throws InterruptedException;

  /** What the rule blames, in the words of a hypothesis. */
  abstract String blames();

  @Override
  public void play(Seat seat) throws InterruptedException {
    DrillView paged = seat.await(DrillState.PAGED, UNTIL_PAGE);
    if (paged.state().over()) {
      return;
    }
    seat.act(new Act.Acknowledge());
    DrillView.Page page = Objects.requireNonNull(paged.page(), "a paged drill has a page");
    observe(seat, page);
    hypothesize(seat, page.service());
    seat.pause(REACTS);
    mend(seat);
    seat.act(new Act.Resolve());
    DrillView after = seat.await(view -> view.state() == DrillState.WORKING, UNTIL_VERIFIED);
    if (!after.state().over()) {
      seat.act(new Act.Abandon());
    }
  }

  private void observe(Seat seat, DrillView.Page page) throws InterruptedException {
    for (Question question : Question.values()) {
      seat.act(new Act.Blast(question, new Act.Scope(Kind.ALL, List.of())));
    }
    seat.act(new Act.Onset(page.firedAt()));
    Optional<FeedEntry> latest = newest(seat, any -> true);
    if (latest.isPresent()) {
      seat.act(new Act.Suspect(latest.get().id(), true));
    }
    cite(seat, ERRORS, Aspect.ERRORS);
    cite(seat, LATENCY, Aspect.LATENCY);
    seat.act(new Act.SubmitObservation());
  }

  private static void cite(Seat seat, String query, Aspect aspect) throws InterruptedException {
    long now = seat.telemetry().clock().epochMillis();
    double value = seat.highest(query, now);
    seat.act(new Act.CiteReading(query, now, value, aspect.name(), aspect, Act.Judgement.ABNORMAL));
  }

  /** Blames what changed last, and else whoever was paged. */
  private void hypothesize(Seat seat, String paged) throws InterruptedException {
    String component =
        newest(seat, entry -> ON_COMPONENTS.contains(entry.kind()))
            .map(entry -> service(entry.target()))
            .orElse(paged);
    suppose(seat, blames() + " of " + component, component, 60);
    suppose(seat, "something in " + paged, paged, 30);
    seat.act(new Act.LockHypotheses());
  }

  private static void suppose(Seat seat, String sentence, String component, int likelihood)
      throws InterruptedException {
    Probe probe = processor(seat, component);
    Prediction prediction =
        new Prediction(
            probe.diagnostic().name().toLowerCase(Locale.ROOT), probe.target(), SATURATED);
    seat.act(
        new Act.Hypothesis(null, sentence, component, null, null, null, likelihood, prediction));
  }

  /** What a rule without looking expects of whatever it blames: that it is overloaded. */
  private static Probe processor(Seat seat, String component) {
    List<Probe> processors =
        seat.probes().stream().filter(probe -> probe.diagnostic() == Diagnostic.CPU).toList();
    return processors.stream()
        .filter(probe -> probe.target().startsWith(component))
        .findFirst()
        .orElse(processors.getFirst());
  }

  /** The newest entry of the change feed that is as wanted. */
  static Optional<FeedEntry> newest(Seat seat, Predicate<FeedEntry> wanted) {
    return seat.feed().entries().stream()
        .filter(wanted)
        .max(Comparator.comparingLong(FeedEntry::atMillis));
  }

  /** The service that a selector begins with. */
  static String service(String target) {
    int slash = target.indexOf('/');
    return slash < 0 ? target : target.substring(0, slash);
  }
}
