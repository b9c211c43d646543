package dev.pagefault.mesh;

import java.util.List;
import java.util.Map;

/**
 * What a diagnostic answered: as the real tool shows it, and which of the diagnostic's outcomes
 * that is, judged against this mesh's own baseline.
 *
 * @param outcome one of {@link Diagnostic#outcomes()}
 * @param why the comparison that led to the outcome, in one sentence
 */
public record Reading(Probe probe, long atMillis, Raw raw, String outcome, String why) {

  /**
   * The answer as the real tool shapes it.
   *
   * @param text the whole answer as the tool prints it
   * @param rows the same as a table, where it is one; may be empty
   * @param figures the numbers that outcomes are judged by
   */
  public record Raw(String text, List<Map<String, String>> rows, Map<String, Double> figures) {}
}
