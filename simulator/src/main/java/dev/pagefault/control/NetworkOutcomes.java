package dev.pagefault.control;

import static dev.pagefault.control.Outcomes.get;
import static dev.pagefault.control.Outcomes.judged;

import dev.pagefault.control.Outcomes.Judged;
import dev.pagefault.mesh.Figures;
import java.util.Map;

/** Outcomes of the network between an instance and what it calls. */
final class NetworkOutcomes {
  /** Failing from this share of connections on that open late or never, or are not answered. */
  static final double FAILING_SHARE = 0.4;

  /** Slow from so many times the baseline on ... */
  static final double SLOW_TIMES = 5;

  /** ... and never below this, milliseconds: a busy host takes that long by itself. */
  static final double SLOW_MIN_MS = 30;

  private NetworkOutcomes() {}

  static Judged judge(Map<String, Double> was, Map<String, Double> is) {
    double failed = get(is, Figures.FAILED);
    if (failed >= FAILING_SHARE) {
      return get(is, Figures.PEERS) == 0
          ? judged("failing", "there is no instance in rotation to connect to")
          : judged(
              "failing",
              "%.0f %% of the connections got no answer (baseline %.0f %%)",
              failed * 100,
              get(was, Figures.FAILED) * 100);
    }
    double now = get(is, Figures.CONNECT_MS) + get(is, Figures.ROUND_TRIP_MS);
    double usual = get(was, Figures.CONNECT_MS) + get(was, Figures.ROUND_TRIP_MS);
    boolean slow = now >= Math.max(SLOW_MIN_MS, usual * SLOW_TIMES);
    return judged(
        slow ? "slow" : "as usual",
        "to connect and be answered takes %.1f ms (baseline %.1f ms)",
        now,
        usual);
  }
}
