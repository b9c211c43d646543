package dev.pagefault.telemetry;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A trace as it is kept: what it is searched by, and its spans packed. Immutable.
 *
 * @param number rises from one kept trace to the next; 0: not kept
 */
record StoredTrace(Head head, byte[] packed, long number) {

  /**
   * What a trace is searched by, be it kept or still open. Immutable.
   *
   * @param names of its spans
   */
  record Head(TraceSummary summary, Set<String> names) {

    /** That of a trace of these spans, at least one. */
    static Head of(String id, List<SpanRecord> spans) {
      List<SpanRecord> byStart = byStart(spans);
      SpanRecord root = root(byStart);
      Set<String> services =
          byStart.stream()
              .map(SpanRecord::service)
              .collect(Collectors.toCollection(LinkedHashSet::new));
      int errors = (int) byStart.stream().filter(span -> span.error() != null).count();
      TraceSummary summary =
          new TraceSummary(
              id,
              root.name(),
              root.service(),
              root.startMicros() / 1000,
              root.durationMicros() / 1000.0,
              byStart.size(),
              errors,
              List.copyOf(services));
      return new Head(summary, byStart.stream().map(SpanRecord::name).collect(Collectors.toSet()));
    }

    boolean fits(TraceQuery query) {
      String id = query.traceId();
      String service = query.service();
      String endpoint = query.endpoint();
      Double minMs = query.minMs();
      boolean onlyErrors = Boolean.TRUE.equals(query.error());
      return (id == null || summary.id().startsWith(id))
          && summary.at() >= query.fromMillis()
          && summary.at() <= query.toMillis()
          && (service == null || summary.services().contains(service))
          && (endpoint == null || names.stream().anyMatch(name -> name.contains(endpoint)))
          && (minMs == null || summary.durationMs() >= minMs)
          && (!onlyErrors || summary.errorCount() > 0);
    }
  }

  /** Puts spans of one trace, at least one, together. */
  static StoredTrace of(String id, List<SpanRecord> spans, long number) {
    return new StoredTrace(Head.of(id, spans), pack(byStart(spans)), number);
  }

  private static List<SpanRecord> byStart(List<SpanRecord> spans) {
    return spans.stream().sorted(Comparator.comparingLong(SpanRecord::startMicros)).toList();
  }

  /** The earliest span whose parent is not in the trace. */
  private static SpanRecord root(List<SpanRecord> byStart) {
    Set<String> ids = byStart.stream().map(SpanRecord::spanId).collect(Collectors.toSet());
    return byStart.stream()
        .filter(span -> span.parentId() == null || !ids.contains(span.parentId()))
        .findFirst()
        .orElse(byStart.getFirst());
  }

  private static byte[] pack(List<SpanRecord> spans) {
    Pack.Writer out = new Pack.Writer();
    out.number(spans.size());
    long before = 0;
    for (SpanRecord span : spans) {
      out.text(span.spanId())
          .text(span.parentId())
          .text(span.service())
          .text(span.region())
          .text(span.instance())
          .text(span.version())
          .text(span.name())
          .text(span.kind())
          .number(span.startMicros() - before)
          .number(span.durationMicros())
          .text(span.error())
          .map(span.attributes());
      before = span.startMicros();
    }
    return out.done();
  }

  Trace trace() {
    Pack.Reader in = new Pack.Reader(packed);
    int size = (int) in.number();
    List<Trace.Span> spans = new ArrayList<>(size);
    long start = 0;
    for (int i = 0; i < size; i++) {
      String id = in.text();
      String parent = in.textOrNull();
      String service = in.text();
      String region = in.text();
      String instance = in.text();
      String version = in.text();
      String name = in.text();
      String kind = in.text();
      start += in.number();
      spans.add(
          new Trace.Span(
              id,
              parent,
              service,
              region,
              instance,
              version,
              name,
              kind,
              start,
              in.number(),
              in.textOrNull(),
              in.map()));
    }
    return new Trace(head.summary().id(), spans);
  }
}
