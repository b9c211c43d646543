package dev.pagefault.telemetry;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Traces, assembled from spans that arrive in any order. A trace is open for {@value #OPEN_MILLIS}
 * ms from its first span; then it is judged:
 *
 * <pre>
 *   failed (a span with an error) or slow (from 300 ms)  → the latest 1,600 of these
 *   healthy                                              → one in ten; the latest 400 of these
 * </pre>
 *
 * What is pushed out, and spans beyond a trace's bound, are counted as refused. Any thread.
 */
final class TraceStore {
  /** Failed and slow traces kept. */
  static final int MAX_NOTABLE = 1_600;

  /** Healthy traces kept. */
  static final int MAX_HEALTHY = 400;

  /** One healthy trace in so many is kept. */
  static final int HEALTHY_SHARE = 10;

  /** From this duration on a trace is slow, milliseconds. */
  static final double SLOW_MILLIS = 300;

  /** How long a trace may gather spans, milliseconds. */
  static final long OPEN_MILLIS = 10_000;

  /** Traces that are open at a time; beyond, the oldest is judged early. */
  static final int MAX_OPEN = 2_000;

  /** Spans of one trace. */
  static final int MAX_SPANS = 200;

  private record Open(long sinceMillis, List<SpanRecord> spans) {}

  private final Map<String, Open> open = new LinkedHashMap<>();
  private final Map<String, StoredTrace> notable = new LinkedHashMap<>();
  private final Map<String, StoredTrace> healthy = new LinkedHashMap<>();
  private long refused;

  /** Takes spans that arrived at a time (epoch milliseconds), and judges traces that are due. */
  synchronized void add(long atMillis, List<SpanRecord> spans) {
    for (SpanRecord span : spans) {
      Open trace =
          open.computeIfAbsent(span.traceId(), id -> new Open(atMillis, new ArrayList<>()));
      if (trace.spans().size() < MAX_SPANS) {
        trace.spans().add(span);
      } else {
        refused++;
      }
    }
    Iterator<Map.Entry<String, Open>> oldest = open.entrySet().iterator();
    while (oldest.hasNext()) {
      Map.Entry<String, Open> trace = oldest.next();
      boolean due = trace.getValue().sinceMillis() <= atMillis - OPEN_MILLIS;
      if (!due && open.size() <= MAX_OPEN) {
        return;
      }
      oldest.remove();
      keep(trace.getKey(), trace.getValue().spans());
    }
  }

  private void keep(String id, List<SpanRecord> spans) {
    if (notable.containsKey(id) || healthy.containsKey(id)) {
      refused += spans.size(); // stragglers of a trace that was judged already
      return;
    }
    if (!wanted(id, spans)) {
      return;
    }
    StoredTrace trace = StoredTrace.of(id, spans);
    if (notable(trace.summary())) {
      put(notable, trace, MAX_NOTABLE);
    } else {
      put(healthy, trace, MAX_HEALTHY);
    }
  }

  private static boolean wanted(String id, List<SpanRecord> spans) {
    return Math.floorMod(id.hashCode(), HEALTHY_SHARE) == 0
        || spans.stream()
            .anyMatch(s -> s.error() != null || s.durationMicros() >= SLOW_MILLIS * 1000);
  }

  private static boolean notable(TraceSummary summary) {
    return summary.errorCount() > 0 || summary.durationMs() >= SLOW_MILLIS;
  }

  private void put(Map<String, StoredTrace> traces, StoredTrace trace, int most) {
    traces.put(trace.summary().id(), trace);
    if (traces.size() > most) {
      Iterator<String> oldest = traces.keySet().iterator();
      oldest.next();
      oldest.remove();
      refused++;
    }
  }

  /** Summaries that fit, newest first. Throws {@link QueryException} where a bound is not kept. */
  List<TraceSummary> search(TraceQuery query) {
    if (query.limit() < 1 || query.limit() > TraceQuery.MAX_LIMIT) {
      throw new QueryException("limit is 1 to " + TraceQuery.MAX_LIMIT + ": " + query.limit(), 0);
    }
    return all().stream()
        .filter(trace -> trace.fits(query))
        .map(StoredTrace::summary)
        .sorted(Comparator.comparingLong(TraceSummary::at).reversed())
        .limit(query.limit())
        .toList();
  }

  /** Everything kept, and of what is open that which would be kept. */
  private synchronized List<StoredTrace> all() {
    Stream<StoredTrace> gathering =
        open.entrySet().stream()
            .filter(trace -> wanted(trace.getKey(), trace.getValue().spans()))
            .map(trace -> StoredTrace.of(trace.getKey(), trace.getValue().spans()));
    return Stream.of(notable.values().stream(), healthy.values().stream(), gathering)
        .flatMap(traces -> traces)
        .toList();
  }

  synchronized @Nullable Trace trace(String id) {
    StoredTrace kept = notable.getOrDefault(id, healthy.get(id));
    Open gathering = open.get(id);
    if (kept == null && gathering != null) {
      kept = StoredTrace.of(id, gathering.spans());
    }
    return kept == null ? null : kept.trace();
  }

  synchronized long refused() {
    return refused;
  }

  synchronized int size() {
    return notable.size() + healthy.size();
  }

  /** Bytes held by what is packed. */
  synchronized long bytes() {
    return Stream.concat(notable.values().stream(), healthy.values().stream())
        .mapToLong(trace -> trace.packed().length + 600L)
        .sum();
  }
}
