package dev.pagefault.web;

import io.vertx.core.buffer.Buffer;
import java.util.Map;

/** An answer that is ready to be sent. */
record Reply(int status, String mediaType, Buffer body, Map<String, String> headers) {

  /** 200 with JSON. */
  static Reply json(Object value) {
    return new Reply(200, "application/json", Json.write(value), Map.of());
  }

  /** 201 with JSON and where it stands from now on. */
  static Reply created(String location, Object value) {
    return new Reply(201, "application/json", Json.write(value), Map.of("Location", location));
  }

  /** 200 with a body of another kind. */
  static Reply of(String mediaType, Buffer body) {
    return new Reply(200, mediaType, body, Map.of());
  }

  /** What went wrong. */
  static Reply problem(Problem problem) {
    return new Reply(problem.status(), Problem.MEDIA_TYPE, Json.write(problem), Map.of());
  }

  /** The same with one more header. */
  Reply with(String name, String value) {
    Map<String, String> all = new java.util.HashMap<>(headers);
    all.put(name, value);
    return new Reply(status, mediaType, body, Map.copyOf(all));
  }
}
