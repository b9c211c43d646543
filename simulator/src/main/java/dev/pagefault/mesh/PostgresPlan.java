package dev.pagefault.mesh;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The plan that PostgreSQL makes of a query for any arguments, as {@code EXPLAIN (GENERIC_PLAN)}
 * shows it from version 16 on: there is no execution to take it from. So the rows of a table that
 * is scanned as a whole are all that it has, and those that an index finds are as many as
 * PostgreSQL expects. Stateless; blocks.
 */
final class PostgresPlan {
  /** How the plan is asked for, in the words of newer servers. */
  static final String ASKED = "EXPLAIN (GENERIC_PLAN)";

  private static final Pattern PARAMETER = Pattern.compile("\\$\\d+");
  private static final Pattern TABLE_SCAN = Pattern.compile("Seq Scan on \"?(\\w+)");

  /** Index Scan, Index Only Scan, Bitmap Index Scan. */
  private static final Pattern INDEX_SCAN =
      Pattern.compile("Index (?:Only )?Scan\\b.*? rows=(\\d+)");

  private static final String ROWS =
      "SELECT relname, greatest(reltuples, 0)::bigint FROM pg_class"
          + " WHERE relnamespace = 'public'::regnamespace AND relkind = 'r'";

  private PostgresPlan() {}

  /**
   * Asks for a plan.
   *
   * @param connection where prepared statements are planned for any arguments
   * @param sql with {@code $n} for each argument
   * @throws SQLException also where the server can't tell an argument's type
   */
  static PlanCache.Plan of(Connection connection, String sql) throws SQLException {
    List<String> parameters = new ArrayList<>();
    String numbered =
        PARAMETER
            .matcher(sql)
            .replaceAll(found -> {
              if (!parameters.contains(found.group())) {
                parameters.add(found.group());
              }
              return "\\$" + (parameters.indexOf(found.group()) + 1);
            });
    String arguments = String.join(", ", Collections.nCopies(parameters.size(), "NULL"));
    try (Statement statement = connection.createStatement()) {
      statement.execute("PREPARE pf_plan AS " + numbered);
      String text;
      try {
        text = explained(statement, arguments.isEmpty() ? "" : "(" + arguments + ")");
      } finally {
        statement.execute("DEALLOCATE pf_plan");
      }
      return read(text, rows(statement));
    }
  }

  private static String explained(Statement statement, String arguments) throws SQLException {
    List<String> lines = new ArrayList<>();
    try (ResultSet plan = statement.executeQuery("EXPLAIN EXECUTE pf_plan" + arguments)) {
      while (plan.next()) {
        lines.add(plan.getString(1));
      }
    }
    return String.join("\n", lines);
  }

  private static Map<String, Long> rows(Statement statement) throws SQLException {
    Map<String, Long> rows = new HashMap<>();
    try (ResultSet tables = statement.executeQuery(ROWS)) {
      while (tables.next()) {
        rows.put(tables.getString(1), tables.getLong(2));
      }
    }
    return rows;
  }

  /**
   * Reads what is scanned out of a plan's text.
   *
   * @param rows of each table
   */
  static PlanCache.Plan read(String text, Map<String, Long> rows) {
    long byTable = 0;
    Matcher tables = TABLE_SCAN.matcher(text);
    while (tables.find()) {
      byTable += rows.getOrDefault(tables.group(1), 0L);
    }
    long byIndex = 0;
    Matcher indexes = INDEX_SCAN.matcher(text);
    while (indexes.find()) {
      byIndex += Long.parseLong(indexes.group(1));
    }
    return new PlanCache.Plan(text, byTable + byIndex, byTable);
  }
}
