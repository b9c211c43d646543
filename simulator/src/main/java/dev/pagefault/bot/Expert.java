package dev.pagefault.bot;

import dev.pagefault.drill.Act;
import dev.pagefault.drill.ActResult;
import dev.pagefault.drill.DrillState;
import dev.pagefault.drill.DrillView;
import dev.pagefault.journal.JournalEvent.Prediction;
import dev.pagefault.journal.JournalEvent.Question;
import dev.pagefault.mesh.Diagnostic;
import dev.pagefault.scenario.Answer;
import dev.pagefault.scenario.Change;
import dev.pagefault.scenario.FailureMode;
import dev.pagefault.scenario.Topology;
import dev.pagefault.scoring.Evidence;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalDouble;

/**
 * Works the incident as the method asks. It knows the answer, so it shows what a careful responder
 * could reach; what it observes, it reads off the mesh like everybody else.
 */
final class Expert implements Bot {
  /** After the page, until the dashboards show enough to say who is hurt. */
  private static final Duration LOOKS_FIRST = Duration.ofSeconds(20);

  private static final int SURE = 85;
  private static final int DOUBT = 7;
  private static final int RIVALS = 2;
  private static final int RULED_OUT = 2;
  private static final int CERTAIN = 94;

  private final Topology topology;
  private final Answer answer;
  private final Matrix matrix;
  private final Map<String, FailureMode> modes = new HashMap<>();

  /**
   * A player who knows {@code answer}.
   *
   * @param matrix the scenario's evidence, with this seed's names in its targets
   */
  Expert(Topology topology, Answer answer, Matrix matrix, List<FailureMode> catalogue) {
    this.topology = topology;
    this.answer = answer;
    this.matrix = matrix;
    catalogue.forEach(mode -> modes.put(mode.id(), mode));
  }

  @Override
  public String id() {
    return "expert";
  }

  @Override
  public void play(Seat seat) throws InterruptedException {
    DrillView paged = seat.await(DrillState.PAGED, Naive.UNTIL_PAGE);
    if (paged.state().over()) {
      return;
    }
    seat.act(new Act.Acknowledge());
    seat.pause(LOOKS_FIRST);
    observe(seat, Objects.requireNonNull(paged.page(), "a paged drill has a page"));
    Map<String, String> hypotheses = hypothesize(seat);
    test(seat, hypotheses);
    for (Answer.Remedy fix : answer.fixes()) {
      for (Change change : fix.changes()) {
        seat.change(new Act.MakeChange(change, false));
      }
      seat.act(new Act.Lasting(answer.lasting()));
      seat.act(new Act.Resolve());
      DrillView after =
          seat.await(view -> view.state() == DrillState.WORKING, Naive.UNTIL_VERIFIED);
      if (after.state().over()) {
        return;
      }
    }
    seat.act(new Act.Abandon());
  }

  private void observe(Seat seat, DrillView.Page page) throws InterruptedException {
    long now = seat.telemetry().clock().epochMillis();
    Findings findings = new Findings(seat, topology, page.firedAt());
    seat.act(new Act.Blast(Question.WHO, findings.who(now)));
    seat.act(new Act.Blast(Question.JOURNEYS, findings.journeys(now)));
    seat.act(new Act.Blast(Question.WHERE, findings.where(now)));
    Topology.Slo slo = Objects.requireNonNull(topology.slos().get(page.slo()), page.slo());
    seat.act(new Act.Onset(findings.onset(slo, now)));
    for (String culprit : answer.culprits()) {
      seat.act(new Act.Suspect(culprit, true));
    }
    for (Answer.Evidence evidence : answer.evidence()) {
      double value = seat.highest(evidence.query(), now);
      seat.act(
          new Act.CiteReading(
              evidence.query(),
              now,
              value,
              evidence.aspect().name().toLowerCase(Locale.ROOT),
              evidence.aspect(),
              evidence.abnormal() ? Act.Judgement.ABNORMAL : Act.Judgement.NORMAL));
    }
    seat.act(new Act.SubmitObservation());
  }

