package dev.pagefault.telemetry;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The latest {@value #MAX_LINES} log lines of a mesh. Lines that come faster than {@value
 * #MAX_PER_SECOND} a second are refused; when it is full, the oldest {@value #CHUNK} go. Both are
 * counted. Any thread.
 *
 * <pre>
 *   [ 500 packed ][ 500 packed ] … [ up to 500, open ]
 * </pre>
 */
final class LogStore {
  /** Lines kept. */
  static final int MAX_LINES = 50_000;

  /** Lines packed together. */
  static final int CHUNK = 500;

  /** Lines taken in one second. */
  static final int MAX_PER_SECOND = 2_000;

  /** Longest message, characters; the rest is cut. */
  static final int MAX_MESSAGE = 4_000;

  /** Longest field, characters; the rest is cut. */
  static final int MAX_FIELD = 500;

  /** Fields of one line; the rest is left out. */
  static final int MAX_FIELDS = 20;

  private final Deque<LogChunk> sealed = new ArrayDeque<>();
  private List<LogLine> open = new ArrayList<>();
  private long nextId;
  private long second = Long.MIN_VALUE;
  private int inSecond;
  private long refused;

  /** Takes lines that arrived in a second (epoch). */
  synchronized void add(long atSecond, List<LogLine> lines) {
    if (atSecond != second) {
      second = atSecond;
      inSecond = 0;
    }
    for (LogLine line : lines) {
      if (inSecond++ >= MAX_PER_SECOND) {
        refused++;
      } else {
        add(bounded(line));
      }
    }
  }

  private void add(LogLine line) {
    open.add(line);
    nextId++;
    if (open.size() == CHUNK) {
      sealed.add(LogChunk.of(nextId - CHUNK, open));
      open = new ArrayList<>();
    }
    if (sealed.size() * CHUNK + open.size() > MAX_LINES) {
      refused += sealed.removeFirst().size();
    }
  }

  private static LogLine bounded(LogLine line) {
    boolean fits =
        line.message().length() <= MAX_MESSAGE
            && line.fields().size() <= MAX_FIELDS
            && line.fields().values().stream().allMatch(value -> value.length() <= MAX_FIELD);
    if (fits) {
      return line;
    }
    Map<String, String> fields = new LinkedHashMap<>();
    line.fields().entrySet().stream()
        .limit(MAX_FIELDS)
        .forEach(
            field -> fields.put(cut(field.getKey(), MAX_FIELD), cut(field.getValue(), MAX_FIELD)));
    return new LogLine(
        line.atMillis(),
        line.service(),
        line.region(),
        line.instance(),
        line.version(),
        line.level(),
        line.logger(),
        cut(line.message(), MAX_MESSAGE),
        line.traceId(),
        fields);
  }

  private static String cut(String text, int length) {
    return text.length() <= length ? text : text.substring(0, length - 1) + "…";
  }

  /** Answers a query. Throws {@link QueryException}. */
  LogPage page(LogQuery query) {
    LogFilter filter = LogFilter.parse(query.query());
    LogReport report = new LogReport(query);
    List<LogChunk> chunks;
    List<LogLine> latest;
    long latestId;
    long refusedNow;
    synchronized (this) { // filtering takes its time: do it on a copy, so that nobody waits
      chunks = List.copyOf(sealed);
      latest = List.copyOf(open);
      latestId = nextId - latest.size();
      refusedNow = refused;
    }
    for (LogChunk chunk : chunks) {
      if (chunk.maxAt() >= query.fromMillis() && chunk.minAt() <= query.toMillis()) {
        report.add(chunk.firstId(), chunk.lines(), filter);
      }
    }
    report.add(latestId, latest, filter);
    return report.page(refusedNow);
  }

  synchronized long refused() {
    return refused;
  }

  synchronized int size() {
    return sealed.size() * CHUNK + open.size();
  }

  /** Bytes held by what is packed. */
  synchronized long bytes() {
    return sealed.stream().mapToLong(chunk -> chunk.packed().length + 48L).sum();
  }
}
