package dev.pagefault.load;

import java.util.Locale;

/** How a request ended for the customer who made it. */
enum Outcome {
  /**
   * Answered, and not wrong. A 4xx is an answer too (no such coupon), but for 429, which sends
   * customers away.
   */
  OK,
  /** Answered with 5xx or 429, or the connection failed. */
  ERROR,
  /** The customer gave up. */
  TIMEOUT,
  /** Answered with 200, and it wasn't true. */
  WRONG,
  /** Never sent: {@link Load#MAX_IN_FLIGHT} were waiting. Refused by the generator. */
  REFUSED;

  /** As the label {@code outcome} shows it. */
  String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
