package dev.pagefault.web;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Who calls whom and how it goes, over the last ten seconds. */
public record Graph(List<Node> nodes, List<Edge> edges) {

  /**
   * A node. Rates are per second, times milliseconds.
   *
   * @param id unique in the graph
   * @param region where it runs, where nodes are split so far
   * @param errorRate share of requests that failed, 0 to 1
   * @param p95Ms null: not known
   * @param saturation of its fullest resource, 0 to 1; null: not known
   */
  public record Node(
      String id,
      String name,
      Kind kind,
      @Nullable String region,
      double rps,
      double errorRate,
      @Nullable Double p95Ms,
      @Nullable Double saturation,
      List<Badge> badges) {}

  /** What is sent from one node to another, as the sender saw it. */
  public record Edge(
      String from, String to, double rps, double errorRate, @Nullable Double p95Ms) {}

  /** Something about a node that wants attention. */
  public record Badge(BadgeKind kind, String text, Level level) {}

  /** Sorts of nodes. */
  public enum Kind {
    SERVICE,
    DATASTORE,
    QUEUE,
    USERS,
    EXTERNAL
  }

  /** Sorts of badges. */
  public enum BadgeKind {
    POOL,
    BREAKER,
    RESTARTS,
    DRAINED,
    QUEUE
  }

  /** How much attention. */
  public enum Level {
    INFO,
    WARN,
    BAD
  }

  /** By what services are split into nodes. */
  public enum By {
    SERVICE("service"),
    REGION("service, region"),
    VERSION("service, version"),
    INSTANCE("service, region, instance");

    private final String labels;

    By(String labels) {
      this.labels = labels;
    }

    /** Labels to group series by. */
    String labels() {
      return labels;
    }
  }
}
