package dev.pagefault.control;

import dev.pagefault.mesh.Diagnostic;
import dev.pagefault.mesh.Figures;
import dev.pagefault.mesh.Reading;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Which of its diagnostic's outcomes a reading shows, judged against the same component's baseline.
 * A pure function, the same in play, in proof and on Docker. A figure that is missing counts as 0.
 */
public final class Outcomes {
  /** POOL: so many connections that nobody works with are no coincidence of sampling. */
  static final double HELD_MIN = 0.9;

  /** POOL, CLIENT: so many waiters on average mean that waiting is the rule. */
  static final double WAITING_MIN = 0.5;

  /** POOL: ... on top of so many times those of the baseline. */
  static final double WAITING_TIMES = 2;

  /** POOL: a wait for a connection is far above the baseline from so many times of it on. */
  static final double ACQUIRE_TIMES = 5;

  /** POOL: and never below this, milliseconds. */
  static final double ACQUIRE_MIN_MS = 50;

  /** POOL, CLIENT: a pool is busy when this share of it is in use. */
  static final double BUSY_SHARE = 0.6;

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

  /**
   * PLAN: a scan of a table counts as full from so many rows on: smaller tables have no use for an
   * index.
   */
  static final double FULL_SCAN_ROWS = 500;

  /** THREADS: mostly idle up to this share of workers, with nobody queued. */
  static final double IDLE_WORKERS_SHARE = 0.25;

  /**
   * THREADS: this share that waits for a connection, half of the busy ones, is waiting all the
   * same.
   */
  static final double ACQUIRE_WORKERS_SHARE = 0.05;

  /** CPU: busy from this share of the limit on. */
  static final double CPU_BUSY = 0.65;

  /** CPU: saturated from this share of the limit on. */
  static final double CPU_SATURATED = 0.9;

  /** CPU: throttled when so many more of the periods are than at the baseline. */
  static final double THROTTLED_MORE = 0.15;

  /** CONFIG: settings, the version included, that differ from the service's other instances. */
  static final String DIFFERS_BETWEEN = "differs_between";

  /** CONFIG: settings, the version included, that differ from 24 hours ago. */
  static final String DIFFERS_FROM_YESTERDAY = "differs_from_yesterday";

  private Outcomes() {}

  /**
   * A judgement.
   *
   * @param outcome one of the diagnostic's
   * @param why the comparison that led to it, in one sentence
   */
  public record Judged(String outcome, String why) {}

  /** Judges {@code now}; {@code baseline} is the same component's while all was well. */
  public static Judged judge(Diagnostic diagnostic, Reading.Raw baseline, Reading.Raw now) {
    Map<String, Double> was = baseline.figures();
    Map<String, Double> is = now.figures();
    return switch (diagnostic) {
      case POOL -> pool(was, is);
      case SESSIONS -> sessions(was, is);
      case STATEMENTS -> statements(was, is);
      case PLAN -> plan(is);
      case CLIENT -> client(is);
      case THREADS -> threads(is);
      case CPU -> cpu(was, is);
      case CONFIG -> config(is);
    };
  }

  private static Judged pool(Map<String, Double> was, Map<String, Double> is) {
    double held = get(is, Figures.HELD_IDLE);
    double max = get(is, Figures.MAX);
    if (held >= HELD_MIN) {
      return judged(
          "held without work",
          "%.0f of %.0f connections are in hand, have executed nothing for over a second, and the"
              + " requests that took them are over",
          held,
          max);
    }
    double waiting = get(is, Figures.WAITING);
    double acquire = get(is, Figures.ACQUIRE_P99_MS);
    double usual = get(was, Figures.ACQUIRE_P99_MS);
    boolean wait = waiting >= WAITING_MIN + WAITING_TIMES * get(was, Figures.WAITING);
    if (wait || acquire >= Math.max(ACQUIRE_MIN_MS, usual * ACQUIRE_TIMES)) {
      return judged(
          "waiting",
          "%.1f wait for one of %.0f connections, p99 %.0f ms (baseline %.0f ms)",
          waiting,
          max,
          acquire,
          usual);
    }
    return use(get(is, Figures.ACTIVE), max, get(was, Figures.ACTIVE));
  }

