package dev.pagefault.incident;

/** What a {@link Watch} noticed. Times are epoch milliseconds UTC. */
public sealed interface Signal {

  /** The baseline gate: every SLO was kept from the one time to the other. */
  record BaselineHeld(long fromMillis, long toMillis) implements Signal {}

  /**
   * An SLI left its band: {@code atMillis} is the start of the first of three windows in a row
   * outside of it, so it lies before the tick that gave rise to this signal.
   */
  record Onset(long atMillis) implements Signal {}

  /**
   * An SLO burns its error budget fast enough to wake somebody.
   *
   * @param slo id in the topology
   * @param burnRate over the long window; 1 spends the budget exactly by the end of its period
   * @param sinceMillis start of the first of the windows in a row that were outside the band
   * @param atMillis now
   */
  record Page(String slo, double burnRate, long sinceMillis, long atMillis) implements Signal {}

  /**
   * Every SLI was inside its band for three windows in a row after an onset; {@code atMillis} is
   * the start of the first of them.
   */
  record Recovered(long atMillis) implements Signal {}
}
