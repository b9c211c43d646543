package dev.pagefault.incident;

import java.time.Duration;

/**
 * How fast an error budget is spent (Google, The Site Reliability Workbook, chapter 5, "Alerting on
 * SLOs"). The budget is {@code 1 − objective} of all events of a period. At a burn rate of 1 it
 * lasts exactly the period; at 6 a sixth of it.
 */
public final class Burn {
  /** The period of every SLO here. */
  public static final Duration PERIOD = Duration.ofDays(30);

  /** Smallest budget, so that an objective of 100 % burns very fast and not infinitely so. */
  static final double MIN_BUDGET = 1e-6;

  private Burn() {}

  /** {@code share of bad events / (1 − objective)}; 0 when nothing was counted. */
  public static double rate(Count count, double objective) {
    if (count.total() == 0) {
      return 0;
    }
    return (double) count.bad() / count.total() / Math.max(MIN_BUDGET, 1 - objective);
  }

  /** Share of the period's budget that an interval of this length spent: {@code rate × t / T}. */
  public static double budgetBurned(Count count, double objective, Duration interval) {
    return rate(count, objective) * interval.toMillis() / PERIOD.toMillis();
  }
}
