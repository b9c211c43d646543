package dev.pagefault.scenario;

/**
 * What else must hold of a scenario that this package can't judge, because it takes a mesh's state
 * or a query's grammar. Called for each combination of draws, with the entries as the author wrote
 * them.
 */
public interface Check {

  /** Nothing else. */
  Check NONE = (topology, scenario, answer, scenarioFile, answerFile) -> {};

  /** Tells the files what is wrong, by the paths of their fields. */
  void scenario(
      Topology topology, Scenario scenario, Answer answer, Source scenarioFile, Source answerFile);
}
