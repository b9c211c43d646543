package dev.pagefault.mesh;

import io.vertx.core.Future;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;

/** Waits for a mesh's parts to get something done, on a thread that may block. */
public final class Awaiting {
  private Awaiting() {}

  /** The future's result, or what it failed with; waits {@link Mesh#APPLY_SECONDS} at most. */
  static <T> T await(Future<T> future) throws Exception {
    return await(future, Mesh.APPLY_SECONDS);
  }

  /** The same, with another bound. */
  public static <T> T await(Future<T> future, long seconds) throws Exception {
    try {
      return future.toCompletionStage().toCompletableFuture().get(seconds, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof Exception cause ? cause : e;
    } catch (TimeoutException e) {
      throw new IllegalStateException("no answer within " + seconds + " s", e);
    }
  }

  /** All that succeed are kept, so that they can be stopped; the first failure is thrown. */
  static <T> void gather(Map<String, Future<T>> pending, Map<String, T> into) throws Exception {
    Exception failure = null;
    for (Map.Entry<String, Future<T>> entry : pending.entrySet()) {
      try {
        into.put(entry.getKey(), await(entry.getValue()));
      } catch (Exception e) {
        failure = failure == null ? e : failure;
      }
    }
    if (failure != null) {
      throw failure;
    }
  }

  /** Lets so many milliseconds pass. */
  static void pause(long millis) throws InterruptedException {
    LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(millis));
    if (Thread.interrupted()) {
      throw new InterruptedException("interrupted while a mesh changed");
    }
  }
}
