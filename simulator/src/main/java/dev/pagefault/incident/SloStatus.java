package dev.pagefault.incident;

/**
 * Where an SLO stands.
 *
 * @param count good and all events of the last 30 s
 * @param burnRate of these; 0 while there was none
 */
public record SloStatus(String slo, Count count, double burnRate) {}
