package dev.pagefault.mesh;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A statement of an instance, as it is put to PostgreSQL and read out of PostgreSQL's views again.
 * It is wrapped so that the functions of {@link PostgresCosts} run in the same execution: it is one
 * entry of {@code pg_stat_statements}, one query of {@code pg_stat_activity}, one transaction.
 *
 * <pre>
 * query   rows scanned so far ─▶ answer, as a whole ─▶ PF_QUERY: what was scanned since ─▶ its rows
 * write   changed, as a whole (its row locks held)  ─▶ PF_WRITE: the stated cost ─▶ a row for each
 * </pre>
 *
 * <p>The order holds because both conditions are one sub-select without a reference to the outer
 * rows: PostgreSQL evaluates it once, before the first row. The inner select is named after its
 * owner, because {@code pg_stat_statements} tells statements apart by names and not by comments:
 * two services that ask the same would else be one. The comment stands inside, because newer
 * servers cut off what stands before a statement.
 *
 * @param owner service and step, such as {@code checkout/load-cart}
 * @param sql its own text; the server writes arguments, and in {@code pg_stat_statements} constants
 *     too, as {@code $n}
 * @param write whether it changes rows
 */
record PostgresStatement(String owner, String sql, boolean write) {
  /** Between these the statement's own text stands. */
  private static final String OPEN = "/*<*/ ";

  private static final String CLOSE = " /*>*/";

  /** How a query begins. */
  private static final String BEFORE =
      "WITH pf_before AS MATERIALIZED (SELECT pagefault.pf_scanned() AS n), ";

  /** The end is missing where {@code pg_stat_activity} cuts a long text. */
  private static final Pattern MARKED =
      Pattern.compile(
          "(?s)"
              + Pattern.quote(OPEN)
              + "/\\* (?<owner>.*?) \\*/ (?<sql>.*?)(?:"
              + Pattern.quote(CLOSE)
              + ".*|\\z)");

  /**
   * The text of a query.
   *
   * @param timeoutMillis how long it may take; 0 is no limit
   */
  static String query(String owner, String sql, int timeoutMillis) {
    String name = name(owner);
    return BEFORE
        + "%s AS MATERIALIZED (%s%s)".formatted(name, marked(owner, sql), CLOSE)
        + " SELECT * FROM %s WHERE (SELECT pagefault.pf_query(n, (SELECT count(*) FROM %s), %d)"
            .formatted(name, name, timeoutMillis)
        + " FROM pf_before) >= 0";
  }

  /** The text of a statement that changes rows; it answers a row for each. */
  static String write(String owner, String sql, long costMicros, int timeoutMillis) {
    String name = name(owner);
    return "WITH %s AS (%s%s RETURNING 1)".formatted(name, marked(owner, sql), CLOSE)
        + " SELECT 1 FROM %s WHERE (SELECT pagefault.pf_write((SELECT count(*) FROM %s), %d, %d))"
            .formatted(name, name, costMicros, timeoutMillis)
        + " >= 0";
  }

  private static String marked(String owner, String sql) {
    return OPEN + "/* " + owner.replace("*/", "* /") + " */ " + sql;
  }

  private static String name(String owner) {
    return '"' + owner.replace("\"", "\"\"") + '"';
  }

  /** Reads it out of a text of the server's; null where that is something else. */
  static @Nullable PostgresStatement parse(String text) {
    Matcher marked = MARKED.matcher(text);
    if (!marked.find()) {
      return null;
    }
    return new PostgresStatement(
        marked.group("owner"), marked.group("sql"), !text.startsWith(BEFORE));
  }

  /** A text of the server's as its author would know it. */
  static String shown(String text) {
    PostgresStatement statement = parse(text);
    return statement == null
        ? text.lines().findFirst().orElse("")
        : "/* " + statement.owner + " */ " + statement.sql;
  }
}
