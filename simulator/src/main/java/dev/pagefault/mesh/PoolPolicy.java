package dev.pagefault.mesh;

import java.util.Map;

/**
 * How a JDBC pool is set, by the keys of {@link Settings}.
 *
 * @param leakMillis 0: leak detection is off
 * @param queryMillis 0: statements may take for ever
 */
record PoolPolicy(int max, int minIdle, long acquireMillis, long leakMillis, int queryMillis) {

  /** Throws {@link IllegalArgumentException} that names the key. */
  static PoolPolicy of(Map<String, String> settings, String datastore) {
    Tuning tuning = new Tuning(settings);
    return new PoolPolicy(
        tuning.whole(datastore + ".pool.max", 6, 1, Tunables.POOL_MAX),
        tuning.whole(datastore + ".pool.min-idle", 1, 0, Tunables.POOL_MAX),
        Math.max(
            Tunables.ACQUIRE_MIN.toMillis(),
            tuning.millis(datastore + ".pool.acquire-timeout", 1_000)),
        tuning.millis(datastore + ".pool.leak-detection", 0),
        (int) tuning.millis(datastore + ".query.timeout", 0));
  }
}
