package dev.pagefault.web;

import java.time.Duration;

/**
 * Where the server listens, and its bounds.
 *
 * @param host address or name to bind to
 * @param port to bind to; 0: any free one
 * @param webroot folder of the class path in which the built client lies
 * @param heartbeat between two signs of life on a stream
 * @param frame between two frames on a stream
 */
public record WebConfig(String host, int port, String webroot, Duration heartbeat, Duration frame) {

  /** Bytes of a request's body. */
  static final int MAX_BODY_BYTES = 64 * 1024;

  /** Bytes of a request's headers together. */
  static final int MAX_HEADER_BYTES = 16 * 1024;

  /** Bytes of a request's first line; queries travel in it. */
  static final int MAX_LINE_BYTES = 8 * 1024;

  /** Connections at a time; the next is closed at once. */
  static final int MAX_CONNECTIONS = 256;

  /** Seconds without a byte in either direction until a connection is closed. */
  static final int IDLE_SECONDS = 60;

  /** What suits a person's machine. */
  public static WebConfig on(String host, int port) {
    return new WebConfig(host, port, "webroot", Duration.ofSeconds(15), Duration.ofSeconds(1));
  }
}
