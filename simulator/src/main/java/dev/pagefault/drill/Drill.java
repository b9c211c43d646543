package dev.pagefault.drill;

import dev.pagefault.control.Production;
import dev.pagefault.journal.Entry;
import dev.pagefault.telemetry.Telemetry;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One run of one scenario, from the warm mesh to the debrief. A single writer: whatever happens in
 * it happens one after the other on its own virtual thread, is appended durably to its journal, and
 * only then shown and acknowledged. All methods are safe to call from any thread and don't block.
 */
public interface Drill {

  /** Its id. */
  String id();

  /** The participant who opened it. */
  String opener();

  /** Adds someone, late or at the start; completes with the participant's id. */
  CompletableFuture<String> join(String name, List<Entry.Role> roles);

  /**
   * Does an act; completes once it is durable. The same key of the same client gets the first
   * answer again. Fails with {@link ActRefused}; then nothing was done.
   */
  CompletableFuture<ActResult> act(Actor actor, String key, Act act);

  /** The drill as a participant may see it. Throws {@link ActRefused} for a stranger. */
  DrillView view(String participant);

  /**
   * Hears everything after a sequence number, what is past at once, then the state, then what
   * comes; one call at a time, on the drill's thread: listeners must not block. Until the returned
   * action is run.
   */
  Runnable subscribe(String participant, long afterSeq, Consumer<StreamItem> listener);

  /** The running production, or null: not yet there, or stopped. */
  @Nullable Production production();

  /** What its production measured; stays readable after the end. Null before there is one. */
  @Nullable Telemetry telemetry();

  /** The whole journal once the drill is revealed; before, a {@link ActRefused} conflict. */
  List<Entry> journal();

  /**
   * The journal as lines of JSON: after the reveal every event, before only what the participant's
   * timeline shows.
   */
  List<String> export(String participant);
}
