package dev.pagefault.scenario;

import java.nio.file.Path;

/**
 * One mistake in a file, with the way out.
 *
 * @param line from 1
 * @param column from 1
 * @param field where it is, as a path such as {@code services.checkout.current}
 * @param wayOut what to write instead, or what there is to choose from
 */
public record Problem(
    Path file, int line, int column, String field, String message, String wayOut) {

  /** As compilers print it, so that editors find the place. */
  @Override
  public String toString() {
    String where = field.isEmpty() ? "" : field + ": ";
    String out = wayOut.isEmpty() ? "" : "; " + wayOut;
    return file + ":" + line + ":" + column + ": " + where + message + out;
  }
}
