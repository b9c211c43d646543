package dev.pagefault.mesh;

import java.util.Map;

/**
 * How a service is called, by the keys of {@link Settings}.
 *
 * @param poolMax connections to one address
 * @param queueMax calls that wait for a connection; -1 is unbounded
 * @param timeoutMillis for one attempt, waiting included; 0 is none
 * @param retries attempts after the first
 */
record LinkPolicy(
    int poolMax,
    int queueMax,
    long timeoutMillis,
    int retries,
    long backoffMillis,
    boolean breaker) {

  /** Throws {@link IllegalArgumentException} that names the key. */
  static LinkPolicy of(Map<String, String> settings, String service) {
    Tuning tuning = new Tuning(settings);
    String client = service + ".client.";
    return new LinkPolicy(
        tuning.whole(client + "pool.max", 16, 1, Tunables.CLIENT_POOL_MAX),
        tuning.whole(client + "queue.max", 64, Tunables.UNBOUNDED, Tunables.QUEUE_MAX),
        tuning.millis(client + "timeout", 2_000),
        tuning.whole(client + "retries", 0, 0, Tunables.RETRIES_MAX),
        tuning.millis(client + "retry-backoff", 50),
        tuning.word(client + "breaker", "off").equals("on"));
  }

  /** Whether the wire has to be laid anew to get from one to the other. */
  boolean sameWire(LinkPolicy other) {
    return poolMax == other.poolMax && queueMax == other.queueMax;
  }
}
