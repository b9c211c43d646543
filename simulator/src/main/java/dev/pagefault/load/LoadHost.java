package dev.pagefault.load;

import dev.pagefault.time.Clock;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;

/**
 * Where customers live: event loops of their own, apart from every mesh, so that they keep time
 * when a mesh drowns; and a probe that says when this machine itself could not keep up. One for the
 * whole process; whoever starts it closes it. Any thread.
 */
public final class LoadHost {
  /** Event loops for all loads together: one generator takes a few percent of one. */
  static final int EVENT_LOOPS = 2;

  private final Vertx vertx;
  private final StallProbe probe;

  private LoadHost(Vertx vertx, StallProbe probe) {
    this.vertx = vertx;
    this.probe = probe;
  }

  /** Starts the event loops and the probe. */
  public static LoadHost start(Clock clock) {
    Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(EVENT_LOOPS));
    return new LoadHost(vertx, StallProbe.start(vertx, clock));
  }

  /** The event loops. */
  public Vertx vertx() {
    return vertx;
  }

  /**
   * How this machine kept time in the windows, of the last hour at most, that ended after {@code
   * sinceNanos} of the clock that was given.
   */
  public Stalls stallsSince(long sinceNanos) {
    return probe.since(sinceNanos);
  }

  /** Stops everything that runs here. */
  public Future<Void> close() {
    return vertx.close();
  }
}
