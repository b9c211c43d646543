package dev.pagefault.mesh;

/**
 * Names of the figures in {@link Reading.Raw#figures()}: what whoever reads a component's inner
 * state tells, and what outcomes are judged by. Counts are means over the samples that one reading
 * takes (several, over 1 to 2 s), so that reading twice says the same; rates and quantiles cover
 * the last {@link #WINDOW_SECONDS}.
 */
public final class Figures {
  /** What rates and quantiles cover at most, seconds. */
  public static final int WINDOW_SECONDS = 30;

  /** POOL, CLIENT, THREADS: most there may be; SESSIONS: max_connections. */
  public static final String MAX = "max";

  /** POOL, SESSIONS, NETWORK, TLS: connections that are open. */
  public static final String TOTAL = "total";

  /** POOL: in hand; CLIENT: with a call on them; THREADS: busy; SESSIONS: executing. */
  public static final String ACTIVE = "active";

  /** POOL: open and not in hand. */
  public static final String IDLE = "idle";

  /** POOL, CLIENT: who waits for a connection. */
  public static final String WAITING = "waiting";

  /** POOL: 99th percentile of the wait for a connection, milliseconds. */
  public static final String ACQUIRE_P99_MS = "acquire_p99_ms";

  /** POOL: 99th percentile of how long a connection is in hand, milliseconds. */
  public static final String USAGE_P99_MS = "usage_p99_ms";

  /** POOL: waits that ran out, in the window. */
  public static final String TIMEOUTS = "timeouts";

  /**
   * POOL: connections in hand that have executed nothing for more than a second and whose request
   * is over.
   */
  public static final String HELD_IDLE = "held_idle";

  /** THREADS: requests that wait for a worker. */
  public static final String QUEUED = "queued";

  /** THREADS: workers that wait for a connection of a JDBC pool. */
  public static final String IN_ACQUIRE = "in_acquire";

  /** THREADS: workers that wait for a statement's answer. */
  public static final String IN_QUERY = "in_query";

  /** THREADS: workers that wait for another service's answer, or for a connection to it. */
  public static final String IN_CALL = "in_call";

  /** THREADS: workers that compute, or wait for the processor. */
  public static final String COMPUTING = "computing";

  /** CPU: processor time spent by what the limit allows, 0 to 1, over the last seconds. */
  public static final String UTILISATION = "utilisation";

  /** CPU: throttled periods by periods, 0 to 1, over the last seconds. */
  public static final String THROTTLED = "throttled";

  /** SESSIONS: idle inside a transaction. */
  public static final String IDLE_IN_TRANSACTION = "idle_in_transaction";

  /** SESSIONS: connections refused, in the window. */
  public static final String REFUSED = "refused";

  /** SESSIONS, then an application: its open connections. */
  public static final String TOTAL_OF = "total/";

  /** SESSIONS, then an application: its connections that execute. */
  public static final String ACTIVE_OF = "active/";

  /** SESSIONS, then an application: its connections that have executed nothing for long. */
  public static final String LONG_IDLE_OF = "long_idle/";

  /** STATEMENTS, then a statement's owner: mean time of one call in the window, milliseconds. */
  public static final String MEAN_MS_OF = "mean_ms/";

  /** STATEMENTS, then a statement's owner: calls per second in the window. */
  public static final String RATE_OF = "rate/";

  /** PLAN: rows that one call of the slowest statement scans. */
  public static final String SCANNED = "scanned";

  /** PLAN: rows of these that are read by scanning a whole table. */
  public static final String TABLE_SCANNED = "table_scanned";

  /** NETWORK, TLS: instances that the link leads to. */
  public static final String PEERS = "peers";

  /** NETWORK: mean time until a connection is open, milliseconds. */
  public static final String CONNECT_MS = "connect_ms";

  /** NETWORK: mean time from a question on an open connection to its answer, milliseconds. */
  public static final String ROUND_TRIP_MS = "round_trip_ms";

  /**
   * NETWORK: connections that were not opened and answered in time, 0 to 1; TLS: instances with
   * which there was no handshake.
   */
  public static final String FAILED = "failed";

  /** HEAP: the most that the heap may take, bytes. */
  public static final String HEAP_MAX = "heap_max";

  /** HEAP: what the histogram's objects take together, bytes. */
  public static final String HEAP_LIVE = "heap_live";

  /** HEAP: what the container has in use, bytes. */
  public static final String RESIDENT = "resident";

  /** HEAP: the container's memory limit, bytes. */
  public static final String CONTAINER = "container";

  /** HEAP: share of the window in which the process stood still for collections, 0 to 1. */
  public static final String GC_SHARE = "gc_share";

  /** HEAP, then one of the largest types: what its objects take, bytes. */
  public static final String BYTES_OF = "bytes/";

  /** TLS: until the first of the certificates expires, seconds; below 0: since. */
  public static final String CERTIFICATE_LEFT = "certificate_left";

  /** TLS: instances whose certificate a new connection refuses. */
  public static final String REFUSED_PEERS = "refused_peers";

  private Figures() {}
}
