package dev.pagefault.control;

import static dev.pagefault.control.Outcomes.get;
import static dev.pagefault.control.Outcomes.judged;
import static dev.pagefault.control.Outcomes.number;

import dev.pagefault.control.Outcomes.Judged;
import dev.pagefault.mesh.Figures;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Outcomes of a database's sessions and statements: the part of {@link Outcomes} that compares
 * many.
 */
final class DatabaseOutcomes {
  /** SESSIONS: an application's connections are all at work from this share of them on. */
  static final double AT_WORK_SHARE = 0.8;

  /** SESSIONS: many execute when it is so many, of applications that are all at work ... */
  static final double EXECUTING_MIN = 5;

  /** SESSIONS: ... and so many times what the same ones did at the baseline. */
  static final double EXECUTING_TIMES = 1.5;

  /** SESSIONS: many are idle in hand when it is so many of applications that used to work. */
  static final double IN_HAND_MIN = 2;

  /** SESSIONS: an application's connections rest when this share of them is idle for long. */
  static final double RESTING_SHARE = 0.8;

  /** STATEMENTS: a statement is slower from so many times its baseline's mean on ... */
  static final double SLOWER_TIMES = 3;

  /** STATEMENTS: ... and by at least so much, milliseconds. */
  static final double SLOWER_MIN_MS = 5;

  /** STATEMENTS: one that was slow before stands out from so many times what is typical on ... */
  static final double OUTLIER_TIMES = 10;

  /** STATEMENTS: ... and from so much on, milliseconds ... */
  static final double OUTLIER_MIN_MS = 100;

  /** STATEMENTS: ... when it takes this share of all time ... */
  static final double OUTLIER_SHARE = 0.5;

  /** STATEMENTS: ... and so many times what it took of the host at the baseline. */
  static final double OUTLIER_GROWTH = 3;

  /** STATEMENTS: those that run more seldom are not compared, calls per second. */
  static final double RATE_MIN = 0.1;

  /** STATEMENTS: a statement runs far more often from so many times what the others grew on ... */
  static final double OFTEN_TIMES = 3;

  /** STATEMENTS: ... and by at least so much, calls per second. */
  static final double OFTEN_MIN = 2;

  /** STATEMENTS: when this share of at least three is slower, all are. */
  static final double ALL_SHARE = 0.7;

  private DatabaseOutcomes() {}

  static Judged sessions(Map<String, Double> was, Map<String, Double> is) {
    double refused = get(is, Figures.REFUSED);
    double total = get(is, Figures.TOTAL);
    if (refused >= 1) {
      return judged(
          "refused",
          "%.0f connections were refused, %.0f of %.0f are open",
          refused,
          total,
          get(is, Figures.MAX));
    }
    double inHand = get(is, Figures.IDLE_IN_TRANSACTION);
    List<String> resting = new ArrayList<>();
    for (String name : is.keySet()) {
      if (name.startsWith(Figures.TOTAL_OF)) {
        String application = name.substring(Figures.TOTAL_OF.length());
        boolean worked = get(was, name) == 0 || restingShare(was, application) < RESTING_SHARE;
        if (worked && restingShare(is, application) >= RESTING_SHARE) {
          inHand += get(is, Figures.LONG_IDLE_OF + application);
          resting.add(application);
        }
      }
    }
    if (inHand >= IN_HAND_MIN) {
      return judged(
          "many idle in hand",
          "%.0f sessions have executed nothing for long, of applications that worked before: "
              + String.join(", ", resting),
          inHand);
    }
    double executing = 0;
    double usual = 0;
    List<String> busy = new ArrayList<>();
    for (String name : is.keySet()) {
      if (name.startsWith(Figures.ACTIVE_OF)) {
        String application = name.substring(Figures.ACTIVE_OF.length());
        if (get(is, name) >= AT_WORK_SHARE * get(is, Figures.TOTAL_OF + application)) {
          executing += get(is, name);
          usual += get(was, name);
          busy.add(application);
        }
      }
    }
    if (executing >= EXECUTING_MIN && executing >= EXECUTING_TIMES * usual) {
      return judged(
          "many executing",
          "all connections of " + String.join(", ", busy) + " execute, %.1f (baseline %.1f)",
          executing,
          usual);
    }
    return judged(
        "mostly idle",
        "%.1f of %.0f sessions execute (baseline %.1f)",
        get(is, Figures.ACTIVE),
        total,
        get(was, Figures.ACTIVE));
  }

