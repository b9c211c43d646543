package dev.pagefault.mesh;

import io.vertx.core.http.ConnectionPoolTooBusyException;
import java.net.ConnectException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;

/**
 * Puts the end of one attempt in words: who called whom, which attempt it was, how the pool stood.
 * Words are made for failures only.
 */
record Try(String caller, String peer, int attempt, LinkPolicy policy, Wire wire) {
  /** Longest piece of a callee's error that is passed on, characters. */
  private static final int ERROR_MAX = 300;

  /** The status of a callee that refuses for the time being: it may be asked again. */
  private static final int TOO_MANY = 429;

  CallOutcome outcome(Attempt.Result result) {
    return switch (result) {
      case Attempt.Answered(int status, byte[] body) -> answered(status, body);
      case Attempt.Nothing(String pool) -> timedOut(pool);
      case Attempt.Broke(Throwable cause) ->
          switch (cause) {
            case ConnectionPoolTooBusyException busy ->
                new CallOutcome.Refused(
                    said("refused: too many wait for a connection", wire.state()));
            case ConnectException refused ->
                new CallOutcome.Failed(0, said("connection refused", wire.state()));
            case TimeoutException late -> timedOut(wire.state());
            case SSLException refused ->
                new CallOutcome.Failed(0, said(handshake(refused), wire.state()));
            default ->
                new CallOutcome.Failed(
                    0, said("connection was closed before an answer came", wire.state()));
          };
    };
  }

  /** What the JDK's validation says in the end, which is the part that names dates. */
  private static String handshake(SSLException refused) {
    Throwable root = refused;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return switch (root) {
      case CertificateExpiredException expired ->
          "TLS handshake failed: certificate has expired, " + expired.getMessage();
      case CertificateNotYetValidException early ->
          "TLS handshake failed: certificate is not yet valid, " + early.getMessage();
      default -> "TLS handshake failed: " + root.getMessage();
    };
  }

  private CallOutcome timedOut(String pool) {
    return new CallOutcome.TimedOut(
        said("timed out after " + policy.timeoutMillis() + " ms", pool));
  }

  private CallOutcome answered(int status, byte[] body) {
    Map<String, String> fields;
    try {
      fields = FlatJson.read(body);
    } catch (IllegalArgumentException e) {
      return new CallOutcome.Failed(
          status, said("answered " + status + " with no JSON object", wire.state()));
    }
    if (status < 500 && status != TOO_MANY) {
      return new CallOutcome.Ok(status, fields);
    }
    String error = fields.getOrDefault("error", "");
    if (error.length() > ERROR_MAX) {
      error = error.substring(0, ERROR_MAX) + "…";
    }
    return new CallOutcome.Failed(status, said("answered " + status + ": " + error, wire.state()));
  }

  private String said(String what, String pool) {
    return "%s → %s %s (attempt %d of %d, %s)"
        .formatted(caller, peer, what, attempt, policy.retries() + 1, pool);
  }
}
