package dev.pagefault.tools;

import dev.pagefault.telemetry.Trace;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.common.InstrumentationLibraryInfo;
import io.opentelemetry.sdk.common.InstrumentationScopeInfo;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.data.EventData;
import io.opentelemetry.sdk.trace.data.LinkData;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.data.StatusData;
import java.util.List;

/**
 * A span of a drill as OpenTelemetry's exporter takes it.
 *
 * @param context its ids
 * @param parent invalid for one that nothing in its trace caused
 * @param attributes of the span
 * @param resource who did the work
 */
record DrillSpan(
    Trace.Span span,
    SpanContext context,
    SpanContext parent,
    Attributes attributes,
    Resource resource)
    implements SpanData {

  /** One object, as the exporter groups spans by it and not by what it equals. */
  private static final InstrumentationScopeInfo SCOPE =
      InstrumentationScopeInfo.create("dev.pagefault");

  private static final long NANOS_OF_MICRO = 1_000;

  @Override
  public String getName() {
    return span.name();
  }

  @Override
  public SpanKind getKind() {
    return switch (span.kind()) {
      case "server" -> SpanKind.SERVER;
      case "client" -> SpanKind.CLIENT;
      case "consumer" -> SpanKind.CONSUMER;
      case "producer" -> SpanKind.PRODUCER;
      default -> SpanKind.INTERNAL;
    };
  }

  @Override
  public SpanContext getSpanContext() {
    return context;
  }

  @Override
  public SpanContext getParentSpanContext() {
    return parent;
  }

  @Override
  public StatusData getStatus() {
    String error = span.error();
    return error == null ? StatusData.unset() : StatusData.create(StatusCode.ERROR, error);
  }

  @Override
  public long getStartEpochNanos() {
    return span.startMicros() * NANOS_OF_MICRO;
  }

  @Override
  public long getEndEpochNanos() {
    return (span.startMicros() + span.durationMicros()) * NANOS_OF_MICRO;
  }

  @Override
  public Attributes getAttributes() {
    return attributes;
  }

  @Override
  public int getTotalAttributeCount() {
    return attributes.size();
  }

  @Override
  public List<EventData> getEvents() {
    return List.of();
  }

  @Override
  public int getTotalRecordedEvents() {
    return 0;
  }

  @Override
  public List<LinkData> getLinks() {
    return List.of();
  }

  @Override
  public int getTotalRecordedLinks() {
    return 0;
  }

  @Override
  public boolean hasEnded() {
    return true;
  }

  @Override
  @SuppressWarnings("deprecation") // it has to be there still
  public InstrumentationLibraryInfo getInstrumentationLibraryInfo() {
    return InstrumentationLibraryInfo.empty();
  }

  @Override
  public InstrumentationScopeInfo getInstrumentationScopeInfo() {
    return SCOPE;
  }

  @Override
  public Resource getResource() {
    return resource;
  }
}
