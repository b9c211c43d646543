package dev.pagefault.hardware;

import java.util.List;

/**
 * What is alive in a heap, by type, the most bytes first: {@code jcmd <pid> GC.class_histogram}.
 * (The real command collects first and so stops the process; of a heap on paper it doesn't.)
 */
public record ClassHistogram(List<Row> rows) {

  /** The objects of one type; the name as jcmd prints it, arrays as {@code [B}. */
  public record Row(String type, long instances, long bytes) {

    /** The class alone, without its module. */
    public String name() {
      int space = type.indexOf(' ');
      return space < 0 ? type : type.substring(0, space);
    }
  }

  public ClassHistogram {
    rows = List.copyOf(rows);
  }

  /** The table that jcmd prints, of the first {@code most} rows, with the total of all. */
  public String text(int most) {
    StringBuilder text =
        new StringBuilder(" num     #instances         #bytes  class name (module)\n")
            .append("-------------------------------------------------------\n");
    int number = 0;
    for (Row row : rows.subList(0, Math.min(most, rows.size()))) {
      number++;
      text.append("%4d: %14d %14d  %s\n".formatted(number, row.instances, row.bytes, row.type));
    }
    long instances = rows.stream().mapToLong(Row::instances).sum();
    long bytes = rows.stream().mapToLong(Row::bytes).sum();
    return text.append("Total %13d %14d\n".formatted(instances, bytes)).toString();
  }
}
