package dev.pagefault.mesh;

import org.jspecify.annotations.Nullable;

/**
 * Why an endpoint ended before its last step.
 *
 * @param status to answer
 * @param step that ended it
 * @param field of the request over which it ended, or null
 */
record Stop(int status, String step, String message, @Nullable String field) {
  Stop(int status, String step, String message) {
    this(status, step, message, null);
  }
}
