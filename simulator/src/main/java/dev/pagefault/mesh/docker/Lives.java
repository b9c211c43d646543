package dev.pagefault.mesh.docker;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.model.Event;
import com.github.dockerjava.api.model.EventActor;
import com.github.dockerjava.api.model.EventType;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hears from the engine when the process of one of our containers ends, and tells whoever watches
 * that container. One for a process, as the thread that waits for events can't be ended.
 */
final class Lives {
  private static final Logger LOG = LoggerFactory.getLogger(Lives.class);

  /** Whoever is to know. */
  interface Watcher {
    /**
     * Its process has ended, and may have been started again; on the engine's thread, which must
     * not be kept waiting.
     */
    void ended();
  }

  private final DockerClient client;
  private final String label;
  private final Map<String, Watcher> watchers = new ConcurrentHashMap<>();
  private boolean listening;

  /** Of all containers with a label; hears nothing until {@link #listen}. */
  Lives(DockerClient client, String label) {
    this.client = client;
    this.label = label;
  }

  /**
   * Hears events, unless it does already.
   *
   * @param silent run when there will be no more of them, on a thread that may block
   */
  synchronized void listen(Runnable silent) {
    if (!listening) {
      listening = true;
      client
          .eventsCmd()
          .withEventTypeFilter(EventType.CONTAINER)
          .withEventFilter("die")
          .withLabelFilter(label)
          .exec(new Events(silent));
    }
  }

  /** One stream of events; ends with the connection, by an error or without. */
  private final class Events extends ResultCallback.Adapter<Event> {
    private final Runnable silent;
    private boolean over;

    Events(Runnable silent) {
      this.silent = silent;
    }

    @Override
    public void onNext(Event event) {
      heard(event);
    }

    @Override
    public void onError(Throwable cause) {
      LOG.debug("no more events of the engine", cause);
      end();
    }

    @Override
    public void onComplete() {
      end();
    }

    /** On the one thread of this stream, which may tell both. */
    private void end() {
      if (!over) {
        over = true;
        deaf();
        silent.run();
      }
    }
  }

  private synchronized void deaf() {
    listening = false;
  }

  void watch(String container, Watcher watcher) {
    watchers.put(container, watcher);
  }

  void forget(String container) {
    watchers.remove(container);
  }

  /** Has everybody look: while nobody heard events, any process may have ended. */
  void lookAround() {
    watchers.forEach(this::tell);
  }

  /** One who has closed meanwhile is told no more; the others still are. */
  private void tell(String container, Watcher watcher) {
    try {
      watcher.ended();
    } catch (RejectedExecutionException e) {
      LOG.debug("whoever watched {} has gone", container, e);
      forget(container);
    }
  }

  private void heard(Event event) {
    EventActor actor = event.getActor();
    if (actor == null || actor.getId() == null) {
      return;
    }
    Watcher watcher = watchers.get(actor.getId());
    if (watcher != null) {
      tell(actor.getId(), watcher);
    }
  }
}
