package dev.pagefault.mesh;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import java.util.concurrent.Callable;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * What all meshes of this process share: event loops, one scheduler for the housekeeping of JDBC
 * pools, and the ear for what those pools log. Whoever starts it closes it, after the meshes.
 */
public final class MeshHost {
  /** Event loops for all meshes. */
  static final int EVENT_LOOPS = 2;

  /** A thread that has nothing to do ends after so long. */
  private static final int IDLE_SECONDS = 5;

  private final Vertx vertx;
  private final ScheduledThreadPoolExecutor housekeeping;
  private final ExecutorService spinning;
  private final PoolLog poolLog;

  private MeshHost(
      Vertx vertx,
      ScheduledThreadPoolExecutor housekeeping,
      ExecutorService spinning,
      PoolLog poolLog) {
    this.vertx = vertx;
    this.housekeeping = housekeeping;
    this.spinning = spinning;
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
                .setFileSystemOptions(
                    new FileSystemOptions()
                        .setFileCachingEnabled(false)
                        .setClassPathResolvingEnabled(false)));
    ThreadFactory threads = Thread.ofPlatform().daemon().name("mesh-housekeeping").factory();
    ScheduledThreadPoolExecutor housekeeping = new ScheduledThreadPoolExecutor(1, threads);
    housekeeping.setRemoveOnCancelPolicy(true);
    ExecutorService spinning =
        new ThreadPoolExecutor(
            0,
            Integer.MAX_VALUE,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new SynchronousQueue<>(),
            Thread.ofPlatform().daemon().name("mesh-handing-over").factory());
    return new MeshHost(vertx, housekeeping, spinning, PoolLog.attach());
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
   * For tasks that spin until some virtual thread has run: on a thread of the operating system's,
   * because those that spin on all carriers at once would wait for each other's for ever.
   */
  Executor spinning() {
    return spinning;
  }

  PoolLog poolLog() {
    return poolLog;
  }

  /** Runs something that blocks, on a virtual thread of its own. */
  <T> Future<T> blocking(Callable<T> work) {
    Promise<T> promise = Promise.promise();
    Thread.ofVirtual()
        .name("mesh")
        .start(() -> {
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
    spinning.shutdown();
    return vertx.close().compose(closed -> blocking(this::awaitThreads)).mapEmpty();
  }

  private boolean awaitThreads() throws InterruptedException {
    return housekeeping.awaitTermination(5, TimeUnit.SECONDS)
        && spinning.awaitTermination(5, TimeUnit.SECONDS);
  }
}
