package dev.pagefault.app;

import dev.pagefault.drill.Drills;
import dev.pagefault.time.Clock;
import dev.pagefault.tools.Exposition;
import dev.pagefault.tools.Measured;
import dev.pagefault.tools.SpanExport;
import dev.pagefault.web.ServerMetrics;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an operator wants their own tools to see of running drills. Nothing, unless it was asked
 * for: whoever reaches the page of metrics sees every drill's.
 *
 * @param metrics whether the server's page shows them
 * @param spans where spans are sent, or null: nowhere
 */
record OwnTools(boolean metrics, @Nullable URI spans) {
  static final OwnTools NONE = new OwnTools(false, null);

  /**
   * Metrics, and spans where there is an address for them. Throws {@link IllegalArgumentException}
   * with one sentence for what is no address of a receiver.
   */
  static OwnTools wanted(@Nullable String otlp) {
    return new OwnTools(true, otlp == null ? null : SpanExport.endpoint(otlp));
  }

  /** Begins to show it; the caller closes that, before the drills. */
  Shown show(Drills drills, ServerMetrics page, Clock clock) {
    List<String> said = new ArrayList<>();
    if (metrics) {
      page.extend(new Exposition(() -> Measured.running(drills))::beside);
      said.add("Its /metrics show what running drills measure, to whoever reaches it");
    }
    if (spans == null) {
      return new Shown(said, () -> {});
    }
    SpanExport export = SpanExport.start(spans, () -> Measured.held(drills), clock);
    said.add("Spans of drills are sent to " + spans);
    return new Shown(said, export::close);
  }

  /**
   * What is shown until it is closed.
   *
   * @param said what an operator should know of it, in sentences
   */
  record Shown(List<String> said, Runnable end) implements AutoCloseable {
    @Override
    public void close() {
      end.run();
    }
  }
}
