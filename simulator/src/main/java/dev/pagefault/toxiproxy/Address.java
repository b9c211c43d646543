package dev.pagefault.toxiproxy;

import org.jspecify.annotations.Nullable;

/**
 * Where to listen or to connect to. Always this machine: {@code 127.0.0.1}, {@code localhost} or no
 * host at all; a drill's faults reach nobody else.
 */
record Address(int port) {
  static final String HOST = "127.0.0.1";

  private static final int MAX_PORT = 65_535;

  /** Reads {@code host:port}; an absent one is any free port. Refuses other hosts. */
  static Address of(String field, @Nullable String text) {
    if (text == null || text.isEmpty()) {
      return new Address(0);
    }
    int colon = text.lastIndexOf(':');
    if (colon < 0) {
      throw new Refused(500, field + " " + text + ": missing port in address");
    }
    String host = text.substring(0, colon);
    if (!host.isEmpty() && !host.equals(HOST) && !host.equals("localhost")) {
      throw new Refused(400, field + " " + text + ": only " + HOST + " is served");
    }
    return new Address(port(field, text, text.substring(colon + 1)));
  }

  /** Refuses what {@link #of} would refuse. */
  static void check(String field, String text) {
    of(field, text).port();
  }

  private static int port(String field, String text, String digits) {
    if (digits.matches("[0-9]{1,5}") && Integer.parseInt(digits) <= MAX_PORT) {
      return Integer.parseInt(digits);
    }
    throw new Refused(500, field + " " + text + ": invalid port");
  }

  @Override
  public String toString() {
    return HOST + ":" + port;
  }
}
