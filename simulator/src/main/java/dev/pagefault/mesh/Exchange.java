package dev.pagefault.mesh;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Context;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One request, or one message, at work: what it knows, what it yields, and where it stands. Belongs
 * to the worker that works on it; where it stands may be read by others.
 */
final class Exchange {
  /** What a worker is waiting for. */
  enum Stand {
    COMPUTING,
    IN_ACQUIRE,
    IN_QUERY,
    IN_CALL
  }

  /** What is to be done when the steps are over; {@code well} where none of them stopped it. */
  interface Ending {
    void end(boolean well);
  }

  private final String endpoint;
  private final Map<String, String> attributes;
  private final Map<String, String> yielded = new LinkedHashMap<>();
  private final @Nullable String baggage;
  private final Context context;
  private final Span span;
  private final String traceId;
  private final long startNanos;

  private final List<Ending> endings = new ArrayList<>();

  private volatile String step = "";
  private volatile String target = "";
  private volatile Stand stand = Stand.COMPUTING;
  private volatile boolean over;

  Exchange(
      String endpoint,
      Map<String, String> attributes,
      @Nullable String baggage,
      Context parent,
      Span span,
      long startNanos) {
    this.endpoint = endpoint;
    this.attributes = attributes;
    this.baggage = baggage;
    this.span = span;
    this.context = parent.with(span);
    this.traceId = span.getSpanContext().getTraceId();
    this.startNanos = startNanos;
  }

  /** {@code METHOD /path}, or a consumer's name. */
  String endpoint() {
    return endpoint;
  }

  Map<String, String> attributes() {
    return attributes;
  }

  /** What the steps yielded so far: the answer. */
  Map<String, String> yielded() {
    return yielded;
  }

  /** Keeps what a step yielded, within {@link FlatJson#FIELDS_MAX}. */
  void keep(Map<String, String> fields) {
    for (Map.Entry<String, String> field : fields.entrySet()) {
      keep(field.getKey(), field.getValue());
    }
  }

  void keep(String name, String value) {
    if (yielded.size() < FlatJson.FIELDS_MAX) {
      yielded.put(name, value);
      attributes.put(name, value);
    }
  }

  /** The customer's segments, as they travel. */
  @Nullable String baggage() {
    return baggage;
  }

  Context context() {
    return context;
  }

  Span span() {
    return span;
  }

  String traceId() {
    return traceId;
  }

  long startNanos() {
    return startNanos;
  }

  void begins(String step) {
    this.step = step;
    this.stand = Stand.COMPUTING;
  }

  /** Says what it waits for, and of whom. */
  void stands(Stand stand, String target) {
    this.target = target;
    this.stand = stand;
  }

  String step() {
    return step;
  }

  Stand stand() {
    return stand;
  }

  String target() {
    return target;
  }

  /** Has something done when its steps are over, on the worker's thread. */
  void atEnd(Ending ending) {
    endings.add(ending);
  }

  /** Its steps are over. */
  void leaves(boolean well) {
    endings.forEach(ending -> ending.end(well));
    endings.clear();
  }

  void end() {
    over = true;
  }

  boolean isOver() {
    return over;
  }
}
