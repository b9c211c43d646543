package dev.pagefault.scoring;

import dev.pagefault.scenario.Answer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The explained score of a drill.
 *
 * @param formula version of the rules
 * @param total sum of the four steps, floored at 0, rounded once to a tenth
 * @param disturbed sequence number at which an undeclared inject ended automatic scoring, or null
 * @param notes ceilings and factors that applied, in sentences
 */
public record Scorecard(
    String formula,
    double total,
    @Nullable Long disturbed,
    List<StepScore> steps,
    List<String> notes) {

  /** One of the four steps; {@code max} is 25 less what hints took. May be below zero. */
  public record StepScore(Answer.Stage stage, double points, double max, List<Item> items) {}

  /**
   * One rule applied.
   *
   * @param expected what was expected, one sentence
   * @param did what was done, one sentence
   * @param evidence query or {@code diagnostic target} that shows it, or null
   */
  public record Item(
      String id,
      String title,
      double points,
      double max,
      String expected,
      String did,
      @Nullable String evidence) {}
}
