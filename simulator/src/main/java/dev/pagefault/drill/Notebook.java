package dev.pagefault.drill;

import dev.pagefault.journal.Entry;
import dev.pagefault.journal.JournalEvent.Prediction;
import dev.pagefault.journal.JournalEvent.Scope;
import dev.pagefault.journal.JournalEvent.Verdict;
import dev.pagefault.scenario.Answer;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The four steps as they stand. Folded from the journal alone, so that what is shown live is what a
 * replay shows. Times are epoch milliseconds, UTC; likelihoods are percent.
 */
public record Notebook(
    Observation observe,
    List<Hypothesis> hypotheses,
    @Nullable Long lockedAt,
    List<Test> tests,
    @Nullable String lasting) {

  /** Nothing stated yet. */
  public static final Notebook EMPTY =
      new Notebook(
          new Observation(new Blast(null, null, null), null, List.of(), List.of(), null),
          List.of(),
          null,
          List.of(),
          null);

  /** The notebook after these events of one drill, in order. Pure. */
  public static Notebook of(List<Entry> entries) {
    NotebookFold fold = new NotebookFold();
    entries.forEach(fold::accept);
    return fold.notebook();
  }

  /** What was observed. */
  public record Observation(
      Blast blast,
      @Nullable Long onsetAt,
      List<Suspect> suspects,
      List<Cited> readings,
      @Nullable Long submittedAt) {}

  /** The three questions of the blast radius. */
  public record Blast(@Nullable Scope who, @Nullable Scope journeys, @Nullable Scope where) {}

  /** An entry of the change feed, or traffic, schedule, dependency, none. */
  public record Suspect(String ref) {}

  /** A cited reading. */
  public record Cited(
      String id,
      String query,
      long at,
      double value,
      String label,
      Answer.Aspect aspect,
      Act.Judgement judgement) {}

  /** A hypothesis. {@code author} is a participant's id. */
  public record Hypothesis(
      String id,
      String text,
      @Nullable String component,
      @Nullable String family,
      @Nullable String mode,
      @Nullable String trigger,
      int likelihood,
      @Nullable Prediction prediction,
      boolean locked,
      String author) {}

  /**
   * A declared test.
   *
   * @param spoiled whether its diagnostic had been read before it was declared, with no change
   *     since
   */
  public record Test(
      String id,
      List<String> hypotheses,
      String diagnostic,
      String target,
      String expected,
      long declaredAt,
      @Nullable ReadingView reading,
      Map<String, Verdict> verdicts,
      boolean spoiled) {}
}
