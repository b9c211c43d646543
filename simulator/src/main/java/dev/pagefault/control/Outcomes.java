package dev.pagefault.control;

import dev.pagefault.mesh.Diagnostic;
import dev.pagefault.mesh.Figures;
import dev.pagefault.mesh.Reading;
import java.util.Locale;
import java.util.Map;

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
      case SESSIONS -> DatabaseOutcomes.sessions(was, is);
      case STATEMENTS -> DatabaseOutcomes.statements(was, is);
      case PLAN -> plan(is);
      case CLIENT -> client(is);
      case THREADS -> threads(is);
      case CPU -> cpu(was, is);
      case CONFIG -> config(is);
      case NETWORK -> NetworkOutcomes.judge(was, is);
      case VOLUME -> VolumeOutcomes.volume(was, is);
      case BYTES -> BytesOutcomes.judge(was, is);
      case HEAP -> HeapOutcomes.heap(was, is);
      case TLS -> TlsOutcomes.judge(is);
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

  static double get(Map<String, Double> figures, String name) {
    return figures.getOrDefault(name, 0.0);
  }

  @SuppressWarnings("AnnotateFormatMethod") // the annotation is not on the class path
  static Judged judged(String outcome, String why, Object... figures) {
    return new Judged(outcome, String.format(Locale.ROOT, why, figures));
  }

  @SuppressWarnings("AnnotateFormatMethod") // the annotation is not on the class path
  static String number(String format, double value) {
    return String.format(Locale.ROOT, format, value);
  }
}
