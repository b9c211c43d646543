package dev.pagefault.toxiproxy;

/** What the control API answers instead of doing what was asked: {@code {"error", "status"}}. */
final class Refused extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final int status;

  Refused(int status, String error) {
    super(error, null, false, false);
    this.status = status;
  }

  /** The HTTP status. */
  int status() {
    return status;
  }

  /** The words. */
  String error() {
    return String.valueOf(getMessage());
  }
}
