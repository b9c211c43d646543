package dev.pagefault.drill;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.pagefault.scenario.Answer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The answer to an act that was done and is durable. {@code seq} is the journal's sequence number
 * at which it stands.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "result")
@JsonSubTypes({
  @JsonSubTypes.Type(value = ActResult.Done.class, name = "done"),
  @JsonSubTypes.Type(value = ActResult.Named.class, name = "named"),
  @JsonSubTypes.Type(value = ActResult.Read.class, name = "read"),
  @JsonSubTypes.Type(value = ActResult.Previewed.class, name = "previewed"),
  @JsonSubTypes.Type(value = ActResult.Changing.class, name = "changing"),
  @JsonSubTypes.Type(value = ActResult.Hinted.class, name = "hinted"),
})
public sealed interface ActResult {

  /** Where it stands in the journal. */
  long seq();

  /** Done, with nothing more to say. */
  record Done(long seq) implements ActResult {}

  /** What was stated has this id. */
  record Named(long seq, String id) implements ActResult {}

  /** What a diagnostic showed. */
  record Read(long seq, ReadingView reading) implements ActResult {}

  /** What a change would do; nothing was done. */
  record Previewed(
      long seq,
      List<String> instances,
      int capacityLostPercent,
      int seconds,
      String wayBack,
      @Nullable String warning)
      implements ActResult {}

  /** The change was accepted; that it took hold is told on the timeline. */
  record Changing(long seq, String changeId) implements ActResult {}

  /** A hint. */
  record Hinted(long seq, Answer.Stage stage, int level, String text) implements ActResult {}
}
