package dev.pagefault.telemetry;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedCollection;
import java.util.SequencedMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Traces, assembled from spans that arrive in any order. A trace is open for {@value #OPEN_MILLIS}
 * ms from its first span; then it is judged:
 *
 * <pre>
 *   failed (a span with an error) or slow (one from 300 ms)  → the latest 1,600 of these
 *   healthy                                                  → one in ten; the latest 400 of these
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

  /** Any span of this duration, the root or a consumer's, makes a trace slow; milliseconds. */
  static final double SLOW_MILLIS = 300;

  /** How long a trace may gather spans, milliseconds. */
  static final long OPEN_MILLIS = 10_000;

  /** Traces that are open at a time; beyond, the oldest is judged early. */
  static final int MAX_OPEN = 2_000;

  /** Spans of one trace. */
  static final int MAX_SPANS = 200;

  private record Open(long sinceMillis, List<SpanRecord> spans) {}

  private final Map<String, Open> open = new LinkedHashMap<>();
  private final SequencedMap<String, StoredTrace> notable = new LinkedHashMap<>();
  private final SequencedMap<String, StoredTrace> healthy = new LinkedHashMap<>();
  private long numbered; // traces that were kept so far
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
    judge(atMillis);
  }

  /**
   * Judges traces that are due at a time (epoch milliseconds), and those for which there's no room.
   */
  synchronized void judge(long atMillis) {
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
    } else if (notable(spans)) {
      put(notable, id, spans, MAX_NOTABLE);
    } else if (sampled(id)) {
      put(healthy, id, spans, MAX_HEALTHY);
    }
  }

  private static boolean notable(List<SpanRecord> spans) {
    return spans.stream()
        .anyMatch(s -> s.error() != null || s.durationMicros() >= SLOW_MILLIS * 1000);
  }

  /** Whether a trace is kept although it is healthy. */
  private static boolean sampled(String id) {
    return Math.floorMod(id.hashCode(), HEALTHY_SHARE) == 0;
  }

  private void put(Map<String, StoredTrace> traces, String id, List<SpanRecord> spans, int most) {
    traces.put(id, StoredTrace.of(id, spans, ++numbered));
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
    return heads().stream()
        .filter(head -> head.fits(query))
        .map(StoredTrace.Head::summary)
        .sorted(Comparator.comparingLong(TraceSummary::at).reversed())
        .limit(query.limit())
        .toList();
  }

  /** Heads of everything kept, and of what is open that which would be kept. */
  private List<StoredTrace.Head> heads() {
    List<StoredTrace.Head> heads = new ArrayList<>();
    Map<String, List<SpanRecord>> gathering = new LinkedHashMap<>();
    synchronized (this) { // to look spans through takes its time: on a copy, so that nobody waits
      notable.values().forEach(trace -> heads.add(trace.head()));
      healthy.values().forEach(trace -> heads.add(trace.head()));
      open.forEach((id, trace) -> gathering.put(id, List.copyOf(trace.spans())));
    }
    gathering.forEach((id, spans) -> {
      if (notable(spans) || sampled(id)) {
        heads.add(StoredTrace.Head.of(id, spans));
      }
    });
    return heads;
  }

  synchronized @Nullable Trace trace(String id) {
    StoredTrace kept = notable.getOrDefault(id, healthy.get(id));
    Open gathering = open.get(id);
    if (kept == null && gathering != null) {
      kept = StoredTrace.of(id, gathering.spans(), 0);
    }
    return kept == null ? null : kept.trace();
  }

  /** Traces kept after the one of that number and still held, oldest first, at most so many. */
  List<StoredTrace> keptAfter(long number, int most) {
    List<StoredTrace> later = new ArrayList<>();
    synchronized (this) {
      addAfter(number, notable.sequencedValues(), later);
      addAfter(number, healthy.sequencedValues(), later);
    }
    return later.stream()
        .sorted(Comparator.comparingLong(StoredTrace::number))
        .limit(most)
        .toList();
  }

  /** Goes from the newest back, as numbers rise in the order of keeping. */
  private static void addAfter(
      long number, SequencedCollection<StoredTrace> traces, List<StoredTrace> later) {
    for (StoredTrace trace : traces.reversed()) {
      if (trace.number() <= number) {
        return;
      }
      later.add(trace);
    }
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
