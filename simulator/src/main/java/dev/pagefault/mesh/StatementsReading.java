package dev.pagefault.mesh;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What a database's statements show, and the plan of the slowest. Stateless. */
final class StatementsReading {
  /** Statements that one reading lists. */
  private static final int LISTED = 20;

  private StatementsReading() {}

  /** The statements by time spent, as {@code pg_stat_statements} shows them. */
  static Reading.Raw of(String id, StatementStats.Window window) {
    List<Map<String, String>> rows = new ArrayList<>();
    Map<String, Double> figures = new TreeMap<>();
    for (StatementStats.Stat stat : window.byTime()) {
      StatementStats.Sums recent = stat.recent();
      figures.put(Figures.MEAN_MS_OF + stat.owner(), recent.meanMillis());
      figures.put(Figures.RATE_OF + stat.owner(), recent.calls() / window.seconds());
      if (rows.size() < LISTED) {
        rows.add(row(stat));
      }
    }
    String text =
        String.format(
            Locale.ROOT,
            "%s: statements of the last %.0f s by time spent, beside everything before%n%s",
            id,
            window.seconds(),
            Listing.of(rows));
    return new Reading.Raw(text, rows, figures);
  }

  private static Map<String, String> row(StatementStats.Stat stat) {
    StatementStats.Sums recent = stat.recent();
    StatementStats.Sums before = stat.before();
    Map<String, String> row = new LinkedHashMap<>();
    row.put("statement", stat.owner());
    row.put("calls", Long.toString(recent.calls()));
    row.put("mean_ms", String.format(Locale.ROOT, "%.1f", recent.meanMillis()));
    row.put("total_ms", String.format(Locale.ROOT, "%.0f", recent.nanos() / 1e6));
    row.put("rows", Long.toString(recent.rows()));
    row.put("scanned", Long.toString(recent.scanned()));
    row.put("calls_before", Long.toString(before.calls()));
    row.put("mean_ms_before", String.format(Locale.ROOT, "%.1f", before.meanMillis()));
    row.put("query", stat.sql());
    return row;
  }

  /** The query that took most time in the window; null where none ran. */
  static StatementStats.@Nullable Stat slowest(StatementStats.Window window) {
    return window.byTime().stream()
        .filter(it -> it.plan() != null && it.recent().calls() > 0)
        .findFirst()
        .orElse(null);
  }

  /** There is no plan to show. */
  static Reading.Raw noQuery(String id, StatementStats.Window window) {
    String text =
        String.format(Locale.ROOT, "%s: no query in the last %.0f s", id, window.seconds());
    return new Reading.Raw(text, List.of(), Map.of());
  }

  /**
   * The plan of the slowest query.
   *
   * @param asked the statement by which the plan was asked for
   */
  static Reading.Raw plan(
      String id, StatementStats.Window window, String asked, String owner, PlanCache.Plan plan) {
    Map<String, Double> figures =
        Map.of(
            Figures.SCANNED, (double) plan.scanned(),
            Figures.TABLE_SCANNED, (double) plan.tableScanned());
    String text =
        String.format(
            Locale.ROOT,
            "%s: %s of the query with most time in the last %.0f s, %s%n%s",
            id,
            asked,
            window.seconds(),
            owner,
            plan.text());
    return new Reading.Raw(text, List.of(), figures);
  }
}
