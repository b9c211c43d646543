package dev.pagefault.control;

import static dev.pagefault.control.Outcomes.get;
import static dev.pagefault.control.Outcomes.judged;

import dev.pagefault.control.Outcomes.Judged;
import dev.pagefault.mesh.Figures;
import java.util.Map;

/** Outcomes of the certificates that a service shows to its caller. */
final class TlsOutcomes {
  /** A certificate expires soon from so many days before on: when most alerts on it fire. */
  static final double SOON_DAYS = 14;

  private static final double DAY_SECONDS = 86_400;

  private TlsOutcomes() {}

  static Judged judge(Map<String, Double> is) {
    double refused = get(is, Figures.REFUSED_PEERS);
    double left = is.getOrDefault(Figures.CERTIFICATE_LEFT, Double.POSITIVE_INFINITY);
    if (refused > 0) {
      return judged(
          "expired",
          "a new connection to %.0f of %.0f instances is refused its certificate%s; %.0f are"
              + " established",
          refused,
          get(is, Figures.PEERS),
          left < 0 ? Outcomes.number(", which expired %.0f s ago", -left) : "",
          get(is, Figures.TOTAL));
    }
    if (get(is, Figures.FAILED) > 0) {
      return judged(
          "no handshake",
          "%.0f %% of %.0f instances could not be asked for a certificate",
          get(is, Figures.FAILED) * 100,
          get(is, Figures.PEERS));
    }
    boolean soon = left < SOON_DAYS * DAY_SECONDS;
    return judged(
        soon ? "expires soon" : "valid",
        left < DAY_SECONDS
            ? "the first certificate expires in %.0f s"
            : "the first certificate expires in more than a day",
        left);
  }
}
