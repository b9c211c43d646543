package dev.pagefault.mesh;

import dev.pagefault.telemetry.LogLine;
import dev.pagefault.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The log of one instance since it was last collected: at most {@value #LINES_PER_SECOND} lines a
 * second and {@value #LINES_MAX} in all; what is suppressed is counted, and said in a line.
 * Outlives restarts, as a log collector does. Any thread.
 */
public final class LogBook {
  /** Lines kept of one second. */
  static final int LINES_PER_SECOND = 100;

  /** Lines kept between two collections. */
  static final int LINES_MAX = 500;

  private static final long SECOND = 1_000_000_000L;

  private final Clock clock;
  private final long origin;
  private InstanceSpec spec;
  private List<LogLine> lines = new ArrayList<>();
  private long second;
  private int inSecond;
  private long suppressed;
  private long lost;

  /** An empty one. */
  public LogBook(InstanceSpec spec, Clock clock) {
    this.spec = spec;
    this.clock = clock;
    this.origin = clock.nanos();
  }

  /** Lines from now on are this version's. */
  public synchronized void speaksFor(InstanceSpec now) {
    spec = now;
  }

  void info(String logger, String message) {
    add("info", logger, message, null, Map.of());
  }

  void warn(String logger, String message) {
    add("warn", logger, message, null, Map.of());
  }

  /** A line of the instance. */
  public synchronized void add(
      String level,
      String logger,
      String message,
      @Nullable String traceId,
      Map<String, String> fields) {
    long now = (clock.nanos() - origin) / SECOND;
    if (now != second) {
      second = now;
      inSecond = 0;
      tellSuppressed();
    }
    if (inSecond >= LINES_PER_SECOND || lines.size() >= LINES_MAX) {
      suppressed++;
      return;
    }
    inSecond++;
    lines.add(line(level, logger, message, traceId, fields));
  }

  /** A line of the node that the instance runs on, not of its program. */
  public synchronized void node(String message) {
    if (lines.size() < LINES_MAX) {
      lines.add(
          new LogLine(
              clock.epochMillis(),
              "node",
              spec.region(),
              spec.instance(),
              "",
              "warn",
              "kernel",
              message,
              null,
              Map.of()));
    }
  }

  /** Whether a line would be kept now: lets callers spare themselves composing it. */
  synchronized boolean hasRoom() {
    return (clock.nanos() - origin) / SECOND != second || inSecond < LINES_PER_SECOND;
  }

  /** Counts a line that its caller did not compose. */
  synchronized void suppress() {
    suppressed++;
  }

  /** Takes the lines. */
  public synchronized List<LogLine> drain() {
    if ((clock.nanos() - origin) / SECOND != second) {
      tellSuppressed();
    }
    List<LogLine> taken = lines;
    lines = new ArrayList<>();
    return taken;
  }

  /** Lines suppressed since this was last asked. */
  synchronized long takeLost() {
    long taken = lost;
    lost = 0;
    return taken;
  }

  private void tellSuppressed() {
    if (suppressed > 0) {
      String message = "suppressed " + suppressed + " lines";
      lines.add(line("warn", "log", message, null, Map.of()));
      lost += suppressed;
      suppressed = 0;
    }
  }

  private LogLine line(
      String level,
      String logger,
      String message,
      @Nullable String traceId,
      Map<String, String> fields) {
    return new LogLine(
        clock.epochMillis(),
        spec.service(),
        spec.region(),
        spec.instance(),
        spec.version(),
        level,
        logger,
        message,
        traceId,
        fields);
  }
}
