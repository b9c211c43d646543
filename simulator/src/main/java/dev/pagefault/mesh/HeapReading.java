package dev.pagefault.mesh;

import dev.pagefault.hardware.ClassHistogram;
import dev.pagefault.hardware.Heap;
import dev.pagefault.hardware.HeapStat;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What an instance's heap shows: {@code jcmd GC.heap_info}, {@code jcmd GC.class_histogram}, and
 * what its container makes of it.
 */
final class HeapReading {
  /** Rows of the histogram that are shown. */
  private static final int ROWS_SHOWN = 20;

  /** Types whose bytes outcomes are judged by: the largest. */
  private static final int TYPES_JUDGED = 5;

  /** A type longer than this is cut in the figures' names, characters. */
  private static final int TYPE_MAX = 120;

  private HeapReading() {}

  static Reading.Raw of(Heap heap, GcLog log, String ends, long now) {
    HeapStat stat = heap.stat();
    ClassHistogram histogram = heap.histogram();
    return new Reading.Raw(
        text(stat, histogram, log, ends, now),
        rows(histogram),
        figures(heap, stat, histogram, log, now));
  }

  private static Map<String, Double> figures(
      Heap heap, HeapStat stat, ClassHistogram histogram, GcLog log, long now) {
    Map<String, Double> figures = new LinkedHashMap<>();
    long alive = histogram.rows().stream().mapToLong(ClassHistogram.Row::bytes).sum();
    figures.put(Figures.HEAP_MAX, (double) heap.spec().heapMaxBytes());
    figures.put(Figures.HEAP_LIVE, (double) alive);
    figures.put(Figures.RESIDENT, (double) stat.resident());
    figures.put(Figures.CONTAINER, (double) stat.containerLimit());
    figures.put(Figures.GC_SHARE, log.share(now - window(), now));
    for (ClassHistogram.Row row : first(histogram, TYPES_JUDGED)) {
      String type = row.type().substring(0, Math.min(TYPE_MAX, row.type().length()));
      figures.put(Figures.BYTES_OF + type, (double) row.bytes());
    }
    return figures;
  }

  private static List<Map<String, String>> rows(ClassHistogram histogram) {
    List<Map<String, String>> rows = new ArrayList<>();
    for (ClassHistogram.Row row : first(histogram, ROWS_SHOWN)) {
      Map<String, String> shown = new LinkedHashMap<>();
      shown.put("class", row.type());
      shown.put("instances", Long.toString(row.instances()));
      shown.put("bytes", Long.toString(row.bytes()));
      rows.add(shown);
    }
    return rows;
  }

  private static String text(
      HeapStat stat, ClassHistogram histogram, GcLog log, String ends, long now) {
    int lately = log.since(now - window()).size();
    return """
    $ jcmd 1 GC.heap_info
     DefNew     total %dK, used %dK
     Tenured    total %dK, used %dK
     # in the last %d s: %d collections, %.2f %% of the time
    $ cat /sys/fs/cgroup/memory.current /sys/fs/cgroup/memory.max
    %d
    %d
    $ kubectl describe pod
    %s\
    $ jcmd 1 GC.class_histogram
    %s\
    """
        .formatted(
            stat.edenMax() >> 10,
            stat.edenUsed() >> 10,
            stat.tenuredMax() >> 10,
            stat.tenuredUsed() >> 10,
            Figures.WINDOW_SECONDS,
            lately,
            100 * log.share(now - window(), now),
            stat.resident(),
            stat.containerLimit(),
            ends,
            histogram.text(ROWS_SHOWN));
  }

  private static List<ClassHistogram.Row> first(ClassHistogram histogram, int most) {
    return histogram.rows().subList(0, Math.min(most, histogram.rows().size()));
  }

  private static long window() {
    return Figures.WINDOW_SECONDS * 1_000_000_000L;
  }
}
