package dev.pagefault.mesh.docker;

import com.github.dockerjava.api.exception.NotFoundException;
import dev.pagefault.mesh.MeshHost;
import io.vertx.core.Future;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A container's limit in processor, which holds for what its process does for customers. There is
 * none while it starts, until it has served for {@value #WARM_MILLIS} ms, or while its heap is
 * looked into: it compiles what it runs, or walks all that it holds, which no topology counts. Any
 * thread.
 *
 * <pre>
 *   starts ── serves ── 20 s ──▶ limited ◀──▶ looked into
 *     ▲                             │
 *     └──────── another process ◀───┘
 * </pre>
 */
final class ProcessorLimit {
  private static final long WARM_MILLIS = 20_000;
  private static final long NO_TIMER = -1;
  private static final Logger LOG = LoggerFactory.getLogger(ProcessorLimit.class);

  private final BoxContainer container;
  private final MeshHost host;
  private double cores;
  private boolean warm;
  private int looking;
  private long timer = NO_TIMER;

  ProcessorLimit(BoxContainer container, MeshHost host, double cores) {
    this.container = container;
    this.host = host;
    this.cores = cores;
  }

  /** Another process starts. Blocks. */
  synchronized void starts(double wanted) {
    stop();
    cores = wanted;
    warm = false;
    write(cores);
  }

  /** Its process serves: once it is warm it is limited. */
  synchronized void serves() {
    stop();
    timer = host.vertx().setTimer(WARM_MILLIS, this::warmed);
  }

  /** Another limit is wanted. Blocks. */
  synchronized void become(double wanted) {
    if (cores != wanted) {
      write(wanted);
      cores = wanted; // not before: where the engine refused, the next try would find nothing to do
    }
  }

  /** What looks into its process, which isn't limited meanwhile. */
  <T> Future<T> lifted(Supplier<Future<T>> look) {
    return host.blocking(() -> look(1))
        .compose(lifted -> look.get())
        .eventually(() -> host.blocking(() -> look(-1)));
  }

  /** Limits nothing any more by itself. */
  synchronized void stop() {
    if (timer != NO_TIMER) {
      host.vertx().cancelTimer(timer);
      timer = NO_TIMER;
    }
  }

  private void warmed(long ofTimer) {
    var _ =
        host.blocking(
                () -> {
                  limitFirst(ofTimer);
                  return null;
                })
            .onFailure(cause -> {
              if (!(cause instanceof NoEngine || cause instanceof NotFoundException)) {
                LOG.warn("{} is not limited: {}", container.name(), EngineFailure.said(cause));
              }
            });
  }

  private synchronized void limitFirst(long ofTimer) {
    if (timer == ofTimer) { // else another process is being warmed by now
      timer = NO_TIMER;
      warm = true;
      write(cores);
    }
  }

  private synchronized int look(int more) {
    boolean before = looking > 0;
    looking += more;
    if (warm && before != looking > 0) {
      write(cores);
    }
    return looking;
  }

  private void write(double wanted) {
    if (warm && looking == 0) {
      container.limitCores(wanted);
    } else {
      container.unlimitCores(wanted);
    }
  }
}
