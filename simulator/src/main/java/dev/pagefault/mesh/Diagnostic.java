package dev.pagefault.mesh;

import java.util.List;

/** The reads of a component's inner state, each with the closed list of what it may show. */
public enum Diagnostic {
  /**
   * State of a JDBC pool of an instance: total, active, idle, waiting, wait times, who holds for
   * how long.
   */
  POOL("Connection pool", "instance/datastore", "idle", "busy", "waiting", "held without work"),
  /** Sessions of a datastore, shaped like {@code pg_stat_activity}. */
  SESSIONS(
      "Database sessions",
      "datastore",
      "mostly idle",
      "many executing",
      "many idle in hand",
      "refused"),
  /** Statements of a datastore by time spent, shaped like {@code pg_stat_statements}. */
  STATEMENTS(
      "Slow statements",
      "datastore",
      "all as usual",
      "one statement slower",
      "all statements slower",
      "one statement far more often"),
  /** The plan of a datastore's slowest statement, as {@code EXPLAIN ANALYZE} prints it. */
  PLAN("Plan of the slowest statement", "datastore", "index used", "full scan"),
  /** The HTTP client pool of an instance for one service it calls. */
  CLIENT("HTTP client pool", "instance/service", "idle", "busy", "waiting"),
  /** Worker threads of an instance: busy, queued, and where they stand. */
  THREADS(
      "Threads",
      "instance",
      "mostly idle",
      "waiting for a connection",
      "waiting for a call",
      "computing"),
  /** Processor of an instance or a database host: use, throttling, shaped like {@code cpu.stat}. */
  CPU("Processor", "instance or datastore", "idle", "busy", "saturated", "throttled"),
  /**
   * Settings and version of an instance beside those of its service's other instances and of
   * yesterday.
   */
  CONFIG(
      "Settings compared",
      "instance",
      "no difference",
      "setting differs from yesterday",
      "differs between instances"),
  /** The network from an instance to a service it calls, measured live as {@code ss -ti} tells. */
  NETWORK("Network", "instance/service", "as usual", "slow", "failing"),
  /** The volume of a datastore, shaped like {@code iostat -x}, with CloudWatch's names. */
  VOLUME(
      "Volume",
      "datastore",
      "idle",
      "busy",
      "at its throughput limit",
      "out of burst credit",
      "no space left"),
  /** A field as it passed an instance's steps: text, code points and bytes, in and out. */
  BYTES(
      "Bytes of a field",
      "instance/field",
      "as usual",
      "bytes of another charset",
      "absent for some",
      "off by whole hours",
      "other values than usual"),
  /** Heap of an instance: what is alive by class, and how full and how busy with itself it is. */
  HEAP(
      "Heap",
      "instance",
      "as usual",
      "growing: one class dominates",
      "near its limit",
      "collecting often"),
  /** The certificates that a service shows to an instance that calls it, as openssl tells. */
  TLS("TLS certificate", "instance/service", "valid", "expires soon", "expired", "no handshake");

  private final String title;
  private final String targets;
  private final List<String> outcomes;

  Diagnostic(String title, String targets, String... outcomes) {
    this.title = title;
    this.targets = targets;
    this.outcomes = List.of(outcomes);
  }

  /** What people call it. */
  public String title() {
    return title;
  }

  /** Shape of its targets. */
  public String targets() {
    return targets;
  }

  /** Everything it may show, in fixed order. */
  public List<String> outcomes() {
    return outcomes;
  }
}
