package dev.pagefault.mesh;

import dev.pagefault.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What an instance's workers show, shaped like {@code jcmd Thread.print}. */
final class ThreadsReading {
  /** Threads shown. */
  private static final int THREADS_MAX = 64;

  private ThreadsReading() {}

  static Map<String, Double> figures(Generation process) {
    Workers workers = process.workers();
    Map<String, Double> figures = new LinkedHashMap<>();
    figures.put(Figures.MAX, (double) workers.max());
    figures.put(Figures.ACTIVE, (double) workers.active());
    figures.put(Figures.QUEUED, (double) workers.queued());
    for (Exchange.Stand stand : Exchange.Stand.values()) {
      figures.put(figure(stand), 0.0);
    }
    for (Exchange at : all(process)) {
      figures.merge(figure(at.stand()), 1.0, Double::sum);
    }
    return figures;
  }

  static List<Map<String, String>> rows(Generation process, Clock clock) {
    List<Map<String, String>> rows = new ArrayList<>();
    for (Workers.Busy busy : process.workers().busy()) {
      rows.add(row("http-" + busy.number(), busy.exchange(), clock));
    }
    for (Exchange at : process.consuming()) {
      rows.add(row("consume-" + at.endpoint(), at, clock));
    }
    return rows.subList(0, Math.min(THREADS_MAX, rows.size()));
  }

  private static Map<String, String> row(String thread, Exchange at, Clock clock) {
    Map<String, String> row = new LinkedHashMap<>();
    row.put("thread", thread);
    row.put("for", (clock.nanos() - at.startNanos()) / 1_000_000 + " ms");
    row.put("endpoint", at.endpoint());
    row.put("step", at.step());
    row.put("state", state(at.stand()));
    row.put("waits for", at.stand() == Exchange.Stand.COMPUTING ? "" : at.target());
    return row;
  }

  static String text(Generation process, Clock clock) {
    Workers workers = process.workers();
    StringBuilder text = new StringBuilder("Full thread dump\n\n");
    text.append(workers).append("\n\n");
    for (Map<String, String> row : rows(process, clock)) {
      text.append(
          "\"%s\" elapsed=%s%n   java.lang.Thread.State: %s%n"
              .formatted(row.get("thread"), row.get("for"), row.get("state")));
      String waits = row.getOrDefault("waits for", "");
      if (!waits.isEmpty()) {
        text.append("\t- waiting for <").append(waits).append(">\n");
      }
      text.append("\tat %s(%s)%n%n".formatted(row.get("step"), row.get("endpoint")));
    }
    int idle = Math.max(0, workers.max() - workers.active());
    return text.append("idle workers: ").append(idle).append('\n').toString();
  }

  private static List<Exchange> all(Generation process) {
    List<Exchange> all = new ArrayList<>(process.consuming());
    process.workers().busy().forEach(busy -> all.add(busy.exchange()));
    return all;
  }

  private static String figure(Exchange.Stand stand) {
    return switch (stand) {
      case COMPUTING -> Figures.COMPUTING;
      case IN_ACQUIRE -> Figures.IN_ACQUIRE;
      case IN_QUERY -> Figures.IN_QUERY;
      case IN_CALL -> Figures.IN_CALL;
    };
  }

  private static String state(Exchange.Stand stand) {
    return switch (stand) {
      case COMPUTING -> "RUNNABLE";
      case IN_ACQUIRE -> "TIMED_WAITING (in HikariPool.getConnection)";
      case IN_QUERY -> "RUNNABLE (in PreparedStatement.execute, socket read)";
      case IN_CALL -> "TIMED_WAITING (in HttpClient.request)";
    };
  }
}