  /** States the cause and its first rivals; returns the id of each by the matrix's row. */
  private Map<String, String> hypothesize(Seat seat) throws InterruptedException {
    Map<String, String> ids = new LinkedHashMap<>();
    List<Answer.Rival> rivals =
        answer.rivals().subList(0, Math.min(RIVALS, answer.rivals().size()));
    String first = rivals.getFirst().id();
    ids.put(Matrix.CAUSE, state(seat, answer.atoms().getFirst(), SURE, Matrix.CAUSE, first));
    for (Answer.Rival rival : rivals) {
      ids.put(rival.id(), state(seat, rival.atom(), DOUBT, rival.id(), Matrix.CAUSE));
    }
    seat.act(new Act.LockHypotheses());
    return ids;
  }

  private String state(Seat seat, Answer.Atom atom, int likelihood, String row, String against)
      throws InterruptedException {
    FailureMode mode = Objects.requireNonNull(modes.get(atom.mode()), atom.mode());
    String culprit = answer.culprits().isEmpty() ? null : answer.culprits().getFirst();
    Prediction prediction =
        matrix.telling(row, against).stream()
            .findFirst()
            .map(told ->
                new Prediction(
                    told.diagnostic(),
                    told.target(),
                    outcomes(told.diagnostic()).get(Matrix.likeliest(told.cause()))))
            .orElse(null);
    return seat.name(
        new Act.Hypothesis(
            null,
            atom.component() + ": " + mode.title(),
            atom.component(),
            mode.family(),
            mode.id(),
            row.equals(Matrix.CAUSE) ? culprit : null,
            likelihood,
            prediction));
  }

  private void test(Seat seat, Map<String, String> hypotheses) throws InterruptedException {
    List<String> done = new ArrayList<>();
    for (String rival : hypotheses.keySet()) {
      if (rival.equals(Matrix.CAUSE)) {
        continue;
      }
      for (Matrix.Told told : matrix.telling(Matrix.CAUSE, rival)) {
        if (!done.contains(told.probe())) {
          done.add(told.probe());
          runTest(seat, told, hypotheses);
          break;
        }
      }
    }
    for (Map.Entry<String, String> hypothesis : hypotheses.entrySet()) {
      if (!hypothesis.getKey().equals(Matrix.CAUSE)) {
        seat.act(new Act.Believe(hypothesis.getValue(), RULED_OUT));
      }
    }
    seat.act(new Act.Believe(Objects.requireNonNull(hypotheses.get(Matrix.CAUSE)), CERTAIN));
  }

  private void runTest(Seat seat, Matrix.Told told, Map<String, String> hypotheses)
      throws InterruptedException {
    List<String> outcomes = outcomes(told.diagnostic());
    String test =
        seat.name(
            new Act.DeclareTest(
                List.copyOf(hypotheses.values()),
                told.diagnostic(),
                told.target(),
                outcomes.get(Matrix.likeliest(told.cause()))));
    if (!(seat.runTest(test) instanceof ActResult.Read read)) {
      return;
    }
    int seen = outcomes.indexOf(read.reading().outcome());
    Map<String, List<Double>> row = matrix.row(told.probe());
    for (Map.Entry<String, String> hypothesis : hypotheses.entrySet()) {
      double own = probability(row, hypothesis.getKey(), seen).orElse(1);
      double others =
          candidates().stream()
              .filter(id -> !id.equals(hypothesis.getKey()))
              .map(id -> probability(row, id, seen))
              .flatMapToDouble(OptionalDouble::stream)
              .average()
              .orElse(own);
      seat.act(
          new Act.GiveVerdict(
              test, hypothesis.getValue(), Evidence.warranted(StrictMath.log(own / others))));
    }
  }

  private static OptionalDouble probability(
      Map<String, List<Double>> row, String candidate, int outcome) {
    List<Double> outcomes = row.get(candidate);
    return outcomes == null ? OptionalDouble.empty() : OptionalDouble.of(outcomes.get(outcome));
  }

  private List<String> candidates() {
    List<String> ids = new ArrayList<>(List.of(Matrix.CAUSE));
    answer.rivals().forEach(rival -> ids.add(rival.id()));
    return ids;
  }

  private static List<String> outcomes(String diagnostic) {
    return Diagnostic.valueOf(diagnostic.toUpperCase(Locale.ROOT)).outcomes();
  }
}
