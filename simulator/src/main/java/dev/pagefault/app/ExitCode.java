package dev.pagefault.app;

/** What the program tells the shell. */
final class ExitCode {
  /** Everything was done. */
  static final int FINE = 0;

  /** It could not be done; stderr says why. */
  static final int FAILED = 1;

  /** The command line is wrong; stderr says how to write it. */
  static final int USAGE = 2;

  /** A file that was read has mistakes. */
  static final int INVALID = 3;

  private ExitCode() {}
}