  private static double restingShare(Map<String, Double> figures, String application) {
    double total = get(figures, Figures.TOTAL_OF + application);
    return total == 0 ? 0 : get(figures, Figures.LONG_IDLE_OF + application) / total;
  }

  static Judged statements(Map<String, Double> was, Map<String, Double> is) {
    Map<String, Double> rates = frequent(is);
    Map<String, Double> usualRates = frequent(was);
    double typical =
        median(usualRates.keySet().stream().map(it -> get(was, Figures.MEAN_MS_OF + it)).toList());
    List<String> slower = new ArrayList<>();
    String slowest = "";
    double most = 0;
    for (String statement : rates.keySet()) {
      double mean = get(is, Figures.MEAN_MS_OF + statement);
      double usual =
          usualRates.containsKey(statement)
              ? get(was, Figures.MEAN_MS_OF + statement)
              : typical; // one that is new is compared with the others
      if (mean >= usual * SLOWER_TIMES && mean >= usual + SLOWER_MIN_MS) {
        slower.add(statement);
        if (mean > most) {
          most = mean;
          slowest =
              statement + number(" takes %.0f ms", mean) + number(" (baseline %.1f ms)", usual);
        }
      }
    }
    if (slower.size() >= 3 && slower.size() >= ALL_SHARE * rates.size()) {
      return new Judged(
          "all statements slower",
          slower.size() + " of " + rates.size() + " statements are slower, most of all " + slowest);
    }
    if (!slower.isEmpty()) {
      return new Judged("one statement slower", slowest);
    }
    String outlier = outlier(was, is, rates);
    if (!outlier.isEmpty()) {
      return new Judged("one statement slower", outlier);
    }
    return often(usualRates, rates);
  }

  /**
   * A statement that was as slow before, seldom enough not to matter, and now takes most of the
   * time: in words, or empty.
   */
  private static String outlier(
      Map<String, Double> was, Map<String, Double> is, Map<String, Double> rates) {
    double typical =
        median(rates.keySet().stream().map(it -> get(is, Figures.MEAN_MS_OF + it)).toList());
    double all = rates.keySet().stream().mapToDouble(it -> time(is, it)).sum();
    for (String statement : rates.keySet()) {
      double mean = get(is, Figures.MEAN_MS_OF + statement);
      double share = time(is, statement) / all;
      if (mean >= Math.max(OUTLIER_MIN_MS, typical * OUTLIER_TIMES)
          && share >= OUTLIER_SHARE
          && time(is, statement) >= OUTLIER_GROWTH * time(was, statement)) {
        return statement
            + number(" takes %.0f ms", mean)
            + number(" where %.1f ms are typical", typical)
            + number(", %.0f %% of all time", share * 100);
      }
    }
    return "";
  }

  /** Milliseconds of a second that a statement takes. */
  private static double time(Map<String, Double> figures, String statement) {
    return get(figures, Figures.RATE_OF + statement) * get(figures, Figures.MEAN_MS_OF + statement);
  }

  private static Judged often(Map<String, Double> usualRates, Map<String, Double> rates) {
    double growth =
        median(
            rates.keySet().stream()
                .filter(usualRates::containsKey)
                .map(it -> get(rates, it) / get(usualRates, it))
                .toList());
    String most = "";
    for (Map.Entry<String, Double> entry : rates.entrySet()) {
      double expected = get(usualRates, entry.getKey()) * Math.max(1, growth);
      if (entry.getValue() >= expected * OFTEN_TIMES
          && entry.getValue() >= expected + OFTEN_MIN
          && entry.getValue() > get(rates, most)) {
        most = entry.getKey();
      }
    }
    if (!most.isEmpty()) {
      return judged(
          "one statement far more often",
          most.replace("%", "%%") + " runs %.1f times a second (baseline %.1f)",
          get(rates, most),
          get(usualRates, most));
    }
    return new Judged("all as usual", rates.size() + " statements, none slower or more frequent");
  }

  /** Statements that run often enough to be compared, with their rates. */
  private static Map<String, Double> frequent(Map<String, Double> figures) {
    Map<String, Double> rates = new TreeMap<>();
    figures.forEach((name, rate) -> {
      if (name.startsWith(Figures.RATE_OF) && rate >= RATE_MIN) {
        rates.put(name.substring(Figures.RATE_OF.length()), rate);
      }
    });
    return rates;
  }

  private static double median(List<Double> values) {
    List<Double> sorted = values.stream().sorted().toList();
    return sorted.isEmpty() ? 0 : sorted.get(sorted.size() / 2);
  }
}
