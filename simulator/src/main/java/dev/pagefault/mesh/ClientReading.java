package dev.pagefault.mesh;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What an HTTP client's pool shows. */
final class ClientReading {
  private ClientReading() {}

  static Map<String, Double> figures(Link link) {
    Wire wire = link.wire();
    Map<String, Double> figures = new LinkedHashMap<>();
    figures.put(Figures.MAX, (double) max(link));
    figures.put(Figures.TOTAL, (double) wire.total.get());
    figures.put(Figures.ACTIVE, (double) wire.active.get());
    figures.put(Figures.IDLE, (double) Math.max(0, wire.total.get() - wire.active.get()));
    figures.put(Figures.WAITING, (double) wire.waiting.get());
    return figures;
  }

  static List<Map<String, String>> rows(Link link) {
    Map<String, String> row = new LinkedHashMap<>();
    row.put("client", link.service());
    row.put("max", Integer.toString(max(link)));
    row.put("total", Integer.toString(link.wire().total.get()));
    row.put("active", Integer.toString(link.wire().active.get()));
    row.put("waiting", Integer.toString(link.wire().waiting.get()));
    return List.of(row);
  }

  static String text(Link link) {
    LinkPolicy policy = link.policy();
    return "%s client: %s (max=%d, queue max=%d)%ntimeout=%dms retries=%d backoff=%dms breaker=%s%n"
        .formatted(
            link.service(),
            link.wire().state(),
            max(link),
            policy.queueMax(),
            policy.timeoutMillis(),
            policy.retries(),
            policy.backoffMillis(),
            policy.breaker() ? "on" : "off");
  }

  private static int max(Link link) {
    return link.policy().poolMax() * link.peerCount();
  }
}
