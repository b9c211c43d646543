package dev.pagefault.mesh.docker;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.model.Event;
import com.github.dockerjava.api.model.EventActor;
import com.github.dockerjava.api.model.EventType;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
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

  /** Of all containers with a label. */
  static Lives of(DockerClient client, String label) {
    Lives lives = new Lives();
    client
        .eventsCmd()
        .withEventTypeFilter(EventType.CONTAINER)
        .withEventFilter("die")
        .withLabelFilter(label)
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
}
