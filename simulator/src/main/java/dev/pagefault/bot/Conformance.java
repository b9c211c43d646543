package dev.pagefault.bot;

import dev.pagefault.control.Production;
import dev.pagefault.drill.ActRefused;
import dev.pagefault.drill.BandCheck;
import dev.pagefault.incident.Band;
import dev.pagefault.mesh.Probe;
import dev.pagefault.scenario.Answer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
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
  /**
   * Looks at each thing, over as long as a process takes that ends and starts again; what most of
   * them saw counts, so that one odd moment doesn't.
   */
  private static final int LOOKS = 5;

  private static final Duration BETWEEN = Duration.ofSeconds(4);
  private static final Duration BETWEEN_HEALTHY = Duration.ofMillis(500);

  /** Share of what it was by which something normal may move. */
  private static final double MOVED = 0.5;

  /** How often a reading is asked for while there is no process, a second apart. */
  private static final int ASKED = 30;

  private static final long RECENT_MILLIS = 10_000;

  private final Answer answer;
  private final Optional<Matrix.Told> sharpest;
  private final Map<Answer.Evidence, double[]> healthy = new HashMap<>();
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
    Map<Answer.Evidence, List<BandCheck.Finding>> found = new LinkedHashMap<>();
    List<String> outcomes = new ArrayList<>();
    for (int look = 0; look < LOOKS; look++) {
      for (Answer.Evidence evidence : answer.evidence()) {
        List<BandCheck.Finding> all = found.computeIfAbsent(evidence, any -> new ArrayList<>());
        found(seat, evidence.query()).ifPresent(all::add);
      }
      if (sharpest.isPresent()) {
        outcomes.add(outcome(seat, probe(seat, sharpest.get())));
      }
      seat.pause(broken ? BETWEEN : BETWEEN_HEALTHY);
    }
    found.forEach((evidence, all) -> {
      if (broken) {
        judge(evidence, all);
      } else {
        healthy.put(evidence, all.stream().mapToDouble(BandCheck.Finding::value).toArray());
      }
    });
    if (sharpest.isPresent()) {
      Matrix.Told told = sharpest.get();
      String ofTheCause =
          probe(seat, told).diagnostic().outcomes().get(Matrix.likeliest(told.cause()));
      boolean there = 2 * Collections.frequency(outcomes, ofTheCause) > LOOKS;
      seen.add(
          new Seen(
              "%s %s \"%s\""
                  .formatted(
                      told.probe(),
                      broken ? "reads once it broke" : "doesn't read on the healthy mesh",
                      ofTheCause),
              there == broken,
              "read " + outcomes));
    }
  }

  /**
   * What is called abnormal lies outside the band, and beyond all that the healthy mesh showed.
   * What is called normal lies inside it, and hasn't plainly moved: a noisy reading has a wide
   * band. Where it was before during the baseline it hasn't moved, but come back: two orders that
   * fail in one half minute and none in the next.
   */
  private void judge(Answer.Evidence evidence, List<BandCheck.Finding> all) {
    double[] before = healthy.getOrDefault(evidence, new double[0]);
    long out = all.stream().filter(BandCheck.Finding::abnormal).count();
    long beyond = all.stream().filter(it -> beyond(it.value(), before)).count();
    long strange = all.stream().filter(it -> beyond(it.value(), before) && !it.known()).count();
    String values = all.stream().map(it -> Double.toString(it.value())).toList().toString();
    boolean abnormal = 2 * out > LOOKS && 2 * beyond > LOOKS;
    boolean normal =
        2 * out <= LOOKS && !all.isEmpty() && !(2 * strange > LOOKS && moved(all, before));
    seen.add(
        new Seen(
            "%s is %s once it broke"
                .formatted(evidence.query(), evidence.abnormal() ? "abnormal" : "normal"),
            evidence.abnormal() ? abnormal : normal,
            "abnormal in %d of %d looks: %s; before: %s"
                .formatted(out, LOOKS, values, Arrays.toString(before))));
  }

  /** Nothing measured before is 0: errors before the first error. */
  private static boolean beyond(double value, double[] before) {
    return value > Arrays.stream(before).max().orElse(0)
        || value < Arrays.stream(before).min().orElse(0);
  }

  /** Whether its middle has gone further than half of what it was. */
  private static boolean moved(List<BandCheck.Finding> all, double[] before) {
    double was = before.length == 0 ? 0 : Band.of(before).median();
    double is = Band.of(all.stream().mapToDouble(BandCheck.Finding::value).toArray()).median();
    return Math.abs(is - was) > MOVED * Math.abs(was);
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

  /** What an instance shows that has just come back is what any shows: it is given a while. */
  private static String outcome(Seat seat, Probe probe) throws InterruptedException {
    Production production = Objects.requireNonNull(seat.drill().production(), "a running drill");
    boolean young = false;
    for (int asked = 0; asked < ASKED; asked++) {
      try {
        String outcome = production.read(probe).get().outcome();
        if (!young) {
          return outcome;
        }
        young = false;
        seat.pause(BETWEEN);
      } catch (ExecutionException e) {
        young = true; // it is just being restarted
        seat.pause(Duration.ofSeconds(1));
      }
    }
    return "no answer";
  }
}
