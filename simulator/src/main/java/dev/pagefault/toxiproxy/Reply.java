package dev.pagefault.toxiproxy;

import java.nio.charset.StandardCharsets;
import tools.jackson.databind.JsonNode;

/** What the control API answers. */
record Reply(int status, String type, byte[] body) {

  static Reply json(int status, JsonNode body) {
    return new Reply(status, "application/json", ToxicJson.bytes(body));
  }

  static Reply text(int status, String body) {
    return new Reply(status, "text/plain; charset=utf-8", body.getBytes(StandardCharsets.UTF_8));
  }

  static Reply empty(int status) {
    return text(status, "");
  }

  /** {@code {"error", "status"}}; what nobody foresaw is a 500. */
  static Reply error(Throwable cause) {
    Refused refused =
        cause instanceof Refused known ? known : new Refused(500, String.valueOf(cause));
    return json(
        refused.status(),
        ToxicJson.object().put("error", refused.error()).put("status", refused.status()));
  }
}
