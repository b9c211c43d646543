package dev.pagefault.bot;

import dev.pagefault.control.Production;
import dev.pagefault.drill.ActRefused;
import dev.pagefault.drill.BandCheck;
import dev.pagefault.mesh.Probe;
import dev.pagefault.scenario.Answer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutionException;

/**
 * Whether what an answer names as evidence can really be seen once its fault bites, and can't be
 * seen on the healthy mesh before: its readings, each hop of its chain, and the diagnostic that
 * tells it best from nothing at all. Used by one player, on its thread.
 */
final class Conformance {
  /** Looks at each thing; the one that most of them saw counts, so that one odd second doesn't. */
  private static final int LOOKS = 3;

  private static final Duration BETWEEN = Duration.ofMillis(500);
  private static final long RECENT_MILLIS = 10_000;

  private final Answer answer;
  private final Optional<Matrix.Told> sharpest;
  private final List<Seen> seen = new ArrayList<>();

  /** What was looked for, whether it was as the answer says, and what was there. */
  record Seen(String what, boolean asSaid, String why) {}

  /** For one seed's answer and evidence. */
  Conformance(Answer answer, Matrix matrix) {
    this.answer = answer;
    this.sharpest = matrix.telling(Matrix.CAUSE, Tally.BASELINE).stream().findFirst();
  }

  /** Everything that was looked for, in order. */
  List<Seen> seen() {
    return List.copyOf(seen);
  }

  /** Looks while nothing has happened yet. */
  void whileHealthy(Seat seat) throws InterruptedException {
    look(seat, false);
  }

  /** Looks once users were hurt for a while. */
  void onceBroken(Seat seat) throws InterruptedException {
    look(seat, true);
    chain(seat);
    if (sharpest.isEmpty() || sharpest.get().bits() < Gates.RIVAL_BITS) {
      seen.add(
          new Seen("some diagnostic tells the cause from health", false, "none; measure evidence"));
    }
  }

  private void look(Seat seat, boolean broken) throws InterruptedException {
    Map<Answer.Evidence, Integer> abnormal = new LinkedHashMap<>();
    Map<Answer.Evidence, String> last = new LinkedHashMap<>();
    List<String> outcomes = new ArrayList<>();
    for (int look = 0; look < LOOKS; look++) {
      for (Answer.Evidence evidence : answer.evidence()) {
        Optional<BandCheck.Finding> found = found(seat, evidence.query());
        abnormal.merge(evidence, found.map(f -> f.abnormal() ? 1 : 0).orElse(0), Integer::sum);
        last.put(evidence, found.map(f -> Double.toString(f.value())).orElse("nothing measured"));
      }
      if (sharpest.isPresent()) {
        outcomes.add(outcome(seat, probe(seat, sharpest.get())));
      }
      seat.pause(BETWEEN);
    }
    String when = broken ? "once it broke" : "on the healthy mesh";
    abnormal.forEach((evidence, times) -> {
      boolean said = broken && evidence.abnormal();
      seen.add(
          new Seen(
              "%s is %s %s".formatted(evidence.query(), said ? "abnormal" : "normal", when),
              said == 2 * times > LOOKS,
              "abnormal in %d of %d looks, last %s".formatted(times, LOOKS, last.get(evidence))));
    });
    if (sharpest.isPresent()) {
      Matrix.Told told = sharpest.get();
      int expected = Matrix.likeliest(broken ? told.cause() : told.rival());
      String usual = probe(seat, told).diagnostic().outcomes().get(expected);
      seen.add(
          new Seen(
              "%s reads \"%s\" %s".formatted(told.probe(), usual, when),
              2 * Collections.frequency(outcomes, usual) > LOOKS,
              "read " + outcomes));
    }
  }

  private static Optional<BandCheck.Finding> found(Seat seat, String query) {
    long now = seat.telemetry().clock().epochMillis();
    double highest = seat.highest(query, now);
    try {
      return Optional.of(
          BandCheck.of(seat.telemetry(), seat.drill().healthy(), query, now, highest));
    } catch (ActRefused nothingMeasured) {
      return Optional.empty(); // errors before the first error
    }
  }

  private void chain(Seat seat) {
    long now = seat.telemetry().clock().epochMillis();
    for (Answer.Hop hop : answer.chain()) {
      boolean shown =
          seat.range(hop.query(), now - RECENT_MILLIS, now, 1).series().stream()
              .anyMatch(line -> Double.isFinite(Findings.last(line)));
      seen.add(
          new Seen(
              "the chain's query shows something: " + hop.query(),
              shown,
              shown ? "it does" : "no line of it has a value"));
    }
  }

  private static Probe probe(Seat seat, Matrix.Told told) {
    return seat.probes().stream()
        .filter(any -> any.toString().equals(told.probe()))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("nothing to read as " + told.probe()));
  }

  private static String outcome(Seat seat, Probe probe) throws InterruptedException {
    Production production = Objects.requireNonNull(seat.drill().production(), "a running drill");
    try {
      return production.read(probe).get().outcome();
    } catch (ExecutionException e) {
      return "no answer"; // an instance that is just being restarted
    }
  }
}
