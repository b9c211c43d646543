package dev.pagefault.mesh;

import dev.pagefault.telemetry.Batch;
import dev.pagefault.telemetry.Identity;
import dev.pagefault.telemetry.Telemetry;
import dev.pagefault.time.Clock;
import io.vertx.core.Future;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks everything in a mesh for its telemetry once a second, on a platform thread of its own: load
 * in the mesh can't starve it. Who hasn't answered the last time isn't asked again before it does.
 */
final class Scraper {
  /** Time between two scrapes, seconds. */
  private static final int PERIOD_SECONDS = 1;

  /** Longest that {@link #stop} waits for a scrape under way, seconds. */
  private static final int STOP_SECONDS = 5;

  private static final Logger LOG = LoggerFactory.getLogger(Scraper.class);

  /** Somebody to be asked. */
  record Target(Identity who, Supplier<Future<Batch>> ask) {}

  private final ScheduledThreadPoolExecutor thread;
  private final Supplier<List<Target>> targets;
  private final Telemetry telemetry;
  private final Clock clock;
  private final Set<Identity> unanswered = ConcurrentHashMap.newKeySet();

  private Scraper(Supplier<List<Target>> targets, Telemetry telemetry, Clock clock) {
    this.targets = targets;
    this.telemetry = telemetry;
    this.clock = clock;
    this.thread =
        new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().daemon().name("mesh-scrape").factory());
    thread.setRemoveOnCancelPolicy(true);
  }

  /**
   * Starts it.
   *
   * @param spread whether targets are asked one after the other over the second, or all at once
   */
  static Scraper start(
      Supplier<List<Target>> targets, boolean spread, Telemetry telemetry, Clock clock) {
    Scraper scraper = new Scraper(targets, telemetry, clock);
    var _ =
        scraper.thread.scheduleAtFixedRate(
            () -> scraper.scrape(spread), PERIOD_SECONDS, PERIOD_SECONDS, TimeUnit.SECONDS);
    return scraper;
  }

  /** Ends the thread; blocks until it has. */
  void stop() throws InterruptedException {
    thread.shutdownNow();
    if (!thread.awaitTermination(STOP_SECONDS, TimeUnit.SECONDS)) {
      LOG.warn("a scrape was still under way {} s after it was stopped", STOP_SECONDS);
    }
  }

  private void scrape(boolean spread) {
    long at = clock.epochMillis();
    List<Target> now = targets.get();
    for (int i = 0; i < now.size(); i++) {
      Target target = now.get(i);
      if (spread) {
        long after = TimeUnit.SECONDS.toNanos(PERIOD_SECONDS) * i / now.size();
        var _ = thread.schedule(() -> ask(target, at), after, TimeUnit.NANOSECONDS);
      } else {
        ask(target, at);
      }
    }
  }

  private void ask(Target target, long at) {
    if (unanswered.add(target.who)) {
      try {
        Unawaited.leave(
            target
                .ask
                .get()
                .onFailure(error -> unanswered.remove(target.who))
                .onSuccess(batch -> hand(target.who, at, batch)));
      } catch (RuntimeException e) {
        unanswered.remove(target.who);
        LOG.warn("no telemetry of {}", target.who, e); // the others are asked all the same
      }
    }
  }

  /** Back onto our thread: who answers may be an event loop. */
  private void hand(Identity who, long at, Batch batch) {
    try {
      thread.execute(() -> {
        unanswered.remove(who);
        telemetry.ingest(who, at, batch);
      });
    } catch (RejectedExecutionException e) {
      unanswered.remove(who); // stopped meanwhile
    }
  }
}
