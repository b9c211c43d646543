package dev.pagefault.web;

import io.vertx.core.buffer.Buffer;
import tools.jackson.core.JacksonException;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.exc.UnrecognizedPropertyException;
import tools.jackson.databind.json.JsonMapper;

/** The API's JSON: strict at reading, so that a misspelt field is told and not ignored. */
final class Json {
  private static final JsonMapper MAPPER =
      dev.pagefault.journal.Json.open()
          .rebuild()
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .build();

  private Json() {}

  /** The mapper itself; immutable. */
  static JsonMapper mapper() {
    return MAPPER;
  }

  /** A value as JSON. */
  static Buffer write(Object value) {
    return Buffer.buffer(MAPPER.writeValueAsBytes(value));
  }

  /** The same as text, on one line. */
  static String line(Object value) {
    return MAPPER.writeValueAsString(value);
  }

  /** Reads a body as {@code type}. Refuses it with the field that is at fault. */
  static <T> T read(Buffer body, Class<T> type) {
    if (body.length() == 0) {
      throw malformed("the body is empty; send a JSON object", null);
    }
    try {
      T value = MAPPER.readValue(body.getBytes(), type);
      if (value == null) {
        throw malformed("the body is null; send a JSON object", null);
      }
      return value;
    } catch (UnrecognizedPropertyException e) {
      throw new Refusal(
          Problem.of(
                  Problem.Kind.INVALID,
                  "there is no field \""
                      + e.getPropertyName()
                      + "\" here; known are "
                      + e.getKnownPropertyIds())
              .in(path(e)));
    } catch (DatabindException e) {
      if (e.getCause() instanceof StreamReadException unreadable) {
        throw malformed("not valid JSON: " + plain(unreadable), null);
      }
      throw new Refusal(Problem.of(Problem.Kind.INVALID, plain(e)).in(path(e)));
    } catch (JacksonException e) {
      throw malformed("not valid JSON: " + plain(e), null);
    }
  }

  private static Refusal malformed(String detail, @org.jspecify.annotations.Nullable String field) {
    return new Refusal(Problem.of(Problem.Kind.MALFORMED, detail).in(field));
  }

  /** The first sentence of Jackson's message, without class names and the source's address. */
  private static String plain(JacksonException e) {
    String message = e.getOriginalMessage();
    String first =
        message == null ? "unreadable" : message.lines().findFirst().orElse("unreadable");
    String named =
        first.replaceAll("`?(?:[a-z]+\\.)+(?:[A-Z][A-Za-z0-9]*[$.]?)+`?", "this kind of value");
    var where = e.getLocation();
    return where == null || where.getLineNr() < 0
        ? named
        : named + " (line " + where.getLineNr() + ", column " + where.getColumnNr() + ")";
  }

  private static @org.jspecify.annotations.Nullable String path(DatabindException e) {
    StringBuilder path = new StringBuilder();
    for (JacksonException.Reference step : e.getPath()) {
      if (step.getPropertyName() != null) {
        path.append(path.isEmpty() ? "" : ".").append(step.getPropertyName());
      } else if (step.getIndex() >= 0) {
        path.append('[').append(step.getIndex()).append(']');
      }
    }
    return path.isEmpty() ? null : path.toString();
  }
}
