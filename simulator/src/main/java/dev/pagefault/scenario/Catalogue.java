package dev.pagefault.scenario;

import java.util.List;

/**
 * Everything that can be wrong, and what can be left to be done about it; one for all scenarios
 * ({@code scenarios/failure-modes/catalogue.yaml}).
 */
public record Catalogue(
    List<Family> families, List<FailureMode> modes, List<LastingFix> lastingFixes) {

  /** No failure at all, which a hypothesis may hold too. */
  public static final String NOTHING_IS_BROKEN = "nothing-is-broken";

  /** A group of failure modes that work alike. */
  public record Family(String id, String title) {}

  /** What is left for a reviewed change once the incident is over. */
  public record LastingFix(String id, String title) {}
}
