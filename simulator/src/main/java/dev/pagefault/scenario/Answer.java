package dev.pagefault.scenario;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What really happened; the sealed envelope. Read from {@code answer.yaml}, never leaves the server
 * before the reveal.
 *
 * @param cause the cause in two sentences
 * @param atoms the equivalent truths (component × failure mode), scored as one
 * @param culprits ids of history entries or timeline events (or {@code traffic}, {@code schedule},
 *     {@code dependency}, {@code none}) that are to blame
 * @param chain from fault to user, hop by hop
 * @param rivals other causes with the same first symptom, each run on the mesh to make the evidence
 *     matrix
 * @param fixes changes that remove the cause, smallest first
 * @param reliefs changes that ease and do not mend, with why; proof shows that they do not
 * @param hints by step: where to look, which comparison, what it means
 * @param lasting id of the lasting fix in the global list that is left for a reviewed change
 * @param evidence what the expert reads
 * @param twin the same page with another cause, for the debrief
 */
public record Answer(
    String cause,
    List<Atom> atoms,
    List<String> culprits,
    List<Hop> chain,
    List<Rival> rivals,
    List<Remedy> fixes,
    List<Remedy> reliefs,
    Map<Stage, List<String>> hints,
    String lasting,
    List<Evidence> evidence,
    @Nullable Twin twin) {

  /** A component with a failure mode: one atom of what could be true. */
  public record Atom(String component, String mode) {}

  /** One hop of the way from fault to user: what happens there, and the query that shows it. */
  public record Hop(String component, String caption, String query) {}

  /**
   * Another cause with the same first symptom: its atom, and the changes that make it so. Its
   * history stands in for the culprits in the scenario's history, its timeline for the scenario's;
   * all else stays.
   */
  public record Rival(
      String id,
      Atom atom,
      @Default List<Scenario.Entry> history,
      List<Scenario.Event> timeline,
      @Nullable String why) {}

  /** A set of changes with a title; {@code why} says why it does or does not hold. */
  public record Remedy(String id, String title, List<Change> changes, String why) {}

  /**
   * A reading for the notebook: which aspect it shows, by which query, and whether it is abnormal
   * now.
   */
  public record Evidence(Aspect aspect, String query, boolean abnormal) {}

  /**
   * Another scenario with the same page (or none yet), what tells the two apart, and the query that
   * shows it.
   */
  public record Twin(@Nullable String scenario, String text, String query) {}

  /** What a cited reading shows. */
  public enum Aspect {
    TRAFFIC,
    ERRORS,
    LATENCY,
    SATURATION
  }

  /** The four steps. */
  public enum Stage {
    OBSERVE,
    HYPOTHESIZE,
    TEST,
    FIX
  }
}
