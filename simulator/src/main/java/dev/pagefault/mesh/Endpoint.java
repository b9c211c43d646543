package dev.pagefault.mesh;

import dev.pagefault.scenario.Step;
import io.micrometer.core.instrument.Timer;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** An operation of a service, with its timers. Any thread. */
final class Endpoint {
  private final String id;
  private final String method;
  private final String path;
  private final List<Step> steps;
  private final Meters meters;
  private final Map<Integer, Timer> timers = new ConcurrentHashMap<>();

  /**
   * @param id {@code METHOD /path}; throws {@link IllegalArgumentException} where it isn't
   */
  Endpoint(String id, List<Step> steps, Meters meters) {
    int space = id.indexOf(' ');
    if (space < 1 || !id.startsWith("/", space + 1)) {
      throw new IllegalArgumentException("an endpoint's id is METHOD /path: " + id);
    }
    this.id = id;
    this.method = id.substring(0, space);
    this.path = id.substring(space + 1);
    this.steps = List.copyOf(steps);
    this.meters = meters;
  }

  String id() {
    return id;
  }

  String method() {
    return method;
  }

  String path() {
    return path;
  }

  List<Step> steps() {
    return steps;
  }

  /** {@code http.server.requests} for answers with this status. */
  Timer timer(int status) {
    return timers.computeIfAbsent(
        status,
        key ->
            Timer.builder("http.server.requests")
                .tag("uri", path)
                .tag("method", method)
                .tag("status", Integer.toString(key))
                .register(meters.registry()));
  }
}
