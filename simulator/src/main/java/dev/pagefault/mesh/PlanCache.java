package dev.pagefault.mesh;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What statements scan, as {@code EXPLAIN ANALYZE} said when it was asked last, by statement and
 * bucket of its parameters. Safe for any thread.
 */
final class PlanCache {
  /** Most plans kept; beyond that all are forgotten and asked for again. */
  static final int PLANS_MAX = 2_000;

  /** Integers up to this are buckets of their own, larger ones share one by power of two. */
  private static final long EXACT_UP_TO = 64;

  private static final Pattern SCAN = Pattern.compile("scanCount: (\\d+)");
  private static final Pattern TABLE_SCAN =
      Pattern.compile("tableScan \\*/\\s+/\\* scanCount: (\\d+)");

  private final Map<String, Plan> plans = new ConcurrentHashMap<>();

  /**
   * A plan.
   *
   * @param text as {@code EXPLAIN ANALYZE} prints it
   * @param scanned rows visited by one execution
   * @param tableScanned rows of these that were read by scanning a whole table
   */
  record Plan(String text, long scanned, long tableScanned) {

    static Plan parse(String text) {
      // The condition of a sub-select is printed twice: in the plan of what it feeds, and in place.
      String once = text.replaceAll("(?s)/\\*(?:(?!\\*/).)*?\\bIN\\(SELECT.*?\\n\\s*\\*/", "/* */");
      return new Plan(text, sum(SCAN, once), sum(TABLE_SCAN, once));
    }

    private static long sum(Pattern pattern, String text) {
      Matcher matcher = pattern.matcher(text);
      long sum = 0;
      while (matcher.find()) {
        sum += Long.parseLong(matcher.group(1));
      }
      return sum;
    }
  }

  @Nullable Plan get(String sql, String bucket) {
    return plans.get(bucket + " " + sql);
  }

  void put(String sql, String bucket, Plan plan) {
    if (plans.size() >= PLANS_MAX) {
      plans.clear();
    }
    plans.put(bucket + " " + sql, plan);
  }

  /** After the schema changed. */
  void clear() {
    plans.clear();
  }

  /**
   * The bucket that arguments fall into: parameters of one bucket are taken to scan alike. How many
   * rows came back tells the heavy values from the light ones.
   */
  static String bucket(List<? extends @Nullable Object> args, long rows) {
    StringBuilder bucket = new StringBuilder();
    for (Object arg : args) {
      switch (arg) {
        case null -> bucket.append("null");
        case Number number -> bucket.append(magnitude(number.longValue()));
        default -> bucket.append('s').append(magnitude(arg.toString().length()));
      }
      bucket.append(',');
    }
    return bucket.append(magnitude(rows)).toString();
  }

  private static String magnitude(long value) {
    if (Math.abs(value) <= EXACT_UP_TO) {
      return Long.toString(value);
    }
    int bits = 64 - Long.numberOfLeadingZeros(Math.abs(value));
    return (value < 0 ? "-" : "") + "b" + bits;
  }
}
