package dev.pagefault.mesh;

import dev.pagefault.time.Clock;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a database spent on each statement since it was started, and lately; named by the owner in
 * the statement's leading comment. Safe for any thread.
 *
 * <pre>
 *   step   ├────┼────┼────┼────┼────┼──┤ now
 *          └─────────── window ────────┘
 * </pre>
 */
final class StatementStats {
  /** Most statements told apart; others are counted as {@link #OTHER}. */
  static final int STATEMENTS_MAX = 100;

  /** Name of what came beyond the bound. */
  static final String OTHER = "other";

  /** The window's length in steps, the one that isn't over included, and a step's length. */
  private static final int STEPS = 6;

  private static final long STEP_NANOS = Figures.WINDOW_SECONDS * 1_000_000_000L / STEPS;

  private final Clock clock;
  private final Map<String, Track> tracks = new TreeMap<>();

  StatementStats(Clock clock) {
    this.clock = clock;
  }

  /** Sums over calls. */
  record Sums(long calls, long nanos, long rows, long scanned) {
    static final Sums NONE = new Sums(0, 0, 0, 0);

    Sums plus(Sums other) {
      return new Sums(
          calls + other.calls, nanos + other.nanos, rows + other.rows, scanned + other.scanned);
    }

    Sums minus(Sums other) {
      return new Sums(
          calls - other.calls, nanos - other.nanos, rows - other.rows, scanned - other.scanned);
    }

    /** Mean time of a call, milliseconds; 0 where there was none. */
    double meanMillis() {
      return calls == 0 ? 0 : nanos / 1e6 / calls;
    }
  }

  /**
   * A statement's sums.
   *
   * @param recent in the window
   * @param before until the window began
   * @param sql as it ran last
   * @param plan as it was last, or null for a write
   */
  record Stat(String owner, String sql, Sums recent, Sums before, PlanCache.@Nullable Plan plan) {

    Sums total() {
      return recent.plus(before);
    }
  }

  /**
   * Everything that was ever counted, as it stands.
   *
   * @param seconds the window's length: up to {@link Figures#WINDOW_SECONDS}, and as much shorter
   *     as its last step has yet to go
   * @param stats by name
   */
  record Window(double seconds, Map<String, Stat> stats) {

    /** What took most time in the window comes first. */
    List<Stat> byTime() {
      return stats.values().stream()
          .sorted(Comparator.comparingLong(it -> -it.recent().nanos()))
          .toList();
    }
  }

  /** Takes one call. */
  synchronized void record(
      String owner, String sql, PlanCache.@Nullable Plan plan, long rows, long nanos) {
    add(owner, sql, plan, new Sums(1, nanos, rows, plan == null ? rows : plan.scanned()));
  }

  /** Takes calls that were counted elsewhere since they were taken last. */
  synchronized void add(String owner, String sql, PlanCache.@Nullable Plan plan, Sums more) {
    String name = tracks.containsKey(owner) || tracks.size() < STATEMENTS_MAX ? owner : OTHER;
    long step = step(clock.nanos());
    Track track = tracks.computeIfAbsent(name, it -> new Track(step));
    track.rollTo(step);
    track.sql = sql;
    track.plan = plan;
    track.total = track.total.plus(more);
  }

  /** All statements, and how long what they did lately took. */
  synchronized Window read() {
    long now = clock.nanos();
    long step = step(now);
    long first = step - STEPS + 1;
    Map<String, Stat> stats = new TreeMap<>();
    tracks.forEach((owner, track) -> {
      track.rollTo(step);
      Sums before = track.marks[Math.floorMod(first, STEPS)];
      Sums recent = track.total.minus(before);
      stats.put(owner, new Stat(owner, track.sql, recent, before, track.plan));
    });
    return new Window((now - first * STEP_NANOS) / 1e9, stats);
  }

  private static long step(long nanos) {
    return Math.floorDiv(nanos, STEP_NANOS);
  }

  /** Sums of one statement, and as they stood when each of the last steps began. */
  private static final class Track {
    private final Sums[] marks = new Sums[STEPS];
    private long step;
    private Sums total = Sums.NONE;
    private String sql = "";
    private PlanCache.@Nullable Plan plan;

    Track(long step) {
      this.step = step;
      Arrays.fill(marks, Sums.NONE);
    }

    void rollTo(long now) {
      for (long at = Math.max(step, now - STEPS) + 1; at <= now; at++) {
        marks[Math.floorMod(at, STEPS)] = total;
      }
      step = Math.max(step, now);
    }
  }
}
