package dev.pagefault.mesh;

import java.util.Map;

/** How a call to another service ended. Messages carry the state of the link, and never a port. */
sealed interface CallOutcome {

  /** It was answered, with a status below 500 and other than 429. */
  record Ok(int status, Map<String, String> fields) implements CallOutcome {}

  /** Too many wait for a connection already: it was not sent. */
  record Refused(String message) implements CallOutcome {}

  /** Answered with 429 or a status of 500 or more ({@code status}), or not reached (0). */
  record Failed(int status, String message) implements CallOutcome {}

  /** No answer in time. */
  record TimedOut(String message) implements CallOutcome {}

  /** The circuit breaker is open: it was not sent. */
  record Broken(String message) implements CallOutcome {}

  /** Whether another attempt may help. */
  default boolean mayBeRetried() {
    return switch (this) {
      case Failed failed -> true;
      case TimedOut timedOut -> true;
      case Ok ok -> false;
      case Refused refused -> false;
      case Broken broken -> false;
    };
  }
}
