package dev.pagefault.scoring;

import dev.pagefault.journal.JournalEvent.Hypothesized;
import dev.pagefault.journal.JournalEvent.Prediction;
import dev.pagefault.scenario.Answer.Atom;
import dev.pagefault.scoring.Scorecard.Item;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;

/**
 * Step two, rated as it stood at the first lock: calibrated specificity 15 (see {@link
 * Calibration}), two distinct hypotheses 4, and 3 each for the best two predictions that can turn
 * out wrong. Nothing locked earns nothing.
 */
final class Hypothesize {

  private static final double CALIBRATED_POINTS = 15;
  private static final double DISTINCT_POINTS = 4;
  private static final double PREDICTION_POINTS = 3;
  private static final int PREDICTIONS = 2;

  private final Facts facts;
  private final AtomSpace space;
  private final Names names;
  private final Predictions predictions;

  Hypothesize(Facts facts, AtomSpace space, Evidence evidence) {
    this.facts = facts;
    this.space = space;
    this.names = new Names(facts.revealed());
    this.predictions = new Predictions(space, evidence, facts.revealed());
  }

  List<Item> items() {
    boolean locked = facts.lock() != Long.MAX_VALUE;
    List<Hypothesized> stated =
        locked ? List.copyOf(facts.hypothesesBefore(facts.lock()).values()) : List.of();
    List<Item> items = new ArrayList<>();
    items.add(calibrated(locked, stated));
    items.add(distinct(stated));
    items.addAll(falsifiable(stated));
    return items;
  }

  private Item calibrated(boolean locked, Collection<Hypothesized> stated) {
    List<Atom> cause = List.copyOf(new LinkedHashSet<>(facts.revealed().answer().atoms()));
    String expected = "Belief where the cause was: " + names.atom(cause.getFirst()) + ".";
    String title = "Calibrated and specific";
    if (!locked) {
      String did = "You locked no hypotheses.";
      return new Item("calibrated", title, 0, CALIBRATED_POINTS, expected, did, null);
    }
    double[] belief = Calibration.belief(space, stated);
    Calibration calibration = new Calibration(space, List.of(cause));
    List<String> said =
        stated.stream().map(h -> names.hypothesis(h) + " " + h.likelihood() + " %").toList();
    return new Item(
        "calibrated",
        title,
        calibration.points(belief),
        CALIBRATED_POINTS,
        expected,
        "You locked "
            + Names.list(said)
            + ": spread over all they cover, that gives the cause "
            + Names.percent(calibration.onTruth(belief))
            + ".",
        null);
  }

  private Item distinct(List<Hypothesized> stated) {
    boolean distinct = false;
    for (int i = 0; i < stated.size(); i++) {
      for (int j = i + 1; j < stated.size(); j++) {
        distinct |= predictions.differ(stated.get(i), stated.get(j));
      }
    }
    return new Item(
        "distinct",
        "Distinct",
        distinct ? DISTINCT_POINTS : 0,
        DISTINCT_POINTS,
        "Two hypotheses at least whose predictions differ on some diagnostic.",
        distinct
            ? "Yours do."
            : stated.size() < 2
                ? "You locked " + (stated.isEmpty() ? "none" : "one") + "."
                : "No diagnostic would have shown a difference between yours.",
        null);
  }

  private List<Item> falsifiable(List<Hypothesized> stated) {
    List<Hypothesized> good = stated.stream().filter(predictions::canFail).toList();
    List<Item> items = new ArrayList<>();
    for (int i = 0; i < PREDICTIONS; i++) {
      boolean earned = i < good.size();
      Prediction p = earned ? good.get(i).prediction() : null;
      items.add(
          new Item(
              "prediction." + (i + 1),
              i == 0 ? "A prediction that can fail" : "A second one",
              earned ? PREDICTION_POINTS : 0,
              PREDICTION_POINTS,
              "A prediction that some diagnostic can contradict, because it doesn't hold under"
                  + " every other cause as well.",
              p != null
                  ? "You predicted “"
                      + p.outcome()
                      + "” for "
                      + names.probe(p.diagnostic(), p.target())
                      + "."
                  : unearned(stated),
              p != null ? Evidence.key(p.diagnostic(), p.target()) : null));
    }
    return items;
  }

  private static String unearned(List<Hypothesized> stated) {
    long made = stated.stream().filter(h -> h.prediction() != null).count();
    return made == 0
        ? "You made no prediction."
        : "You made "
            + Names.count(made, "prediction")
            + "; no further one could have turned out wrong.";
  }
}
