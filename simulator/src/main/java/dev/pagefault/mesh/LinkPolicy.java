package dev.pagefault.mesh;

import java.util.Map;

/**
 * How a service is called, by the keys of {@link Settings}.
 *
 * @param poolMax connections to one address
 * @param queueMax calls that wait for a connection; -1 is unbounded
 * @param timeoutMillis for one attempt, waiting included; 0 is none
 * @param retries attempts after the first
 * @param standby whether calls take the other network path
 */
record LinkPolicy(
    int poolMax,
    int queueMax,
    long timeoutMillis,
    int retries,
    long backoffMillis,
    boolean breaker,
    boolean standby) {
  /** The key's ending that says which network path calls to a service take. */
  static final String ROUTE = ".client.route";

  /** The path that calls take where nobody says otherwise; toxics lie on it. */
  static final String PRIMARY = "primary";

  /** The path that leads past them. */
  static final String STANDBY = "standby";

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
        tuning.word(client + "breaker", "off").equals("on"),
        pastToxics(settings, service));
  }

  /** Whether an instance's calls to a service go past the toxics on their wire. */
  static boolean pastToxics(InstancePlan plan, String service) {
    return pastToxics(plan.settings(), service);
  }

  private static boolean pastToxics(Map<String, String> settings, String service) {
    return new Tuning(settings).word(service + ROUTE, PRIMARY).equals(STANDBY);
  }

  /** Whether the wire has to be laid anew to get from one to the other. */
  boolean sameWire(LinkPolicy other) {
    return poolMax == other.poolMax && queueMax == other.queueMax && standby == other.standby;
  }
}
