package dev.pagefault.tools;

import dev.pagefault.telemetry.Identity;
import dev.pagefault.telemetry.Trace;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Makes a drill's traces into what OpenTelemetry's exporter takes. Whoever did the work is a
 * resource: by the semantic conventions {@code service.name}, {@code service.version} and {@code
 * service.instance.id}, and by the labels that the drill's metrics have, so that one is found from
 * the other: {@code instance}, {@code region}, {@code drill}. One thread at a time.
 */
final class DrillSpans {
  private static final Pattern DIGITS = Pattern.compile("\\d{1,18}");

  /** Attributes that are integers to other tools; in a trace of the desk all are text. */
  private static final Set<String> WHOLE_NUMBERS =
      Set.of("http.response.status_code", "http.request.resend_count", "db.response.affected_rows");

  private final String drill;
  private final Map<Identity, Resource> resources = new HashMap<>();

  DrillSpans(String drill) {
    this.drill = drill;
  }

  /** A trace's spans, but for those whose ids are none by W3C Trace Context. */
  List<SpanData> of(Trace trace) {
    Set<String> here = trace.spans().stream().map(Trace.Span::id).collect(Collectors.toSet());
    List<SpanData> spans = new ArrayList<>(trace.spans().size());
    for (Trace.Span span : trace.spans()) {
      SpanContext context = context(trace.id(), span.id());
      if (context.isValid()) {
        spans.add(
            new DrillSpan(
                span,
                context,
                parent(trace.id(), span.parent(), here),
                attributes(span),
                resource(span)));
      }
    }
    return spans;
  }

  /** Customers keep no spans: what they called first has no parent that could be found. */
  private static SpanContext parent(String trace, @Nullable String parent, Set<String> here) {
    return parent == null || !here.contains(parent)
        ? SpanContext.getInvalid()
        : context(trace, parent);
  }

  private static SpanContext context(String trace, String span) {
    return SpanContext.create(trace, span, TraceFlags.getSampled(), TraceState.getDefault());
  }

  private static Attributes attributes(Trace.Span span) {
    AttributesBuilder attributes = Attributes.builder();
    span.attributes()
        .forEach((name, value) -> {
          if (WHOLE_NUMBERS.contains(name) && DIGITS.matcher(value).matches()) {
            attributes.put(name, Long.parseLong(value));
          } else {
            attributes.put(name, value);
          }
        });
    return attributes.build();
  }

  /** The same object for the same instance, as the exporter groups spans by it. */
  private Resource resource(Trace.Span span) {
    Identity who = new Identity(span.service(), span.region(), span.instance(), span.version());
    return resources.computeIfAbsent(who, this::told);
  }

  private Resource told(Identity who) {
    AttributesBuilder attributes = Attributes.builder().put("drill", drill);
    put(attributes, "service.name", who.service());
    put(attributes, "service.version", who.version());
    put(attributes, "service.instance.id", who.instance());
    put(attributes, "instance", who.instance());
    put(attributes, "region", who.region());
    return Resource.create(attributes.build());
  }

  private static void put(AttributesBuilder attributes, String name, String value) {
    if (!value.isEmpty()) {
      attributes.put(name, value);
    }
  }
}
