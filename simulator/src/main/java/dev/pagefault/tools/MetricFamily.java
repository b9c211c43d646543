package dev.pagefault.tools;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Everything that a page in Prometheus' text format says of one metric: its head, once, and all of
 * its samples.
 *
 * <pre>
 *   # HELP hikaricp_connections_pending Threads that wait for a connection
 *   # TYPE hikaricp_connections_pending gauge
 *   hikaricp_connections_pending{drill="4f1c…",instance="checkout-eu-1",pool="orders-db",…} 30
 * </pre>
 *
 * One thread at a time.
 */
final class MetricFamily {
  private static final String HELP = "# HELP ";
  private static final String TYPE = "# TYPE ";

  /** The label that every series of a drill has besides its own. */
  private static final String DRILL = "drill";

  private static final Pattern NO_NAME = Pattern.compile("[^a-zA-Z0-9_:]");
  private static final Pattern NO_LABEL = Pattern.compile("[^a-zA-Z0-9_]");

  /** Beyond it doubles don't tell whole numbers apart. */
  private static final double WHOLE = 1e15;

  private final StringBuilder text = new StringBuilder();
  private @Nullable String type;

  private MetricFamily() {}

  /** Those of a page, by name, in its order; what stands before the first head has no name. */
  static Map<String, MetricFamily> read(String page) {
    Map<String, MetricFamily> families = new LinkedHashMap<>();
    MetricFamily current = new MetricFamily();
    families.put("", current);
    for (String line : page.lines().toList()) {
      if (line.startsWith(HELP) || line.startsWith(TYPE)) {
        String[] words = line.split(" ", 4);
        current = families.computeIfAbsent(words[2], name -> new MetricFamily());
        if (line.startsWith(TYPE) && words.length == 4) {
          current.type = words[3];
        }
      }
      current.text.append(line).append('\n');
    }
    return families;
  }

  /**
   * One without samples.
   *
   * @param meaning one sentence, or empty
   */
  static MetricFamily headed(String name, String type, String meaning) {
    MetricFamily family = new MetricFamily();
    family.type = type;
    if (!meaning.isEmpty()) {
      String said = meaning.replace("\\", "\\\\").replace("\n", "\\n");
      family.text.append(HELP).append(name).append(' ').append(said).append('\n');
    }
    family.text.append(TYPE).append(name).append(' ').append(type).append('\n');
    return family;
  }

  /** Whether it is of that type. */
  boolean is(String wanted) {
    return wanted.equals(type);
  }

  /** Adds a sample; {@code labels} as {@link #labels} writes them, or empty. */
  MetricFamily sample(String name, String labels, double value) {
    text.append(name);
    if (!labels.isEmpty()) {
      text.append('{').append(labels).append('}');
    }
    text.append(' ');
    if (value == Math.rint(value) && Math.abs(value) < WHOLE) {
      text.append((long) value);
    } else {
      text.append(value);
    }
    text.append('\n');
    return this;
  }

  /** Appends it to a page. */
  void to(StringBuilder page) {
    page.append(text);
  }

  /** A metric's name with every character that the format doesn't know replaced. */
  static String name(String name) {
    return sound(name, NO_NAME);
  }

  /** Labels as they stand within braces, sorted; the drill's is ours whatever else is so called. */
  static String labels(Map<String, String> labels, String drill) {
    Map<String, String> sound = new TreeMap<>();
    labels.forEach((label, value) -> sound.put(sound(label, NO_LABEL), value));
    sound.put(DRILL, drill);
    StringBuilder all = new StringBuilder();
    sound.forEach((label, value) -> {
      all.append(all.isEmpty() ? "" : ",").append(label).append("=\"");
      all.append(escaped(value)).append('"');
    });
    return all.toString();
  }

  private static String escaped(String value) {
    return value.replace("\\", "\\\\").replace("\n", "\\n").replace("\"", "\\\"");
  }

  private static String sound(String name, Pattern unsound) {
    String sound = unsound.matcher(name).replaceAll("_");
    return sound.isEmpty() || Character.isDigit(sound.charAt(0)) ? "_" + sound : sound;
  }
}
