package dev.pagefault.web;

import java.time.Duration;
import java.util.Collection;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Where the server listens, and its bounds.
 *
 * @param host address or name to bind to
 * @param port to bind to; 0: any free one
 * @param webroot folder of the class path in which the built client lies
 * @param heartbeat between two signs of life on a stream
 * @param frame between two frames on a stream
 * @param names of hosts, in lower case, that it answers to besides its own address and loopback
 */
public record WebConfig(
    String host, int port, String webroot, Duration heartbeat, Duration frame, Set<String> names) {

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

  /** Letters, digits, dots and hyphens: neither a port nor a pattern. */
  private static final Pattern NAME =
      Pattern.compile("[A-Za-z0-9]([A-Za-z0-9.-]{0,251}[A-Za-z0-9])?");

  /** What suits a person's machine. */
  public static WebConfig on(String host, int port) {
    return new WebConfig(
        host, port, "webroot", Duration.ofSeconds(15), Duration.ofSeconds(1), Set.of());
  }

  /**
   * The same, answering to further names, such as a container's. Throws {@link
   * IllegalArgumentException} with one sentence for what is no name of a host.
   */
  public WebConfig answeringTo(Collection<String> hosts) {
    Set<String> all = new TreeSet<>(names);
    for (String name : hosts) {
      if (!NAME.matcher(name).matches()) {
        throw new IllegalArgumentException(
            "--allow-host takes names of hosts without a port, such as pagefault.internal; not "
                + name);
      }
      all.add(name.toLowerCase(Locale.ROOT));
    }
    return new WebConfig(host, port, webroot, heartbeat, frame, Set.copyOf(all));
  }
}
