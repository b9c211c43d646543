package dev.pagefault.mesh;

import dev.pagefault.time.Clock;
import io.opentelemetry.api.baggage.Baggage;
import io.opentelemetry.api.baggage.propagation.W3CBaggagePropagator;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.opentelemetry.context.propagation.TextMapSetter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.SpanLimits;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Spans of one instance, and W3C trace context and baggage in and out, by OpenTelemetry. The
 * baggage header travels on as it came; its entries (the customer's segments) are read for spans
 * and logs. Any thread.
 */
final class Tracing {
  static final String TRACEPARENT = "traceparent";
  static final String BAGGAGE = "baggage";

  /** Longest baggage header that is taken, characters; a longer one is dropped. */
  static final int BAGGAGE_MAX = 1024;

  /** Baggage headers whose entries are remembered; customers share few combinations. */
  static final int SEGMENTS_MAX = 512;

  private final SdkTracerProvider provider;
  private final Tracer tracer;
  private final Map<String, Map<String, String>> known = new ConcurrentHashMap<>();

  Tracing(SpanBook book, Clock clock) {
    this.provider =
        SdkTracerProvider.builder()
            .addSpanProcessor(book)
            .setClock(new SpanClock(clock))
            .setSampler(Sampler.parentBased(Sampler.alwaysOn()))
            .setSpanLimits(SpanLimits.builder().setMaxAttributeValueLength(500).build())
            .build();
    this.tracer = provider.get("mesh");
  }

  /** The context that came with a request. */
  static Context extract(@Nullable String traceparent) {
    return traceparent == null
        ? Context.root()
        : W3CTraceContextPropagator.getInstance()
            .extract(Context.root(), traceparent, TRACEPARENT_ONLY);
  }

  /** Starts a span under {@code parent}. */
  Span start(Context parent, String name, SpanKind kind) {
    return tracer.spanBuilder(name).setParent(parent).setSpanKind(kind).startSpan();
  }

  /** Starts a span that began earlier. */
  Span startedAt(Context parent, String name, SpanKind kind, long epochNanos) {
    return tracer
        .spanBuilder(name)
        .setParent(parent)
        .setSpanKind(kind)
        .setStartTimestamp(epochNanos, TimeUnit.NANOSECONDS)
        .startSpan();
  }

  /** Hands on where {@code span} stands. */
  static void inject(Context context, Span span, BiConsumer<String, String> header) {
    W3CTraceContextPropagator.getInstance().inject(context.with(span), header, HEADERS);
  }

  /** Ends a span, as failed where there is an error. */
  static void end(Span span, @Nullable String error) {
    if (error != null) {
      span.setStatus(StatusCode.ERROR, error);
    }
    span.end();
  }

  /** The customer's segments: the entries of the baggage header; empty where it is malformed. */
  Map<String, String> segments(Exchange exchange) {
    String header = exchange.baggage();
    if (header == null || header.isEmpty() || header.length() > BAGGAGE_MAX) {
      return Map.of();
    }
    Map<String, String> segments = known.get(header);
    if (segments == null) {
      segments = parse(header);
      if (known.size() < SEGMENTS_MAX) {
        known.put(header, segments);
      }
    }
    return segments;
  }

  private static Map<String, String> parse(String header) {
    Baggage baggage =
        Baggage.fromContext(
            W3CBaggagePropagator.getInstance().extract(Context.root(), header, BAGGAGE_ONLY));
    Map<String, String> segments = new LinkedHashMap<>();
    baggage.forEach((key, entry) -> segments.put(key, entry.getValue()));
    return Collections.unmodifiableMap(segments);
  }

  void close() {
    provider.close();
  }

  private static final TextMapSetter<BiConsumer<String, String>> HEADERS =
      (carrier, key, value) -> {
        if (carrier != null) {
          carrier.accept(key, value);
        }
      };

  private static final TextMapGetter<String> TRACEPARENT_ONLY = new OneHeader(TRACEPARENT);
  private static final TextMapGetter<String> BAGGAGE_ONLY = new OneHeader(BAGGAGE);

  /** A carrier that is the header's value itself. */
  @SuppressWarnings("deprecation") // keys() has to be there still
  private record OneHeader(String name) implements TextMapGetter<String> {
    @Override
    public Iterable<String> keys(String carrier) {
      return List.of(name);
    }

    @Override
    public @Nullable String get(@Nullable String carrier, String key) {
      return key.equals(name) ? carrier : null;
    }
  }

  /** Our clock, as OpenTelemetry asks for it. */
  private record SpanClock(Clock clock) implements io.opentelemetry.sdk.common.Clock {
    @Override
    public long now() {
      return clock.epochMillis() * 1_000_000;
    }

    @Override
    public long nanoTime() {
      return clock.nanos();
    }
  }
}
