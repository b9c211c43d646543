package dev.pagefault.web;

import io.vertx.core.Handler;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.net.HostAndPort;
import io.vertx.ext.web.RoutingContext;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Keeps other sites out. A page that somebody else serves can make a browser send requests here, so
 * the Host must be one of ours (else a name rebound to this machine could read answers), and what
 * changes something must come from our own pages.
 */
final class Guard implements Handler<RoutingContext> {
  private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "::1");
  private static final Set<String> EVERY_ADDRESS = Set.of("0.0.0.0", "::");
  private static final Set<HttpMethod> SAFE = Set.of(HttpMethod.GET, HttpMethod.HEAD);

  private final String bound;
  private final Set<String> names;

  /**
   * Guards a server that is bound to {@code host}.
   *
   * @param names others that it is reached by, in lower case
   */
  Guard(String host, Set<String> names) {
    this.bound = bare(host);
    this.names = names;
  }

  /** Whether only this machine can reach a server bound to {@code host}. */
  static boolean isLoopback(String host) {
    return LOOPBACK.contains(bare(host));
  }

  @Override
  public void handle(RoutingContext context) {
    HostAndPort authority = context.request().authority();
    if (authority == null || !serves(bare(authority.host()))) {
      Routes.refuse(
          context,
          Problem.of(
                  Problem.Kind.FOREIGN_HOST,
                  "this server answers to localhost, 127.0.0.1, [::1] and what it was started with (--host, --allow-host)")
              .in("Host"));
      return;
    }
    if (!SAFE.contains(context.request().method())) {
      String origin = context.request().getHeader("Origin");
      if (!sameOrigin(origin, authority) || crossSite(context)) {
        Routes.refuse(
            context,
            Problem.of(
                    Problem.Kind.FOREIGN_ORIGIN,
                    "only pages that this server served may change something; open it at http://"
                        + authority)
                .in("Origin"));
        return;
      }
    }
    context.next();
  }

  private boolean serves(String host) {
    return LOOPBACK.contains(host)
        || host.equals(bound)
        || names.contains(host)
        // A rebound name is a name; who came by address meant this machine.
        || (EVERY_ADDRESS.contains(bound) && isAddress(host));
  }

  /** Programs send no Origin; browsers always do when they change something. */
  private static boolean sameOrigin(@Nullable String origin, HostAndPort authority) {
    return origin == null
        || origin
            .toLowerCase(Locale.ROOT)
            .equals("http://" + authority.toString().toLowerCase(Locale.ROOT));
  }

  private static boolean crossSite(RoutingContext context) {
    String site = context.request().getHeader("Sec-Fetch-Site");
    return site != null && !site.equals("same-origin") && !site.equals("none");
  }

  private static boolean isAddress(String host) {
    return host.contains(":") || host.matches("[0-9]{1,3}(\\.[0-9]{1,3}){3}");
  }

  private static String bare(String host) {
    String lower = host.toLowerCase(Locale.ROOT);
    return lower.startsWith("[") && lower.endsWith("]")
        ? lower.substring(1, lower.length() - 1)
        : lower;
  }
}
