package dev.pagefault.mesh;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.dns.AddressResolverOptions;
import io.vertx.core.file.FileSystemOptions;
import java.util.concurrent.Callable;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * What all meshes of this process share: event loops, threads for what blocks, one scheduler for
 * the housekeeping of JDBC pools, and the ear for what those pools log. Whoever starts it closes
 * it, after the meshes.
 */
public final class MeshHost {
  /** Event loops for all meshes. */
  static final int EVENT_LOOPS = 2;

  /** A thread that has nothing to do ends after so long. */
  private static final int IDLE_SECONDS = 5;

  /** A container that was restarted may have another address under the same name. */
  private static final int NAME_SECONDS = 1;

  private final Vertx vertx;
  private final ScheduledThreadPoolExecutor housekeeping;
  private final ExecutorService threads;
  private final PoolLog poolLog;

  private MeshHost(
      Vertx vertx,
      ScheduledThreadPoolExecutor housekeeping,
      ExecutorService threads,
      PoolLog poolLog) {
    this.vertx = vertx;
    this.housekeeping = housekeeping;
    this.threads = threads;
    this.poolLog = poolLog;
  }

  /** Starts the shared threads. */
  public static MeshHost start() {
    Vertx vertx =
        Vertx.vertx(
            new VertxOptions()
                .setEventLoopPoolSize(EVENT_LOOPS)
                .setWorkerPoolSize(1)
                .setInternalBlockingPoolSize(1)
                .setAddressResolverOptions(
                    new AddressResolverOptions().setCacheMaxTimeToLive(NAME_SECONDS))
                .setFileSystemOptions(
                    new FileSystemOptions()
                        .setFileCachingEnabled(false)
                        .setClassPathResolvingEnabled(false)));
    ScheduledThreadPoolExecutor housekeeping =
        new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().daemon().name("mesh-housekeeping").factory());
    housekeeping.setRemoveOnCancelPolicy(true);
    ExecutorService threads =
        new ThreadPoolExecutor(
            0,
            Integer.MAX_VALUE,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new SynchronousQueue<>(),
            Thread.ofPlatform().daemon().name("mesh-blocking").factory());
    return new MeshHost(vertx, housekeeping, threads, PoolLog.attach());
  }

  /** The meshes' event loops. */
  public Vertx vertx() {
    return vertx;
  }

  /** For tasks that are short and do not block. */
  public ScheduledExecutorService housekeeping() {
    return housekeeping;
  }

  /**
   * Threads of the operating system's for what blocks, computes for long or spins: no virtual
   * thread is ever preempted, and so few that computed or spun on all carriers would keep every
   * other from running.
   */
  Executor threads() {
    return threads;
  }

  PoolLog poolLog() {
    return poolLog;
  }

  /** Runs something that blocks. */
  public <T> Future<T> blocking(Callable<T> work) {
    Promise<T> promise = Promise.promise();
    threads.execute(() -> {
      T result;
      try {
        result = work.call();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        promise.fail(e);
        return;
      } catch (Exception e) {
        promise.fail(e);
        return;
      }
      promise.complete(result);
    });
    return promise.future();
  }

  /** Ends the shared threads; meshes must have been stopped before. */
  public Future<Void> close() {
    poolLog.detach();
    housekeeping.shutdownNow();
    return vertx
        .close()
        .compose(closed -> blocking(() -> housekeeping.awaitTermination(5, TimeUnit.SECONDS)))
        .onComplete(ended -> threads.shutdown())
        .mapEmpty();
  }
}
