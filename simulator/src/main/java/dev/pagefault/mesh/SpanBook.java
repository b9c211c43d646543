package dev.pagefault.mesh;

import dev.pagefault.telemetry.SpanRecord;
import dev.pagefault.time.Clock;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The spans that one instance finished since they were last collected: at most {@value
 * #SPANS_PER_SECOND} a second; what is dropped is counted. Any thread.
 */
final class SpanBook implements SpanProcessor {
  /** Spans kept of one second. */
  static final int SPANS_PER_SECOND = 1_000;

  /** Spans kept between two collections. */
  static final int SPANS_MAX = 3_000;

  private static final long SECOND = 1_000_000_000L;

  private final Clock clock;
  private List<ReadableSpan> spans = new ArrayList<>();
  private long second;
  private int inSecond;
  private long dropped;

  SpanBook(Clock clock) {
    this.clock = clock;
  }

  @Override
  public synchronized void onEnd(ReadableSpan span) {
    long now = clock.nanos() / SECOND;
    if (now != second) {
      second = now;
      inSecond = 0;
    }
    if (inSecond >= SPANS_PER_SECOND || spans.size() >= SPANS_MAX) {
      dropped++;
    } else {
      inSecond++;
      spans.add(span);
    }
  }

  /** Takes the spans, as those of {@code spec}. */
  List<SpanRecord> drain(InstanceSpec spec) {
    List<ReadableSpan> taken;
    synchronized (this) {
      taken = spans;
      spans = new ArrayList<>(Math.min(taken.size() + 16, SPANS_PER_SECOND));
    }
    List<SpanRecord> records = new ArrayList<>(taken.size());
    for (ReadableSpan span : taken) {
      records.add(record(spec, span.toSpanData()));
    }
    return records;
  }

  /** Spans dropped since this was last asked. */
  synchronized long takeDropped() {
    long taken = dropped;
    dropped = 0;
    return taken;
  }

  private static SpanRecord record(InstanceSpec spec, SpanData span) {
    SpanContext parent = span.getParentSpanContext();
    Map<String, String> attributes = LinkedHashMap.newLinkedHashMap(span.getAttributes().size());
    span.getAttributes().forEach((key, value) -> attributes.put(key.getKey(), value.toString()));
    boolean failed = span.getStatus().getStatusCode() == StatusCode.ERROR;
    return new SpanRecord(
        span.getTraceId(),
        span.getSpanId(),
        parent.isValid() ? parent.getSpanId() : null,
        spec.service(),
        spec.region(),
        spec.instance(),
        spec.version(),
        span.getName(),
        span.getKind().name().toLowerCase(Locale.ROOT),
        span.getStartEpochNanos() / 1_000,
        (span.getEndEpochNanos() - span.getStartEpochNanos()) / 1_000,
        failed ? span.getStatus().getDescription() : null,
        attributes);
  }

  @Override
  public void onStart(Context parent, ReadWriteSpan span) {}

  @Override
  public boolean isStartRequired() {
    return false;
  }

  @Override
  public boolean isEndRequired() {
    return true;
  }
}
