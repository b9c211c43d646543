package dev.pagefault.web;

import io.vertx.core.http.Cookie;
import io.vertx.core.http.CookieSameSite;
import io.vertx.ext.web.RoutingContext;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * Who asks: an opaque random cookie that only the browser and this server know. The participant's
 * id, which others see, is a digest of it; so identity outlives the server without a table of
 * sessions, and nobody can take another's place by knowing an id.
 *
 * @param participant id within drills
 * @param client which tab or program; idempotency keys are unique within it
 */
record Visitor(String participant, String client) {
  private static final String COOKIE = "pagefault";
  private static final int TOKEN_BYTES = 16;
  private static final long YEAR_SECONDS = 365L * 24 * 3600;
  private static final Pattern TOKEN = Pattern.compile("[0-9a-f]{" + 2 * TOKEN_BYTES + "}");
  private static final Pattern CLIENT = Pattern.compile("[A-Za-z0-9._-]{1,64}");
  private static final SecureRandom RANDOM = new SecureRandom();

  /** Knows the visitor by the cookie, or sets one. Call it before the answer's head is sent. */
  static Visitor welcomed(RoutingContext context) {
    return of(context, true);
  }

  /** Knows the visitor by the cookie, or for this one call. */
  static Visitor passing(RoutingContext context) {
    return of(context, false);
  }

  private static Visitor of(RoutingContext context, boolean welcome) {
    Cookie cookie = context.request().getCookie(COOKIE);
    String token = cookie == null ? "" : cookie.getValue();
    if (!TOKEN.matcher(token).matches()) {
      byte[] bytes = new byte[TOKEN_BYTES];
      RANDOM.nextBytes(bytes);
      token = HexFormat.of().formatHex(bytes);
      if (welcome) {
        context.response().addCookie(cookie(token));
      }
    }
    String client = context.request().getHeader("Pagefault-Client");
    return new Visitor(
        "p-" + digest(token).substring(0, 12),
        client != null && CLIENT.matcher(client).matches() ? client : "browser");
  }

  private static Cookie cookie(String token) {
    return Cookie.cookie(COOKIE, token)
        .setPath("/")
        .setHttpOnly(true)
        .setSameSite(CookieSameSite.STRICT)
        .setMaxAge(YEAR_SECONDS);
  }

  private static String digest(String token) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.US_ASCII));
      return HexFormat.of().formatHex(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
