package dev.pagefault.journal;

/** The journal could not keep or read something; the message says what and what to do. */
public final class JournalException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** With a sentence for people. */
  public JournalException(String message) {
    super(message);
  }

  /** With what lay beneath. */
  public JournalException(String message, Throwable cause) {
    super(message, cause);
  }
}
