package dev.pagefault.load;

/**
 * A request whose outcome is known.
 *
 * @param latencyNanos from the intended start, so that waiting for a generator or connection that
 *     was late counts as well
 * @param judged whether its truth was known and compared
 */
record Answered(
    Customer customer, String request, Outcome outcome, long latencyNanos, boolean judged) {}
