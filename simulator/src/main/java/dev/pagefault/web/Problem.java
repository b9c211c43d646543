package dev.pagefault.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * An error as RFC 9457 shapes it; every answer with a status of 400 or more is one.
 *
 * @param type stable name of the kind of problem, a URN
 * @param title the kind in a few words, the same each time
 * @param detail what went wrong this time, and the way out
 * @param field which part of the request is at fault, where one is
 * @param position offset in that field from 0, where it is known
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Problem(
    String type,
    String title,
    int status,
    String detail,
    @Nullable String field,
    @Nullable Integer position) {

  /** Media type of a problem's JSON. */
  public static final String MEDIA_TYPE = "application/problem+json";

  /** A problem of a kind, with what to say about it. */
  static Problem of(Kind kind, @Nullable String detail) {
    return new Problem(
        kind.urn, kind.title, kind.status, detail == null ? kind.title : detail, null, null);
  }

  /** The same, at fault in {@code field}. */
  Problem in(@Nullable String field) {
    return new Problem(type, title, status, detail, field, position);
  }

  /** The same, at an offset in its field. */
  Problem at(int position) {
    return new Problem(type, title, status, detail, field, position);
  }

  /** Everything that can be wrong with a request, or with the server. */
  enum Kind {
    MALFORMED(400, "Malformed request"),
    NO_IDEMPOTENCY_KEY(400, "Idempotency-Key is missing"),
    FOREIGN_HOST(403, "Host is not served here"),
    FOREIGN_ORIGIN(403, "Request from another site"),
    NOT_A_PARTICIPANT(403, "Not a participant"),
    NOT_FOUND(404, "Not found"),
    METHOD_NOT_ALLOWED(405, "Method not allowed"),
    NOT_NOW(409, "Not possible now"),
    TOO_LARGE(413, "Body too large"),
    URI_TOO_LONG(414, "Address too long"),
    MEDIA_TYPE_NOT_SUPPORTED(415, "Media type not supported"),
    INVALID(422, "Invalid value"),
    TOO_MANY(429, "Too many"),
    HEADERS_TOO_LARGE(431, "Headers too large"),
    FAILED(500, "Internal error"),
    BUSY(503, "Busy"),
    TOOK_TOO_LONG(504, "Took too long");

    private final int status;
    private final String title;
    private final String urn;

    Kind(int status, String title) {
      this.status = status;
      this.title = title;
      this.urn =
          "urn:pagefault:problem:" + name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }
  }
}
