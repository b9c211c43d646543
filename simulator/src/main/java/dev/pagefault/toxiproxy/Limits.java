package dev.pagefault.toxiproxy;

/** How much one server may take; what lies beyond is refused and never queued. */
final class Limits {
  private Limits() {}

  /** Proxies of one server. */
  static final int MAX_PROXIES = 1024;

  /** Toxics of one proxy, both directions together. */
  static final int MAX_TOXICS = 64;

  /** Client connections of one proxy; one more is closed as soon as it is accepted. */
  static final int MAX_CONNECTIONS = 1024;

  /** Bytes that wait in one direction of one connection before its source is no longer read. */
  static final int MAX_HELD_BYTES = 1 << 20;

  /** Chunks that wait for one latency toxic, as in the original. */
  static final int MAX_HELD_CHUNKS = 1024;

  /** Characters of a proxy's or a toxic's name. */
  static final int MAX_NAME_CHARS = 200;

  /** Bytes of a request to the control API. */
  static final int MAX_BODY_BYTES = 1 << 20;

  /** Milliseconds until an upstream must have accepted a connection. */
  static final int CONNECT_TIMEOUT_MS = 10_000;

  /** Seconds without a byte in either direction, after which a proxied connection is closed. */
  static final int IDLE_TIMEOUT_S = 3_600;

  /** Seconds after which a silent connection to the control API is closed. */
  static final int CONTROL_IDLE_TIMEOUT_S = 60;

  /** Milliseconds that a toxic can delay anything; longer delays count as this. */
  static final long MAX_DELAY_MS = 86_400_000;
}
