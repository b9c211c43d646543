package dev.pagefault.mesh;

/**
 * The keys of an instance's settings that the engine reads; every other key is an ordinary setting
 * that changes nothing here, as most do in real services, unless a step refers to it as <code>
 * ${key}</code> (see {@link dev.pagefault.scenario.Reference}). {@code DB} stands for a datastore's
 * name, {@code SVC} for a service that is called.
 *
 * <pre>
 * server.workers               32      requests worked on at a time
 * server.queue.max             128     requests that wait for a worker; the next is answered 503
 * server.startup               1s      from restart to ready
 * DB.pool.max                  6       HikariCP maximumPoolSize
 * DB.pool.min-idle             1       HikariCP minimumIdle
 * DB.pool.acquire-timeout      1s      HikariCP connectionTimeout
 * DB.pool.leak-detection       0       HikariCP leakDetectionThreshold; 0 is off
 * DB.query.timeout             0       JDBC query timeout; 0 is none
 * SVC.client.pool.max          16      connections to one address
 * SVC.client.queue.max         64      calls that wait for a connection; -1 is unbounded
 * SVC.client.timeout           2s      for one attempt, waiting included; 0 is none
 * SVC.client.retries           0       attempts after the first
 * SVC.client.retry-backoff     50ms    doubled each time, with full jitter
 * SVC.client.breaker           off     on: resilience4j circuit breaker
 * SVC.client.route             primary which network path calls take; or standby
 * cpu.limit                    cores   processor of the container, at once; the topology's cores,
 *                                      which are also the most that a node gives one instance
 * memory.limit                 512Mi   memory of the container, at once; beyond it the kernel kills
 * heap.max                     256m    -Xmx, from the next start of the process on
 * tls.certificate              first   which of its certificates is served, at once; only if it has any
 * </pre>
 */
public final class Settings {
  /** Requests worked on at a time. */
  public static final String WORKERS = "server.workers";

  /** Requests that wait for a worker. */
  public static final String QUEUE_MAX = "server.queue.max";

  /** From restart to ready. */
  public static final String STARTUP = "server.startup";

  private Settings() {}
}
