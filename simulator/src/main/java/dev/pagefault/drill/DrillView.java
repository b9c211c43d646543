package dev.pagefault.drill;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.pagefault.journal.Entry;
import dev.pagefault.scenario.Answer;
import dev.pagefault.scenario.Topology;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A drill as one participant may see it: an allow-list, filled in one place, {@link Projection}.
 * Times are epoch milliseconds, UTC.
 *
 * @param seed null until the reveal
 * @param progress while something takes more than a second, and why a run doesn't count; or null
 * @param timeline the latest entries, or absent in the stream
 */
public record DrillView(
    String id,
    String scenario,
    String topology,
    String brief,
    long seq,
    DrillState state,
    String mode,
    @Nullable Long seed,
    Seal envelope,
    @Nullable Progress progress,
    long startedAt,
    DrillClock clock,
    @Nullable Page page,
    List<Participant> participants,
    Notebook notebook,
    List<ChangeView> applied,
    List<Hint> hints,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable List<TimelineEntry> timeline,
    @Nullable Result result) {

  /** The same without its timeline, as the stream carries it. */
  public DrillView withoutTimeline() {
    return new DrillView(
        id,
        scenario,
        topology,
        brief,
        seq,
        state,
        mode,
        seed,
        envelope,
        progress,
        startedAt,
        clock,
        page,
        participants,
        notebook,
        applied,
        hints,
        null,
        result);
  }

  /** The sealed envelope: hex SHA-256 of salt and resolved answer. */
  public record Seal(String sha256) {}

  /**
   * How far something is.
   *
   * @param stage such as mesh, history, baseline, back, replay
   * @param fraction 0 to 1
   * @param secondsLeft at most, or null: unknown
   */
  public record Progress(
      String stage, String detail, double fraction, @Nullable Integer secondsLeft) {}

  /**
   * The drill's clock.
   *
   * @param storyOffsetMs to add to a time of this machine to get the story's
   * @param remainingMs of the limit, or null: it doesn't run yet
   * @param speedUp the story's seconds per second
   */
  public record DrillClock(
      long storyOffsetMs, long limitMs, @Nullable Long remainingMs, boolean held, int speedUp) {}

  /** What woke you; {@code query} shows the signal as a graph. */
  public record Page(
      String slo,
      String title,
      String service,
      String owner,
      String runbook,
      double burnRate,
      long since,
      long firedAt,
      double objective,
      Topology.SliKind kind,
      String summary,
      String query,
      @Nullable Long acknowledgedAt,
      @Nullable Long resolvedAt) {}

  /** Someone in the drill; {@code role} is the first of {@code roles}. */
  public record Participant(
      String id, String name, Entry.Role role, List<Entry.Role> roles, boolean you) {}

  /** A hint that was taken. */
  public record Hint(Answer.Stage stage, int level, String text) {}

  /**
   * How it ended.
   *
   * @param stage resolved, limit, abandoned, invalid or closed
   * @param total of the scorecard, or null: none
   */
  public record Result(String stage, @Nullable Double total) {}
}
