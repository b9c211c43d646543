package dev.pagefault.telemetry;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The answer to a log query in the making: one page, and an overview of all that matched. */
final class LogReport {
  /** Bars of the histogram, at most. */
  static final int MAX_BARS = 60;

  /** Field names in the overview. */
  static final int MAX_NAMES = 40;

  /** Values shown for a field. */
  static final int TOP_VALUES = 10;

  /** Different values counted for a field; what is rarer than that says little. */
  static final int MAX_VALUES = 1_000;

  private static final int[] BAR_SECONDS = {1, 2, 5, 10, 15, 30, 60, 120, 300, 600};
  private static final List<String> LABELS =
      List.of("level", "service", "region", "instance", "version", "logger");

  private record Numbered(long id, LogLine line) {}

  private static final Comparator<Numbered> BY_TIME =
      Comparator.<Numbered>comparingLong(numbered -> numbered.line().atMillis())
          .thenComparingLong(Numbered::id);

  private final LogQuery query;
  private final long beforeAt;
  private final long beforeId;
  private final PriorityQueue<Numbered> page = new PriorityQueue<>(BY_TIME);
  private final long barMillis;
  private final Map<Long, Map<String, Integer>> bars = new TreeMap<>();
  private final Map<String, Map<String, Integer>> fields = new LinkedHashMap<>();
  private boolean more;
  private long total;

  LogReport(LogQuery query) {
    if (query.limit() < 1 || query.limit() > LogQuery.MAX_LIMIT) {
      throw new QueryException("limit is 1 to " + LogQuery.MAX_LIMIT + ": " + query.limit(), 0);
    }
    this.query = query;
    long[] cursor = cursor(query.before());
    this.beforeAt = cursor[0];
    this.beforeId = cursor[1];
    this.barMillis = barMillis(query.toMillis() - query.fromMillis());
    LABELS.forEach(label -> fields.put(label, new HashMap<>()));
  }

  private static long[] cursor(@Nullable String before) {
    if (before == null) {
      return new long[] {Long.MAX_VALUE, Long.MAX_VALUE};
    }
    if (!before.matches("\\d{1,15}-\\d{1,15}")) {
      throw new QueryException("not a cursor of a page before: " + before, 0);
    }
    int dash = before.indexOf('-');
    return new long[] {
      Long.parseLong(before.substring(0, dash)), Long.parseLong(before.substring(dash + 1))
    };
  }

  private static long barMillis(long range) {
    for (int seconds : BAR_SECONDS) {
      if (range / (seconds * 1000L) < MAX_BARS) {
        return seconds * 1000L;
      }
    }
    return Math.max(1, range / (MAX_BARS - 1));
  }

  /** Takes lines whose numbers count on from {@code firstId}. */
  void add(long firstId, List<LogLine> lines, LogFilter filter) {
    for (int i = 0; i < lines.size(); i++) {
      LogLine line = lines.get(i);
      boolean inRange =
          line.atMillis() >= query.fromMillis() && line.atMillis() <= query.toMillis();
      if (inRange && filter.fits(line)) {
        count(line);
        choose(new Numbered(firstId + i, line));
      }
    }
  }

  private void count(LogLine line) {
    total++;
    bars.computeIfAbsent(Math.floorDiv(line.atMillis(), barMillis) * barMillis, at -> empty())
        .merge(line.level(), 1, Integer::sum);
    LABELS.forEach(label -> count(label, LogFilter.value(line, label)));
    line.fields().forEach(this::count);
  }

  private static Map<String, Integer> empty() {
    Map<String, Integer> counts = new LinkedHashMap<>();
    counts.put("info", 0);
    counts.put("warn", 0);
    counts.put("error", 0);
    return counts;
  }

  private void count(String name, String value) {
    Map<String, Integer> values = fields.get(name);
    if (values == null && fields.size() < MAX_NAMES) {
      values = new HashMap<>();
      fields.put(name, values);
    }
    if (values != null && (values.size() < MAX_VALUES || values.containsKey(value))) {
      values.merge(value, 1, Integer::sum);
    }
  }

  private void choose(Numbered line) {
    long at = line.line().atMillis();
    if (at > beforeAt || (at == beforeAt && line.id() >= beforeId)) {
      return;
    }
    page.add(line);
    if (page.size() > query.limit()) {
      page.remove();
      more = true;
    }
  }

  LogPage page(long refused) {
    List<Numbered> lines = new ArrayList<>(page);
    lines.sort(BY_TIME.reversed());
    Numbered last = lines.isEmpty() ? null : lines.getLast();
    return new LogPage(
        lines.stream().map(LogReport::entry).toList(),
        more && last != null ? last.line().atMillis() + "-" + last.id() : null,
        bars.entrySet().stream().map(bar -> new LogPage.Bar(bar.getKey(), bar.getValue())).toList(),
        fields.entrySet().stream()
            .filter(field -> !field.getValue().isEmpty())
            .map(field -> new LogPage.Field(field.getKey(), top(field.getValue())))
            .toList(),
        total,
        refused);
  }

  private static List<LogPage.Value> top(Map<String, Integer> values) {
    return values.entrySet().stream()
        .map(value -> new LogPage.Value(value.getKey(), value.getValue()))
        .sorted(
            Comparator.comparingInt(LogPage.Value::count)
                .reversed()
                .thenComparing(LogPage.Value::value))
        .limit(TOP_VALUES)
        .toList();
  }

  private static LogPage.Entry entry(Numbered numbered) {
    LogLine line = numbered.line();
    return new LogPage.Entry(
        String.valueOf(numbered.id()),
        line.atMillis(),
        line.service(),
        line.region(),
        line.instance(),
        line.version(),
        line.level(),
        line.logger(),
        line.message(),
        line.traceId(),
        line.fields());
  }
}
