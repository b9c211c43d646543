package dev.pagefault.mesh.docker;

import java.io.IOException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * What it means when something at the engine fails: it refused, in words that lie under the
 * exceptions of Testcontainers and of the client, or it has gone. Stateless.
 */
final class EngineFailure {
  /** What it says, in any version, when a network finds no addresses that are free. */
  private static final String NO_ADDRESSES = "address pool";

  private EngineFailure() {}

  /** {@link NoEngine} where the engine has gone; else the failure itself. */
  static RuntimeException of(RuntimeException failure) {
    return root(failure) instanceof IOException ? gone(failure) : failure;
  }

  /**
   * The same in one line, for whoever waits for what was to be made.
   *
   * @param what was not done
   */
  static RuntimeException of(String what, RuntimeException failure) {
    if (of(failure) instanceof NoEngine known) {
      return known;
    }
    String said = said(failure);
    return said.contains(NO_ADDRESSES)
        ? new NoEngine(
            "the Docker engine has no addresses left for one more network: docker network prune removes those that nobody uses")
        : new IllegalStateException(what + ": " + said, failure);
  }

  private static NoEngine gone(RuntimeException failure) {
    try {
      Door.knock(System.getenv());
    } catch (NoEngine e) {
      return e;
    }
    return new NoEngine(
        "the Docker engine broke off (%s): see whether it runs".formatted(said(failure)));
  }

  /** The engine's own words, or those of whoever could not reach it, in one line. */
  static String said(Throwable failure) {
    Throwable root = root(failure);
    String message = root.getMessage();
    String words = message == null || message.isBlank() ? root.toString() : told(message);
    return words.strip().lines().findFirst().orElse(root.toString());
  }

  /** Out of {@code Status 500: {"message":"…"}}. */
  private static String told(String message) {
    int json = message.indexOf('{');
    if (json < 0) {
      return message;
    }
    try {
      return JsonMapper.shared()
          .readTree(message.substring(json))
          .path("message")
          .asString(message);
    } catch (JacksonException e) {
      return message; // words with a brace in them
    }
  }

  private static Throwable root(Throwable failure) {
    Throwable root = failure;
    for (Throwable cause = root.getCause(); cause != null; cause = cause.getCause()) {
      root = cause;
    }
    return root;
  }
}
