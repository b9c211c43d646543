package dev.pagefault.mesh.docker;

import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.model.Event;
import com.github.dockerjava.api.model.EventActor;
import com.github.dockerjava.api.model.EventType;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hears from the engine when the process of one of a mesh's containers ends, and tells whoever
 * watches that container.
 */
final class Lives implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Lives.class);

  /** Whoever is to know. */
  interface Watcher {
    /**
     * Its process has ended, and may have been started again; on the engine's thread, which must
     * not be kept waiting.
     */
    void ended();
  }

  private final Map<String, Watcher> watchers = new ConcurrentHashMap<>();
  private final ResultCallback.Adapter<Event> events =
      new ResultCallback.Adapter<>() {
        @Override
        public void onNext(Event event) {
          heard(event);
        }

        @Override
        public void onError(Throwable cause) {
          LOG.debug("no more events of the engine", cause); // closed, or the engine has gone
        }
      };

  private Lives() {}

  static Lives of(Engine engine, String mesh) {
    Lives lives = new Lives();
    engine
        .client()
        .eventsCmd()
        .withEventTypeFilter(EventType.CONTAINER)
        .withEventFilter("die")
        .withLabelFilter(Engine.MESH + "=" + mesh)
        .exec(lives.events);
    return lives;
  }

  void watch(String container, Watcher watcher) {
    watchers.put(container, watcher);
  }

  void forget(String container) {
    watchers.remove(container);
  }

  private void heard(Event event) {
    EventActor actor = event.getActor();
    if (actor == null || actor.getId() == null) {
      return;
    }
    Watcher watcher = watchers.get(actor.getId());
    if (watcher != null) {
      watcher.ended();
    }
  }

  @Override
  public void close() {
    try {
      events.close();
    } catch (IOException e) {
      LOG.debug("the stream of events was cut", e);
    }
  }
}
