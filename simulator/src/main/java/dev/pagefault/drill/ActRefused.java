package dev.pagefault.drill;

import org.jspecify.annotations.Nullable;

/** An act was not done, and nothing of it was; the message says why and the way out. */
public final class ActRefused extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final Kind kind;
  private final @Nullable String field;

  private ActRefused(Kind kind, @Nullable String field, String message) {
    super(message);
    this.kind = kind;
    this.field = field;
  }

  /** What was sent is wrong; {@code field} is the path of the property. */
  public static ActRefused invalid(String field, String message) {
    return new ActRefused(Kind.INVALID, field, message);
  }

  /** Not possible now. */
  public static ActRefused conflict(String message) {
    return new ActRefused(Kind.CONFLICT, null, message);
  }

  /** Not this participant's to do. */
  public static ActRefused forbidden(String message) {
    return new ActRefused(Kind.FORBIDDEN, null, message);
  }

  /** The server can't keep it now: the journal is full or slow. */
  public static ActRefused unavailable(String message) {
    return new ActRefused(Kind.UNAVAILABLE, null, message);
  }

  /** What sort of refusal. */
  public Kind kind() {
    return kind;
  }

  /** Path of the property that is wrong, or null. */
  public @Nullable String field() {
    return field;
  }

  /** Sorts of refusal: 422, 409, 403, 503 in HTTP's terms. */
  public enum Kind {
    INVALID,
    CONFLICT,
    FORBIDDEN,
    UNAVAILABLE
  }
}
