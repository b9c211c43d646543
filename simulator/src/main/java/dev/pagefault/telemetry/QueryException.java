package dev.pagefault.telemetry;

/**
 * A query that can't be answered: malformed, or larger than the bounds allow. The message says what
 * was expected and is fit for a person who typed the query.
 */
public final class QueryException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final int position;

  /** A fault at {@code position} of the query. */
  public QueryException(String message, int position) {
    super(message);
    this.position = position;
  }

  /** Offset into the query, in characters from 0, of what is wrong. */
  public int position() {
    return position;
  }
}
