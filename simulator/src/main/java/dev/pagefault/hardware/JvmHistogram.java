package dev.pagefault.hardware;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;

/**
 * This JVM's own class histogram; on request what a program holds is shown under the types that it
 * stands for instead of as byte arrays.
 */
public final class JvmHistogram {
  private static final String BYTES = "[B";
  private static final String HOLDER = HeldBytes.class.getName();

  private JvmHistogram() {}

  /** As it is now. Collects first, and so stops the process: {@code GC.class_histogram} does. */
  public static ClassHistogram now() {
    return new ClassHistogram(parse(print()));
  }

  /** The same, with what is held under its types. */
  static ClassHistogram now(Holdings holdings) {
    return shown(now().rows(), holdings.rows());
  }

  private static String print() {
    try {
      MBeanServer beans = ManagementFactory.getPlatformMBeanServer();
      Object printed =
          beans.invoke(
              new ObjectName("com.sun.management:type=DiagnosticCommand"),
              "gcClassHistogram",
              new Object[] {new String[0]},
              new String[] {String[].class.getName()});
      return printed.toString();
    } catch (JMException e) {
      throw new IllegalStateException("this JVM has no class histogram", e);
    }
  }

  /** Lines such as {@code 12: 345 6789 java.lang.String (java.base@25)}; others are left out. */
  static List<ClassHistogram.Row> parse(String printed) {
    List<ClassHistogram.Row> rows = new ArrayList<>();
    for (String line : printed.lines().toList()) {
      String[] words = line.strip().split("\\s+", 4);
      if (words.length == 4 && words[0].matches("[0-9]+:")) {
        rows.add(
            new ClassHistogram.Row(words[3], Long.parseLong(words[1]), Long.parseLong(words[2])));
      }
    }
    return rows;
  }

  /**
   * Moves what is held from the byte arrays to its types, and its holders with it. What was held or
   * released between the two counts may be missing from the byte arrays, or be among them.
   */
  static ClassHistogram shown(List<ClassHistogram.Row> printed, List<ClassHistogram.Row> held) {
    long arrays = held.stream().mapToLong(ClassHistogram.Row::instances).sum();
    long bytes = held.stream().mapToLong(ClassHistogram.Row::bytes).sum();
    long holder = 0;
    Map<String, ClassHistogram.Row> byName = new LinkedHashMap<>();
    for (ClassHistogram.Row row : printed) {
      if (row.name().equals(HOLDER)) {
        holder = row.bytes() / Math.max(1, row.instances());
      } else if (row.name().equals(BYTES)) {
        add(byName, plus(row, -arrays, -bytes));
      } else {
        add(byName, row);
      }
    }
    for (ClassHistogram.Row row : held) {
      add(byName, plus(row, 0, row.instances() * holder));
    }
    List<ClassHistogram.Row> rows = new ArrayList<>(byName.values());
    rows.sort(Comparator.comparingLong(ClassHistogram.Row::bytes).reversed());
    return new ClassHistogram(rows);
  }

  private static ClassHistogram.Row plus(ClassHistogram.Row row, long instances, long bytes) {
    return new ClassHistogram.Row(
        row.type(), Math.max(0, row.instances() + instances), Math.max(0, row.bytes() + bytes));
  }

  private static void add(Map<String, ClassHistogram.Row> byName, ClassHistogram.Row row) {
    byName.merge(
        row.name(),
        row,
        (known, more) ->
            new ClassHistogram.Row(
                known.type(), known.instances() + more.instances(), known.bytes() + more.bytes()));
  }
}
