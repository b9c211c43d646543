package dev.pagefault.journal;

/**
 * What must be known of a drill besides its events.
 *
 * @param scenario id of its scenario
 * @param alert what its pager says
 * @param name who opened it
 * @param startedAtMillis epoch milliseconds, UTC
 * @param salt of its envelope; never shown before the reveal
 */
public record DrillHeader(
    String drill, String scenario, String alert, String name, long startedAtMillis, String salt) {}
