package dev.pagefault.web;

import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;
import java.util.Map;

/** What every answer tells a browser it may not do with it. */
final class SecurityHeaders implements Handler<RoutingContext> {
  private static final Map<String, String> HEADERS =
      Map.of(
          "Content-Security-Policy",
          "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:;"
              + " font-src 'self'; connect-src 'self'; worker-src 'self'; manifest-src 'self';"
              + " base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
          "X-Content-Type-Options",
          "nosniff",
          "Referrer-Policy",
          "no-referrer",
          "Cross-Origin-Opener-Policy",
          "same-origin",
          "Cross-Origin-Resource-Policy",
          "same-origin",
          "Permissions-Policy",
          "camera=(), geolocation=(), microphone=()");

  @Override
  public void handle(RoutingContext context) {
    HEADERS.forEach(context.response()::putHeader);
    context.next();
  }
}
