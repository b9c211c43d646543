package dev.pagefault.mesh.docker;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Lets so many do something at a time; the others wait in line. Any thread; nobody blocks. */
final class Turns {
  private final int most;
  private final Queue<Runnable> line = new ArrayDeque<>();
  private int taken;

  Turns(int most) {
    this.most = most;
  }

  /** What comes of the work once it had its turn, which ends with it. */
  <T> Future<T> take(Supplier<Future<T>> work) {
    Promise<T> result = Promise.promise();
    Runnable turn =
        () -> {
          var _ =
              Future.<Void>succeededFuture()
                  .compose(now -> work.get())
                  .onComplete(result)
                  .onComplete(done -> next());
        };
    if (begins(turn)) {
      turn.run();
    }
    return result.future();
  }

  /** Whether it is its turn now; else it stands in line. */
  private synchronized boolean begins(Runnable turn) {
    if (taken == most) {
      line.add(turn);
      return false;
    }
    taken++;
    return true;
  }

  private void next() {
    Runnable turn = ended();
    if (turn != null) {
      turn.run();
    }
  }

  private synchronized @Nullable Runnable ended() {
    Runnable turn = line.poll();
    if (turn == null) {
      taken--;
    }
    return turn;
  }
}
