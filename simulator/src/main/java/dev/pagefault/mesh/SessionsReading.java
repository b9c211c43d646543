package dev.pagefault.mesh;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntSupplier;
import java.util.function.Supplier;

/**
 * What the sessions of a database's applications show: looked at several times over two seconds, so
 * that reading twice says the same. Stateless.
 */
final class SessionsReading {
  /** Looks that one reading takes, and the time between two. */
  static final int SAMPLES = 20;

  static final long BETWEEN_NANOS = 100_000_000L;

  /** From when on an idle session counts as idle for long, seconds. */
  private static final double LONG_IDLE_SECONDS = 5;

  private SessionsReading() {}

  /**
   * One session as {@code pg_stat_activity} shows it.
   *
   * @param seconds since its state or, while it executes, its statement began
   * @param event what it waits for; empty: nothing
   */
  record Seen(
      int pid, String application, String state, double seconds, String event, String query) {

    Map<String, String> row() {
      Map<String, String> row = new LinkedHashMap<>();
      row.put("pid", Integer.toString(pid));
      row.put("application_name", application);
      row.put("state", state);
      row.put("state_change", String.format(Locale.ROOT, "%.1fs", seconds));
      row.put("wait_event", event);
      row.put("query", query);
      return row;
    }
  }

  /**
   * Takes about two seconds.
   *
   * @param look sessions at this moment, in the order in which they are listed
   * @param refused connections refused in the last {@link Figures#WINDOW_SECONDS}
   */
  static Reading.Raw of(
      String id, int maxConnections, Supplier<List<Seen>> look, IntSupplier refused)
      throws InterruptedException {
    Map<String, Double> figures = new TreeMap<>();
    List<Seen> seen = List.of();
    for (int i = 0; i < SAMPLES; i++) {
      if (i > 0) {
        pause(BETWEEN_NANOS);
      }
      seen = look.get();
      seen.forEach(session -> count(session, figures));
    }
    figures.replaceAll((name, sum) -> sum / SAMPLES);
    int refusals = refused.getAsInt();
    figures.put(Figures.MAX, (double) maxConnections);
    figures.put(Figures.REFUSED, (double) refusals);
    List<Map<String, String>> rows = seen.stream().map(Seen::row).toList();
    String text =
        String.format(
            Locale.ROOT,
            "%s: %d of %d connections, %d refused in the last %d s%n%s",
            id,
            seen.size(),
            maxConnections,
            refusals,
            Figures.WINDOW_SECONDS,
            Listing.of(rows));
    return new Reading.Raw(text, rows, figures);
  }

  private static void count(Seen session, Map<String, Double> figures) {
    add(figures, Figures.TOTAL);
    add(figures, Figures.TOTAL_OF + session.application);
    switch (session.state) {
      case "active" -> {
        add(figures, Figures.ACTIVE);
        add(figures, Figures.ACTIVE_OF + session.application);
      }
      case "idle in transaction" -> add(figures, Figures.IDLE_IN_TRANSACTION);
      default -> {
        if (session.seconds >= LONG_IDLE_SECONDS) {
          add(figures, Figures.LONG_IDLE_OF + session.application);
        }
      }
    }
  }

  private static void add(Map<String, Double> figures, String name) {
    figures.merge(name, 1.0, Double::sum);
  }

  /** Waits between two looks. */
  static void pause(long nanos) throws InterruptedException {
    LockSupport.parkNanos(nanos);
    if (Thread.interrupted()) {
      throw new InterruptedException("interrupted while reading");
    }
  }
}
