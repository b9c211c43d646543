package dev.pagefault.drill;

import dev.pagefault.journal.JournalException;
import dev.pagefault.journal.Json;
import dev.pagefault.journal.Receipt;
import dev.pagefault.mesh.NotRunning;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The acts that were sent, by client and key, with their answers: an act that is sent again gets
 * its first answer, also while that is still being found; one that was refused may be tried again.
 * Lives on the drill's thread.
 */
final class Docket {
  /** How long a diagnostic may take to answer. */
  private static final long READ_SECONDS = 15;

  private final Pen pen;
  private final Map<String, CompletableFuture<ActResult>> answers = new LinkedHashMap<>();

  Docket(Pen pen, List<Receipt> given) {
    this.pen = pen;
    for (Receipt receipt : given) {
      answers.put(
          slot(receipt.client(), receipt.key()),
          CompletableFuture.completedFuture(
              Json.strict().readValue(receipt.answer(), ActResult.class)));
    }
  }

  private static String slot(String client, String key) {
    return client + "\n" + key;
  }

  /**
   * Does an act once.
   *
   * @param act what it leads to
   * @param write writes that durably, and gives the answer
   */
  void perform(
      Actor actor,
      String key,
      Supplier<Reply> act,
      Function<Reply.Now, ActResult> write,
      CompletableFuture<ActResult> done) {
    String slot = slot(actor.client(), key);
    CompletableFuture<ActResult> earlier = answers.get(slot);
    if (earlier != null) {
      pen.when(earlier, (result, failure) -> pass(result, failure, done));
      return;
    }
    answers.put(slot, done);
    if (answers.size() > Bounds.RECEIPTS) {
      answers.remove(answers.keySet().iterator().next());
    }
    try {
      settle(act.get(), slot, write, done);
    } catch (RuntimeException e) {
      refuse(slot, done, e);
    }
  }

  private void settle(
      Reply reply,
      String slot,
      Function<Reply.Now, ActResult> write,
      CompletableFuture<ActResult> done) {
    switch (reply) {
      case Reply.Later later ->
          pen.when(
              later.reply().thenApply(Reply.class::cast).orTimeout(READ_SECONDS, TimeUnit.SECONDS),
              (next, failure) -> {
                if (next == null) {
                  refuse(slot, done, failure);
                } else if (!pen.ledger().state().open()) {
                  refuse(slot, done, ActRefused.conflict("the drill ended meanwhile"));
                } else {
                  settle(next, slot, write, done);
                }
              });
      case Reply.Now now -> {
        try {
          done.complete(write.apply(now));
          if (now.events().isEmpty()) {
            answers.remove(slot); // nothing was done that must not be done twice
          }
        } catch (RuntimeException e) {
          refuse(slot, done, e);
        }
      }
    }
  }

  private void refuse(String slot, CompletableFuture<ActResult> done, @Nullable Throwable failure) {
    answers.remove(slot);
    done.completeExceptionally(refusal(failure));
  }

  private static void pass(
      @Nullable ActResult result, @Nullable Throwable failure, CompletableFuture<ActResult> to) {
    if (result != null) {
      to.complete(result);
    } else {
      to.completeExceptionally(refusal(failure));
    }
  }

  /** A failure as a refusal, where it is one; bugs stay what they are. */
  static Throwable refusal(@Nullable Throwable failure) {
    Throwable beneath = failure == null ? null : failure.getCause();
    Throwable cause = failure instanceof CompletionException && beneath != null ? beneath : failure;
    return switch (cause) {
      case null -> ActRefused.unavailable("there was no answer");
      case ActRefused refused -> refused;
      case NotRunning absent -> ActRefused.conflict(String.valueOf(absent.getMessage()));
      case JournalException full -> ActRefused.unavailable(String.valueOf(full.getMessage()));
      case TimeoutException late ->
          ActRefused.unavailable("the diagnostic did not answer within " + READ_SECONDS + " s");
      case IllegalArgumentException bad ->
          ActRefused.invalid("target", String.valueOf(bad.getMessage()));
      default -> cause;
    };
  }
}
