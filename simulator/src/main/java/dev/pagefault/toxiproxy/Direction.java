package dev.pagefault.toxiproxy;

import java.util.Locale;

/** Which way data flows: the {@code stream} of a toxic. */
enum Direction {
  /** From the client to the upstream: requests. */
  UPSTREAM,
  /** From the upstream to the client: answers. */
  DOWNSTREAM;

  /** Reads the API's word; refuses any other. */
  static Direction of(String word) {
    return switch (word.toLowerCase(Locale.ROOT)) {
      case "upstream" -> UPSTREAM;
      case "downstream" -> DOWNSTREAM;
      default -> throw new Refused(400, "stream was invalid, can be either upstream or downstream");
    };
  }

  /** The API's word. */
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
