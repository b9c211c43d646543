package dev.pagefault.telemetry;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A request's way through the mesh: its spans by start. */
public record Trace(String id, List<Span> spans) {

  /**
   * One piece of work on the way.
   *
   * @param parent id of the span that caused it; the first span's parent is the customer's and not
   *     in here
   * @param startMicros epoch microseconds
   */
  public record Span(
      String id,
      @Nullable String parent,
      String service,
      String region,
      String instance,
      String version,
      String name,
      String kind,
      long startMicros,
      long durationMicros,
      @Nullable String error,
      Map<String, String> attributes) {}
}