  private static Judged client(Map<String, Double> is) {
    double waiting = get(is, Figures.WAITING);
    double max = get(is, Figures.MAX);
    if (waiting >= WAITING_MIN) {
      return judged("waiting", "%.1f calls wait for one of %.0f connections", waiting, max);
    }
    return use(get(is, Figures.ACTIVE), max, Double.NaN);
  }

  private static Judged use(double active, double max, double usual) {
    String baseline = Double.isNaN(usual) ? "" : number(" (baseline %.1f)", usual);
    String why = number("%.1f", active) + " of " + number("%.0f", max) + " in use" + baseline;
    return new Judged(max > 0 && active >= BUSY_SHARE * max ? "busy" : "idle", why);
  }

  private static Judged sessions(Map<String, Double> was, Map<String, Double> is) {
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

  private static Judged statements(Map<String, Double> was, Map<String, Double> is) {
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

  private static Judged plan(Map<String, Double> is) {
    double scanned = get(is, Figures.SCANNED);
    double byTable = get(is, Figures.TABLE_SCANNED);
    if (byTable >= FULL_SCAN_ROWS) {
      return judged(
          "full scan", "%.0f of %.0f rows are read by scanning a table", byTable, scanned);
    }
    return judged("index used", "%.0f rows are visited, no table is scanned for them", scanned);
  }

  private static Judged threads(Map<String, Double> is) {
    double active = get(is, Figures.ACTIVE);
    double max = get(is, Figures.MAX);
    double queued = get(is, Figures.QUEUED);
    double acquire = get(is, Figures.IN_ACQUIRE);
    double call = get(is, Figures.IN_CALL) + get(is, Figures.IN_QUERY);
    double computing = get(is, Figures.COMPUTING);
    boolean starved =
        acquire >= ACQUIRE_WORKERS_SHARE * max && acquire >= 1 && 2 * acquire >= active;
    String outcome;
    if (!starved && active <= IDLE_WORKERS_SHARE * max && queued < 1) {
      outcome = "mostly idle";
    } else if (starved || (acquire >= call && acquire >= computing)) {
      outcome = "waiting for a connection";
    } else {
      outcome = call >= computing ? "waiting for a call" : "computing";
    }
    return judged(
        outcome,
        "%.1f of %.0f workers are busy: %.1f wait for a connection, %.1f for a call or a statement,"
            + " %.1f compute; %.1f requests queue",
        active,
        max,
        acquire,
        call,
        computing,
        queued);
  }

  private static Judged cpu(Map<String, Double> was, Map<String, Double> is) {
    double used = get(is, Figures.UTILISATION);
    double throttled = get(is, Figures.THROTTLED);
    String outcome;
    if (used >= CPU_SATURATED) {
      outcome = "saturated";
    } else if (throttled >= get(was, Figures.THROTTLED) + THROTTLED_MORE) {
      outcome = "throttled";
    } else {
      outcome = used >= CPU_BUSY ? "busy" : "idle";
    }
    return judged(
        outcome,
        "%.0f %% of the limit in use (baseline %.0f %%), %.0f %% of the periods throttled",
        used * 100,
        get(was, Figures.UTILISATION) * 100,
        throttled * 100);
  }

  private static Judged config(Map<String, Double> is) {
    double between = get(is, DIFFERS_BETWEEN);
    double yesterday = get(is, DIFFERS_FROM_YESTERDAY);
    String outcome = "no difference";
    if (between > 0) {
      outcome = "differs between instances";
    } else if (yesterday > 0) {
      outcome = "setting differs from yesterday";
    }
    return judged(
        outcome,
        "%.0f differ from the service's other instances, %.0f from 24 hours ago",
        between,
        yesterday);
  }

  private static double get(Map<String, Double> figures, String name) {
    return figures.getOrDefault(name, 0.0);
  }

  private static double median(List<Double> values) {
    List<Double> sorted = values.stream().sorted().toList();
    return sorted.isEmpty() ? 0 : sorted.get(sorted.size() / 2);
  }

  @SuppressWarnings("AnnotateFormatMethod") // the annotation is not on the class path
  private static Judged judged(String outcome, String why, Object... figures) {
    return new Judged(outcome, String.format(Locale.ROOT, why, figures));
  }

  @SuppressWarnings("AnnotateFormatMethod") // the annotation is not on the class path
  private static String number(String format, double value) {
    return String.format(Locale.ROOT, format, value);
  }
}
